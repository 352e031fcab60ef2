package jp.linkage.protocol.crypto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A non-interactive proof of a {@link LinearRelation}: the challenge, and one response for each
 * secret. On the wire challenge ‖ responses, 32 bytes each.
 *
 * @param challenge c
 * @param responses s_i = k_i - c·x_i, in the order of the secrets
 */
public record Proof(Scalar challenge, List<Scalar> responses) {
  /** Copies the list. */
  public Proof {
    responses = List.copyOf(responses);
  }

  /** The size in bytes of a proof about this number of secrets. */
  public static int size(int secrets) {
    return (1 + secrets) * Scalar.SIZE;
  }

  /**
   * Reads a proof.
   *
   * @param bytes challenge ‖ responses
   * @param secrets the number of responses expected
   * @throws ProtocolViolation when the size is another one, or a part is not a scalar
   */
  public static Proof decode(byte[] bytes, int secrets) {
    if (bytes.length != size(secrets)) {
      throw new ProtocolViolation(
          ProtocolViolation.Reason.MALFORMED_VALUE,
          "expected a proof of " + size(secrets) + " bytes, found " + bytes.length);
    }
    List<Scalar> scalars = new ArrayList<>();
    for (int from = 0; from < bytes.length; from += Scalar.SIZE) {
      scalars.add(Scalar.decode(Arrays.copyOfRange(bytes, from, from + Scalar.SIZE)));
    }
    return new Proof(scalars.getFirst(), scalars.subList(1, scalars.size()));
  }

  /** challenge ‖ responses. */
  public byte[] encode() {
    byte[] bytes = new byte[size(responses.size())];
    System.arraycopy(challenge.encode(), 0, bytes, 0, Scalar.SIZE);
    for (int i = 0; i < responses.size(); i++) {
      System.arraycopy(responses.get(i).encode(), 0, bytes, (1 + i) * Scalar.SIZE, Scalar.SIZE);
    }
    return bytes;
  }
}

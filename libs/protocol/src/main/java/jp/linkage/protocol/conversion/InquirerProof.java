package jp.linkage.protocol.conversion;

import jp.linkage.protocol.crypto.Proof;

/**
 * π_A = PoK{r : R = r·G}, bound to h_i, Y, R and C: whoever made the ciphertext of a token knew its
 * randomness, so that it is no re-randomised copy of another's.
 *
 * @param proof challenge and the response for r
 */
public record InquirerProof(Proof proof) {
  /** The number of secrets. */
  static final int SECRETS = 1;

  /** The size of an encoded proof in bytes. */
  public static final int SIZE = Proof.size(SECRETS);

  /** Refuses a proof about another number of secrets. */
  public InquirerProof {
    Tags.requireSecrets(proof, SECRETS);
  }

  /**
   * Reads a proof.
   *
   * @param bytes challenge ‖ responses
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when it is not of this form
   */
  public static InquirerProof decode(byte[] bytes) {
    return new InquirerProof(Proof.decode(bytes, SECRETS));
  }

  /** challenge ‖ responses. */
  public byte[] encode() {
    return proof.encode();
  }
}

package jp.linkage.kit.steps;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jp.linkage.protocol.crypto.HpkePrivateKey;
import jp.linkage.protocol.crypto.SecretBytes;
import jp.linkage.protocol.header.ExchangeId;

/**
 * What opens the answer to one item: the private half of its answer key, and the export of the
 * query's context. Kept from the sending of the query to the opening of the answer, and no longer.
 *
 * @param answerKey the private half of the key inside the query
 * @param contextSecret the export with the label {@code jp-linkage/1 answer}, 32 bytes
 */
public record AnswerSecret(HpkePrivateKey answerKey, SecretBytes contextSecret) {
  private static final int HALF = 32;
  private static final int SIZE = 2 * HALF;

  /** The secrets of all items of an exchange, wrapped for the database under the agency's key. */
  public static byte[] wrap(List<AnswerSecret> secrets, ExchangeId exchangeId, AgencyKeys keys) {
    byte[] plain = new byte[secrets.size() * SIZE];
    for (int i = 0; i < secrets.size(); i++) {
      AnswerSecret secret = secrets.get(i);
      System.arraycopy(secret.answerKey.seed().toByteArray(), 0, plain, i * SIZE, HALF);
      System.arraycopy(secret.contextSecret.toByteArray(), 0, plain, i * SIZE + HALF, HALF);
    }
    byte[] wrapped = keys.exchangeSecrets().seal(plain, associatedData(exchangeId));
    Arrays.fill(plain, (byte) 0);
    return wrapped;
  }

  /**
   * Opens what {@link #wrap} made.
   *
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when it was not made for this exchange
   */
  public static List<AnswerSecret> unwrap(byte[] wrapped, ExchangeId exchangeId, AgencyKeys keys) {
    byte[] plain = keys.exchangeSecrets().open(wrapped, associatedData(exchangeId));
    List<AnswerSecret> secrets = new ArrayList<>(plain.length / SIZE);
    for (int at = 0; at < plain.length; at += SIZE) {
      secrets.add(
          new AnswerSecret(
              HpkePrivateKey.ofSeed(SecretBytes.copyOf(Arrays.copyOfRange(plain, at, at + HALF))),
              SecretBytes.copyOf(Arrays.copyOfRange(plain, at + HALF, at + SIZE))));
    }
    Arrays.fill(plain, (byte) 0);
    return List.copyOf(secrets);
  }

  private static byte[] associatedData(ExchangeId exchangeId) {
    return exchangeId.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return "AnswerSecret(redacted)";
  }
}

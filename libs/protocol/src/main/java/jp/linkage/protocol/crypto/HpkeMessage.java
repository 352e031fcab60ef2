package jp.linkage.protocol.crypto;

import java.util.Arrays;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;

/**
 * A sealed message on the wire: the encapsulated key of 1120 bytes, and the ciphertext, whose
 * length shows the size class of the payload only. Immutable.
 */
public final class HpkeMessage {
  /** The size of the encapsulated key in bytes: ML-KEM-768 1088, X25519 32. */
  public static final int ENCAPSULATION_SIZE = 1120;

  private final byte[] encapsulation;
  private final byte[] ciphertext;

  private HpkeMessage(byte[] encapsulation, byte[] ciphertext) {
    this.encapsulation = encapsulation;
    this.ciphertext = ciphertext;
  }

  /**
   * A message from the wire.
   *
   * @param encapsulation {@code enc}, 1120 bytes
   * @param ciphertext a size class of {@link Padding} and the tag of 16 bytes
   * @throws ProtocolViolation when a size is another one
   */
  public static HpkeMessage of(byte[] encapsulation, byte[] ciphertext) {
    if (encapsulation.length != ENCAPSULATION_SIZE) {
      throw new ProtocolViolation(
          Reason.MALFORMED_VALUE,
          "expected an encapsulated key of 1120 bytes, found " + encapsulation.length);
    }
    if (!Padding.isSizeClass(ciphertext.length - Hpke.TAG_SIZE)) {
      throw new ProtocolViolation(
          Reason.MALFORMED_VALUE,
          "expected a ciphertext of a size class and 16 bytes, found " + ciphertext.length);
    }
    return new HpkeMessage(encapsulation.clone(), ciphertext.clone());
  }

  /** {@code enc}, 1120 bytes. */
  public byte[] encapsulation() {
    return encapsulation.clone();
  }

  /** {@code ciphertext}. */
  public byte[] ciphertext() {
    return ciphertext.clone();
  }

  /** SHA-256(enc ‖ ciphertext), 32 bytes. */
  public byte[] digest() {
    return Sha256.of(encapsulation, ciphertext);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HpkeMessage message
        && Arrays.equals(encapsulation, message.encapsulation)
        && Arrays.equals(ciphertext, message.ciphertext);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ciphertext);
  }
}

package jp.linkage.protocol.crypto;

import java.util.Arrays;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;

/** A public key of {@link Hpke}: X-Wing, 1216 bytes. Immutable. */
public final class HpkePublicKey {
  /** The size of an encoded key in bytes: ML-KEM-768 1184, X25519 32. */
  public static final int SIZE = 1216;

  private static final int ML_KEM_VECTORS_SIZE = 1152;
  private static final int ML_KEM_PRIME = 3329;

  final AsymmetricKeyParameter parameters;
  private final byte[] encoding;

  HpkePublicKey(AsymmetricKeyParameter parameters, byte[] encoding) {
    this.parameters = parameters;
    this.encoding = encoding;
  }

  /**
   * Reads a key.
   *
   * @param bytes 1216 bytes
   * @throws ProtocolViolation when the size is another one, or the ML-KEM part fails the check of
   *     FIPS 203 §7.2
   */
  public static HpkePublicKey decode(byte[] bytes) {
    if (bytes.length != SIZE || !coefficientsAreReduced(bytes)) {
      throw new ProtocolViolation(
          Reason.MALFORMED_VALUE, "expected an X-Wing public key of " + SIZE + " bytes");
    }
    byte[] encoding = bytes.clone();
    return new HpkePublicKey(HpkeSuite.PROTOCOL.base().deserializePublicKey(encoding), encoding);
  }

  /** The 1216 bytes. */
  public byte[] encode() {
    return encoding.clone();
  }

  // FIPS 203 §7.2, modulus check: every 12-bit coefficient is below q.
  private static boolean coefficientsAreReduced(byte[] bytes) {
    boolean reduced = true;
    for (int i = 0; i < ML_KEM_VECTORS_SIZE; i += 3) {
      int first = (bytes[i] & 0xff) | (bytes[i + 1] & 0x0f) << 8;
      int second = (bytes[i + 1] & 0xff) >>> 4 | (bytes[i + 2] & 0xff) << 4;
      reduced &= first < ML_KEM_PRIME && second < ML_KEM_PRIME;
    }
    return reduced;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HpkePublicKey key && Arrays.equals(encoding, key.encoding);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoding);
  }
}

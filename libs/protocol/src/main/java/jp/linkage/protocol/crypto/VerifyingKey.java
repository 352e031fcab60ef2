package jp.linkage.protocol.crypto;

import java.util.Arrays;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A public Ed25519 key (RFC 8032).
 *
 * <h2>Security guarantees</h2>
 *
 * <ul>
 *   <li>A verified signature was made by the holder of the key over exactly this label and these
 *       bytes ({@link #verify}), or exactly these bytes ({@link #verifyPlain}).
 *   <li>Keys of small order and signatures that are not in canonical form are refused.
 * </ul>
 *
 * Immutable.
 */
public final class VerifyingKey {
  /** The size of a key in bytes. */
  public static final int SIZE = 32;

  /** The size of a signature in bytes. */
  public static final int SIGNATURE_SIZE = 64;

  private final byte[] encoding;
  private final Ed25519.PublicPoint point;

  private VerifyingKey(byte[] encoding, Ed25519.PublicPoint point) {
    this.encoding = encoding;
    this.point = point;
  }

  /**
   * Reads a key.
   *
   * @param bytes 32 bytes, RFC 8032 §5.1.5
   * @throws ProtocolViolation when these are not the encoding of a point of order l
   */
  public static VerifyingKey decode(byte[] bytes) {
    byte[] encoding = bytes.clone();
    Ed25519.PublicPoint point =
        encoding.length == SIZE ? Ed25519.validatePublicKeyFullExport(encoding, 0) : null;
    if (point == null) {
      throw new ProtocolViolation(
          Reason.MALFORMED_VALUE, "expected an Ed25519 public key of 32 bytes");
    }
    return new VerifyingKey(encoding, point);
  }

  /** The 32 bytes, RFC 8032 §5.1.5. */
  public byte[] encode() {
    return encoding.clone();
  }

  /**
   * Verifies a signature of {@link SigningKey#sign}.
   *
   * @param signature 64 bytes
   * @param label what kind of statement it is
   * @param parts what was signed
   * @throws ProtocolViolation when it does not verify
   */
  public void verify(byte[] signature, String label, byte[]... parts) {
    verifyPlain(signature, SigningKey.labelled(label, parts));
  }

  /**
   * Verifies a signature over bytes that carry their own domain separation, such as the text of a
   * C2SP signed note.
   *
   * @param signature 64 bytes
   * @throws ProtocolViolation when it does not verify
   */
  public void verifyPlain(byte[] signature, byte[] message) {
    if (signature.length != SIGNATURE_SIZE
        || !Ed25519.verify(signature, 0, point, message, 0, message.length)) {
      throw new ProtocolViolation(
          Reason.INVALID_SIGNATURE, "expected an Ed25519 signature by this key");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifyingKey key && Arrays.equals(encoding, key.encoding);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoding);
  }
}

package jp.linkage.protocol.crypto;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Key bytes. One greppable type marks every place where a key enters or leaves the program.
 *
 * <h2>Security guarantees</h2>
 *
 * The bytes are copied in and copied out, never printed (there is no {@code toString} that shows
 * them), and compared in constant time. {@link #wipe} overwrites this copy; it cannot reach copies
 * that the virtual machine or a caller made.
 */
public final class SecretBytes {
  private final byte[] bytes;

  private SecretBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of these bytes; the caller may overwrite its own. */
  public static SecretBytes copyOf(byte[] bytes) {
    return new SecretBytes(bytes.clone());
  }

  /** Fresh random bytes. */
  public static SecretBytes random(int size) {
    return new SecretBytes(Randomness.bytes(size));
  }

  /** The number of bytes. */
  public int size() {
    return bytes.length;
  }

  /** A copy of the bytes: for a cipher, or for a key file. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /** Compares in a time that depends on the lengths only. */
  public boolean equalsSecret(SecretBytes other) {
    return MessageDigest.isEqual(bytes, other.bytes);
  }

  /** Overwrites the bytes with zeros; the object must not be used afterwards. */
  public void wipe() {
    Arrays.fill(bytes, (byte) 0);
  }
}

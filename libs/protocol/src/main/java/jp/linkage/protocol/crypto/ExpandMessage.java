package jp.linkage.protocol.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** expand_message_xmd with SHA-256, RFC 9380 §5.3.1. */
final class ExpandMessage {
  private static final int HASH_SIZE = 32;
  private static final byte[] ZERO_BLOCK = new byte[64];

  private ExpandMessage() {}

  /**
   * @param message the message
   * @param dst domain separation tag, 1 to 255 bytes
   * @param size bytes wanted, 1 to 255 * 32
   */
  static byte[] xmd(byte[] message, byte[] dst, int size) {
    int blocks = (size + HASH_SIZE - 1) / HASH_SIZE;
    if (blocks < 1 || blocks > 255 || dst.length < 1 || dst.length > 255) {
      throw new IllegalArgumentException(
          "expected 1..8160 bytes and a tag of 1..255, found " + size + " and " + dst.length);
    }
    MessageDigest sha = Sha256.digest();
    sha.update(ZERO_BLOCK);
    sha.update(message);
    sha.update((byte) (size >>> 8));
    sha.update((byte) size);
    sha.update((byte) 0);
    byte[] b0 = finish(sha, dst);

    byte[] uniform = new byte[blocks * HASH_SIZE];
    byte[] mixed = b0.clone();
    for (int i = 1; i <= blocks; i++) {
      sha.update(mixed);
      sha.update((byte) i);
      byte[] block = finish(sha, dst);
      System.arraycopy(block, 0, uniform, (i - 1) * HASH_SIZE, HASH_SIZE);
      for (int j = 0; j < HASH_SIZE; j++) {
        mixed[j] = (byte) (b0[j] ^ block[j]);
      }
    }
    byte[] result = new byte[size];
    System.arraycopy(uniform, 0, result, 0, size);
    return result;
  }

  /** A domain separation tag from its ASCII text. */
  static byte[] tag(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }

  // DST_prime = DST || I2OSP(len(DST), 1)
  private static byte[] finish(MessageDigest sha, byte[] dst) {
    sha.update(dst);
    sha.update((byte) dst.length);
    return sha.digest();
  }
}

package jp.linkage.protocol.conversion;

import jp.linkage.protocol.crypto.Sha256;

/**
 * h_i = SHA-256(h ‖ u32(i)): what binds a proof, a ciphertext and a token to one item of one
 * exchange. A single exchange is a batch of one, with i = 0.
 */
public final class ItemHash {
  private final byte[] bytes;

  private ItemHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The hash of an item.
   *
   * @param headerHash h, the SHA-256 of the header's canonical bytes
   * @param index i, from 0
   */
  public static ItemHash of(byte[] headerHash, int index) {
    if (headerHash.length != Sha256.SIZE || index < 0) {
      throw new IllegalArgumentException(
          "expected 32 bytes and an index from 0, found " + headerHash.length + ", " + index);
    }
    byte[] position = {
      (byte) (index >>> 24), (byte) (index >>> 16), (byte) (index >>> 8), (byte) index
    };
    return new ItemHash(Sha256.of(headerHash, position));
  }

  /** The 32 bytes of h_i. */
  public byte[] bytes() {
    return bytes.clone();
  }
}

package jp.linkage.protocol.tlog;

import java.util.Arrays;
import jp.linkage.protocol.crypto.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/**
 * The hashes of a tile, 32 bytes each (C2SP tlog-tiles). The nodes between the levels of tiles are
 * computed when one is first asked for, and kept, so that a cached tile gives proofs without
 * hashing. Immutable.
 */
public final class HashTile {
  /** The bytes of a full tile. */
  public static final int MAX_BYTES = TileResource.FULL * MerkleTree.HASH_SIZE;

  private static final int HASH = MerkleTree.HASH_SIZE;

  private final Tile tile;
  private final byte[] hashes;
  private volatile byte @Nullable [][] levels;

  private HashTile(Tile tile, byte[] hashes) {
    this.tile = tile;
    this.hashes = hashes;
  }

  /**
   * Reads a tile.
   *
   * @param bytes 32 for each hash; those of a wider tile at the same place will do, as a log may
   *     drop a partial tile when it has the full one
   * @throws ProtocolViolation when there are too few bytes, or not a whole number of hashes, or
   *     more than a full tile has
   */
  public static HashTile of(Tile tile, byte[] bytes) {
    int wanted = tile.width() * HASH;
    if (bytes.length % HASH != 0
        || bytes.length < wanted
        || bytes.length > TileResource.FULL * HASH) {
      throw new ProtocolViolation(
          ProtocolViolation.Reason.MALFORMED_VALUE,
          "expected %s of %d bytes, found %d".formatted(tile.path(), wanted, bytes.length));
    }
    return new HashTile(tile, Arrays.copyOf(bytes, wanted));
  }

  /** Where it stands. */
  public Tile tile() {
    return tile;
  }

  /** The tile as it is served: {@code width · 32} bytes. */
  public byte[] bytes() {
    return hashes.clone();
  }

  /**
   * A hash of the tile.
   *
   * @param position 0 to width - 1
   */
  public byte[] hash(int position) {
    return slice(hashes, position);
  }

  /** The hash of a node that the tile holds or that is hashed from it. */
  byte[] hash(Node node) {
    int height = node.level() - Tile.HEIGHT * tile.level();
    return slice(levels()[height], (int) (node.index() & ((TileResource.FULL >> height) - 1)));
  }

  private byte[][] levels() {
    byte[][] known = levels;
    if (known == null) {
      // Threads that come here together compute the same.
      known = hashUp();
      levels = known;
    }
    return known;
  }

  private byte[][] hashUp() {
    byte[][] up = new byte[Tile.HEIGHT][];
    up[0] = hashes;
    for (int height = 1; height < up.length; height++) {
      byte[] below = up[height - 1];
      int count = below.length / HASH / 2;
      byte[] level = new byte[count * HASH];
      for (int i = 0; i < count; i++) {
        byte[] node = MerkleTree.nodeHash(slice(below, 2 * i), slice(below, 2 * i + 1));
        System.arraycopy(node, 0, level, i * HASH, HASH);
      }
      up[height] = level;
    }
    return up;
  }

  private static byte[] slice(byte[] hashes, int position) {
    return Arrays.copyOfRange(hashes, position * HASH, (position + 1) * HASH);
  }

  /** Same place, same hashes. */
  @Override
  public boolean equals(Object other) {
    return other instanceof HashTile that
        && tile.equals(that.tile)
        && Arrays.equals(hashes, that.hashes);
  }

  @Override
  public int hashCode() {
    return 31 * tile.hashCode() + Arrays.hashCode(hashes);
  }

  @Override
  public String toString() {
    return "HashTile[" + tile.path() + "]";
  }
}

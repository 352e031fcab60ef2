package jp.linkage.protocol.tlog;

import jp.linkage.protocol.crypto.ProtocolViolation;

/**
 * The place of an immutable resource of a tiled log (C2SP tlog-tiles): of a tile of hashes or a
 * bundle of entries, 256 wide, or narrower at the right edge of a tree.
 */
public sealed interface TileResource permits Tile, Bundle {
  /** The width of a full tile or bundle. */
  int FULL = 256;

  /** Its place among those of its kind and level, from 0. */
  long index();

  /** The number of hashes or entries, 1 to 256. */
  int width();

  /** The path below the log's prefix, for instance {@code tile/0/x001/x234/067.p/112}. */
  String path();

  /** Whether it is 256 wide and so will never be replaced by a wider one. */
  default boolean isFull() {
    return width() == FULL;
  }

  /**
   * Reads a path below the log's prefix, without a slash in front.
   *
   * @throws ProtocolViolation when it is not the one path of a tile or a bundle of a tree of fewer
   *     than 2^63 leaves
   */
  static TileResource parse(String path) {
    return TilePath.parse(path);
  }
}

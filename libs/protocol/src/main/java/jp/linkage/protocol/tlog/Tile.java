package jp.linkage.protocol.tlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The place of a tile of hashes: at level 0 leaf hashes, above it the tree hashes of full tiles of
 * the level below. What is in it: {@link HashTile}.
 *
 * @param level 0 to 7; more levels no tree of fewer than 2^63 leaves has
 * @param index within the level, from 0
 * @param width the number of hashes, 1 to 256
 */
public record Tile(int level, long index, int width) implements TileResource {
  /** The height of a full tile's subtree. */
  static final int HEIGHT = 8;

  /** Checks that the hashes lie in a tree of fewer than 2^63 leaves. */
  public Tile {
    TilePath.check(level, index, width);
  }

  /** The tile as it is in a tree of this size, when it has any hash. */
  public static Optional<Tile> in(long size, int level, long index) {
    if (level < 0 || level > 7) {
      return Optional.empty();
    }
    int width = TilePath.width(index, size >>> (HEIGHT * level));
    return width == 0 ? Optional.empty() : Optional.of(new Tile(level, index, width));
  }

  /** The tiles of a tree that are not full, from level 0 up: those that change as it grows. */
  public static List<Tile> partialIn(long size) {
    List<Tile> tiles = new ArrayList<>();
    for (int level = 0; level <= 7; level++) {
      long hashes = size >>> (HEIGHT * level);
      Tile.in(size, level, hashes / FULL).ifPresent(tiles::add);
    }
    return tiles;
  }

  /** The tile of a tree of this size that holds a node or what it is hashed from. */
  static Tile holding(Node node, long size) {
    int level = node.level() / HEIGHT;
    long first = node.index() << (node.level() % HEIGHT);
    return in(size, level, first / FULL)
        .filter(tile -> first % FULL + (1L << (node.level() % HEIGHT)) <= tile.width())
        .orElseThrow(
            () -> new IllegalArgumentException("a tree of " + size + " does not complete " + node));
  }

  /** The first leaf below the tile. */
  public long start() {
    return (index * FULL) << (HEIGHT * level);
  }

  @Override
  public String path() {
    return TilePath.path(Integer.toString(level), this);
  }
}

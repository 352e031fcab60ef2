package jp.linkage.protocol.tlog;

import java.util.Optional;

/**
 * The place of an entry bundle: the entries from {@code index · 256} on. What is in it: {@link
 * EntryBundle}.
 *
 * @param index from 0
 * @param width the number of entries, 1 to 256
 */
public record Bundle(long index, int width) implements TileResource {
  /** Checks that the entries lie in a tree of fewer than 2^63 leaves. */
  public Bundle {
    TilePath.check(0, index, width);
  }

  /** The bundle as it is in a log of this size, when it has any entry. */
  public static Optional<Bundle> in(long size, long index) {
    int width = TilePath.width(index, size);
    return width == 0 ? Optional.empty() : Optional.of(new Bundle(index, width));
  }

  /** The first entry's index in the log. */
  public long start() {
    return index * FULL;
  }

  /** The tile of level 0 that holds the leaf hashes of these entries. */
  public Tile tile() {
    return new Tile(0, index, width);
  }

  @Override
  public String path() {
    return TilePath.path("entries", this);
  }
}

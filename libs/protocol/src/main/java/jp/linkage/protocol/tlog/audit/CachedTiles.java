package jp.linkage.protocol.tlog.audit;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import jp.linkage.protocol.tlog.HashTile;
import jp.linkage.protocol.tlog.Tile;
import jp.linkage.protocol.tlog.TileSource;

/**
 * The tiles of a log that were read last, with the hashes computed from them. A tile never changes,
 * but nothing here is believed: whoever finds that tiles do not lead to a signed root {@link
 * #forget}s them, so that a reader is not kept from the log by one wrong answer.
 */
final class CachedTiles {
  private final LogSource log;
  private final Map<Tile, HashTile> known;

  /**
   * @param most that are kept; a full one takes 16 kB
   */
  CachedTiles(LogSource log, int most) {
    this.log = log;
    this.known = new LeastRecentlyUsed(most);
  }

  /** The tiles as a checkpoint of this size promises them. */
  TileSource of(long size) {
    PromisedResources promised = new PromisedResources(log, size);
    return wanted -> read(promised, wanted);
  }

  private synchronized Map<Tile, HashTile> read(PromisedResources promised, Set<Tile> wanted) {
    Map<Tile, HashTile> found = new HashMap<>();
    Set<Tile> missing = new LinkedHashSet<>();
    for (Tile tile : wanted) {
      HashTile tiles = known.get(tile);
      if (tiles == null) {
        missing.add(tile);
      } else {
        found.put(tile, tiles);
      }
    }
    Map<Tile, HashTile> read = missing.isEmpty() ? Map.of() : promised.read(missing);
    known.putAll(read);
    found.putAll(read);
    return found;
  }

  /** Reads everything again from now on. */
  synchronized void forget() {
    known.clear();
  }

  private static final class LeastRecentlyUsed extends LinkedHashMap<Tile, HashTile> {
    private static final long serialVersionUID = 1;

    private final int most;

    LeastRecentlyUsed(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Tile, HashTile> eldest) {
      return size() > most;
    }
  }
}

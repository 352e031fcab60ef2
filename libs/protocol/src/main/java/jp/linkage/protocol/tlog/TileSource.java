package jp.linkage.protocol.tlog;

import java.util.Map;
import java.util.Set;

/** Where tiles are kept: a database, a folder, somebody's log behind HTTP, a cache before these. */
@FunctionalInterface
public interface TileSource {
  /**
   * The tiles that there are of these, all at once, so that a distant source reads them in
   * parallel. A tile that is missing is left out.
   */
  Map<Tile, HashTile> read(Set<Tile> tiles);
}

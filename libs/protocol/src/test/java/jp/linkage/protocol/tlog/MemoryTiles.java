package jp.linkage.protocol.tlog;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tiles of a log as a folder would hold them, and which were asked for. */
final class MemoryTiles implements TileSource {
  final Map<Tile, HashTile> tiles = new HashMap<>();
  final Set<Tile> asked = new HashSet<>();

  void put(List<HashTile> changed) {
    changed.forEach(tile -> tiles.put(tile.tile(), tile));
  }

  @Override
  public Map<Tile, HashTile> read(Set<Tile> wanted) {
    asked.addAll(wanted);
    Map<Tile, HashTile> found = new HashMap<>();
    for (Tile tile : wanted) {
      HashTile held = tiles.get(tile);
      if (held != null) {
        found.put(tile, held);
      }
    }
    return found;
  }
}

package jp.linkage.protocol.tlog;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.linkage.protocol.crypto.ProtocolViolation;

/**
 * Nodes from the tiles of a log at one size: no tile is asked for that a checkpoint of this size
 * does not promise (C2SP tlog-tiles).
 */
public final class TileReader implements NodeSource {
  private final TileSource tiles;
  private final long size;

  /**
   * @param tiles where the tiles are
   * @param size of a tree that the log has signed a checkpoint for
   */
  public TileReader(TileSource tiles, long size) {
    this.tiles = tiles;
    this.size = size;
  }

  /**
   * The tiles of a tree that hold these nodes, for a client that fetches before it computes.
   *
   * @throws IllegalArgumentException when a tree of this size does not complete one of the nodes
   */
  public static Set<Tile> tilesFor(List<Node> nodes, long size) {
    Set<Tile> wanted = new LinkedHashSet<>();
    nodes.forEach(node -> wanted.add(Tile.holding(node, size)));
    return wanted;
  }

  @Override
  public List<byte[]> read(List<Node> nodes) {
    Set<Tile> wanted = tilesFor(nodes, size);
    Map<Tile, HashTile> found = wanted.isEmpty() ? Map.of() : tiles.read(wanted);
    return nodes.stream().map(node -> tile(found, Tile.holding(node, size)).hash(node)).toList();
  }

  private HashTile tile(Map<Tile, HashTile> found, Tile wanted) {
    HashTile tile = found.get(wanted);
    if (tile == null) {
      throw new ProtocolViolation(
          ProtocolViolation.Reason.MALFORMED_VALUE,
          "expected " + wanted.path() + " of a log of " + size + " entries, found none");
    }
    return tile;
  }
}

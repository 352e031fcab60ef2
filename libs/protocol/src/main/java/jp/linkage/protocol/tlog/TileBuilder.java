package jp.linkage.protocol.tlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A growing tree that gives out its tiles: what the sealer keeps in memory. It holds the compact
 * range and the partial tiles, a few kilobytes whatever the size of the log.
 *
 * <p>Not safe for several threads.
 */
public final class TileBuilder {
  private static final int HASH = MerkleTree.HASH_SIZE;

  private final CompactRange range;
  private final List<Edge> edges = new ArrayList<>();
  private final List<HashTile> completed = new ArrayList<>();

  private TileBuilder(CompactRange range) {
    this.range = range;
    for (int level = 0; level <= 7; level++) {
      edges.add(new Edge(level));
    }
  }

  /** The tree without leaves. */
  public static TileBuilder empty() {
    return new TileBuilder(CompactRange.startingAt(0));
  }

  /**
   * The tree of this size, from its partial tiles.
   *
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when the source does not have them
   */
  public static TileBuilder resume(long size, TileSource tiles) {
    if (size == 0) {
      return empty();
    }
    List<Node> nodes = new Subtree(0, size).nodes();
    TileBuilder builder =
        new TileBuilder(CompactRange.ofTree(size, new TileReader(tiles, size).read(nodes)));
    builder.edges.forEach(
        edge -> edge.index = (size >>> (Tile.HEIGHT * edge.level)) / TileResource.FULL);
    // A partial tile always holds a node of the range, so that the reader has asked for each.
    tiles.read(TileReader.tilesFor(nodes, size)).values().forEach(builder::restore);
    return builder;
  }

  private void restore(HashTile tile) {
    edges.get(tile.tile().level()).restore(tile);
  }

  /** The number of leaves. */
  public long size() {
    return range.end();
  }

  /** The root of the tree. */
  public byte[] root() {
    return range.root();
  }

  /** The compact range's hashes, to be kept beside the size. */
  public List<byte[]> rangeHashes() {
    return range.hashes();
  }

  /** Appends a leaf by its hash. */
  public void append(byte[] leafHash) {
    range.append(leafHash, this::completed);
  }

  private void completed(Node node, byte[] hash) {
    if (node.level() % Tile.HEIGHT == 0) {
      edges.get(node.level() / Tile.HEIGHT).add(hash);
    }
  }

  /**
   * The tiles that are new or wider since the last call: the full ones in the order in which they
   * were completed, then the partial ones of the present size from level 0 up.
   */
  public List<HashTile> takeChanged() {
    List<HashTile> changed = new ArrayList<>(completed);
    completed.clear();
    edges.stream()
        .filter(edge -> edge.changed && edge.width > 0)
        .map(Edge::tile)
        .forEach(changed::add);
    edges.forEach(edge -> edge.changed = false);
    return changed;
  }

  /** The rightmost tile of a level. */
  private final class Edge {
    private final int level;
    private final byte[] hashes = new byte[TileResource.FULL * HASH];
    private long index;
    private int width;
    private boolean changed;

    private Edge(int level) {
      this.level = level;
    }

    private void restore(HashTile tile) {
      byte[] bytes = tile.bytes();
      System.arraycopy(bytes, 0, hashes, 0, bytes.length);
      index = tile.tile().index();
      width = tile.tile().width();
    }

    private void add(byte[] hash) {
      System.arraycopy(hash, 0, hashes, width * HASH, HASH);
      width++;
      changed = true;
      if (width == TileResource.FULL) {
        completed.add(tile());
        index++;
        width = 0;
      }
    }

    private HashTile tile() {
      return HashTile.of(new Tile(level, index, width), Arrays.copyOf(hashes, width * HASH));
    }
  }
}

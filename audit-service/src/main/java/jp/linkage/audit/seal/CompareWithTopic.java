package jp.linkage.audit.seal;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import jp.linkage.audit.append.StoredEntriesKafka;
import jp.linkage.audit.append.StoredEntriesKafka.StoredEntry;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.HashTile;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.Tile;
import jp.linkage.protocol.tlog.TileResource;

/**
 * Compares some leaves with what the topic holds at their offsets. A topic that was cut off and
 * grew again is as long as before and has the identity of before; its records from the cut on are
 * others. So the last leaf tells, and the others tell how far back.
 */
@ApplicationScoped
class CompareWithTopic {
  /** Into so many parts the log is divided for the other leaves. */
  private static final int PARTS = 8;

  private final TileRows tiles;
  private final StoredEntriesKafka entries;

  CompareWithTopic(TileRows tiles, StoredEntriesKafka entries) {
    this.tiles = tiles;
    this.entries = entries;
  }

  /**
   * Requires that the topic holds what was sealed.
   *
   * @throws SealingHalted naming the first of the compared offsets at which it does not
   * @throws jp.linkage.audit.append.LogUnavailable if the topic cannot be read
   */
  void requireSame(Connection connection, long size) {
    NavigableSet<Long> offsets = offsets(size);
    Map<Long, Bytes> sealed = sealed(connection, offsets, size);
    Map<Long, StoredEntry> found = entries.read(offsets);
    for (long offset : offsets) {
      StoredEntry entry = found.get(offset);
      if (entry == null) {
        throw new SealingHalted("the log does not hold offset " + offset + " any more");
      }
      Bytes hash = Bytes.of(MerkleTree.leafHash(entry.value().toArray()));
      if (!hash.equals(sealed.getOrDefault(offset, Bytes.EMPTY))) {
        throw new SealingHalted(
            "the log holds another record at offset " + offset + " than was sealed");
      }
    }
  }

  private static NavigableSet<Long> offsets(long size) {
    NavigableSet<Long> offsets = new TreeSet<>();
    if (size > 0) {
      for (long part = 0; part < PARTS; part++) {
        offsets.add(size / PARTS * part);
      }
      offsets.add(size - 1);
    }
    return offsets;
  }

  private Map<Long, Bytes> sealed(Connection connection, Set<Long> offsets, long size) {
    Set<Tile> wanted = new LinkedHashSet<>();
    offsets.forEach(offset -> wanted.add(tileOf(offset, size)));
    Map<Tile, HashTile> read = tiles.on(connection).read(wanted);
    Map<Long, Bytes> sealed = new HashMap<>();
    for (long offset : offsets) {
      HashTile tile = read.get(tileOf(offset, size));
      if (tile != null) {
        sealed.put(offset, Bytes.of(tile.hash((int) (offset % TileResource.FULL))));
      }
    }
    return sealed;
  }

  private static Tile tileOf(long offset, long size) {
    return Tile.in(size, 0, offset / TileResource.FULL).orElseThrow();
  }
}

package jp.linkage.audit.seal;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.projection.ProjectionRows;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.CompactRange;
import jp.linkage.protocol.tlog.HashTile;
import jp.linkage.protocol.tlog.Tile;
import jp.linkage.protocol.tlog.TileBuilder;
import jp.linkage.protocol.tlog.TileReader;
import jp.linkage.protocol.tlog.TileResource;
import jp.linkage.protocol.tlog.TileSource;
import jp.linkage.protocol.tlog.TreeReader;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;

/**
 * Opens the log where the database left it, unless the database was changed, rolled back, or is of
 * another log: after a signature it would be too late.
 */
@ApplicationScoped
class OpenLog {
  private static final int LEVELS = 8;

  /** Full tiles that are read together: 2 MB. */
  private static final int TOGETHER = 256;

  private final SealConfig config;
  private final SealRows rows;
  private final TileRows tiles;
  private final ProjectionRows projection;
  private final CheckpointSigner signer;

  OpenLog(
      SealConfig config,
      SealRows rows,
      TileRows tiles,
      ProjectionRows projection,
      CheckpointSigner signer) {
    this.config = config;
    this.rows = rows;
    this.tiles = tiles;
    this.projection = projection;
    this.signer = signer;
  }

  /** The pinned topic of the checkpoints; empty before the first start. */
  Optional<UUID> checkpointTopic(Connection connection) throws SQLException {
    return rows.select(connection).flatMap(SealState::checkpointTopicId);
  }

  /**
   * Opens the log.
   *
   * @param checkpointTopicId the identity of the topic of the checkpoints
   * @param held checkpoints of this log that are kept elsewhere, read before the call, so that
   *     whoever led until now cannot have published one that the database does not hold yet
   * @throws SealingHalted with the reason if it must not be sealed
   */
  SealedLog open(Connection connection, UUID checkpointTopicId, List<HeldCheckpoint> held)
      throws SQLException {
    SealedLog sealed =
        Transactions.commit(connection, frozen -> opened(frozen, checkpointTopicId, held));
    connection.setAutoCommit(true);
    return sealed;
  }

  private SealedLog opened(Connection connection, UUID checkpointTopicId, List<HeldCheckpoint> held)
      throws SQLException {
    rows.freeze(connection);
    SealState state = pinned(connection, checkpointTopicId);
    String origin = state.origin().orElseThrow();
    signer.requireListed(origin);
    TileSource source = tiles.on(connection);
    requireNoneBeyond(connection, state.size());
    TileBuilder tree = resume(state, source);
    requireUnchanged(connection, state.size());
    requireSameTree(state, source, held);
    return new SealedLog(state, origin, tree, ahead(state, held), projection, tiles, rows);
  }

  private SealState pinned(Connection connection, UUID checkpointTopicId) throws SQLException {
    rows.pin(connection, checkpointTopicId, signer.origin());
    SealState state = rows.select(connection).orElseThrow();
    if (!state.checkpointTopicId().equals(Optional.of(checkpointTopicId))) {
      throw new SealingHalted(
          "the topic of the checkpoints is another one: its id is "
              + checkpointTopicId
              + ", pinned is "
              + state.checkpointTopicId().map(UUID::toString).orElse("none"));
    }
    return state;
  }

  /** A tree of the size has these tiles last, and none after them. */
  private void requireNoneBeyond(Connection connection, long size) throws SQLException {
    for (int level = 0; level < LEVELS; level++) {
      long hashes = size >>> (8 * level);
      Optional<Tile> expected =
          hashes == 0 ? Optional.empty() : Tile.in(size, level, (hashes - 1) / TileResource.FULL);
      Optional<Tile> found = tiles.last(connection, level);
      if (!found.equals(expected)) {
        throw new SealingHalted(
            "the database has "
                + found.map(Tile::path).orElse("no tile")
                + " as the last one of level "
                + level
                + ", a log of "
                + size
                + " entries has "
                + expected.map(Tile::path).orElse("none"));
      }
    }
  }

  private static TileBuilder resume(SealState state, TileSource source) {
    TileBuilder tree;
    try {
      tree = TileBuilder.resume(state.size(), source);
    } catch (ProtocolViolation e) {
      throw new SealingHalted("the tiles are not complete: " + e.getMessage());
    }
    Bytes range = Bytes.concat(tree.rangeHashes().stream().map(Bytes::of).toArray(Bytes[]::new));
    if (!Bytes.of(tree.root()).equals(state.root()) || !range.equals(state.range())) {
      throw new SealingHalted(
          "the root of " + state.size() + " entries is not the one that their tiles have");
    }
    return tree;
  }

  /** Every full tile hashes to what stands for it in the tile above. */
  private void requireUnchanged(Connection connection, long size) throws SQLException {
    for (int level = 0; level < LEVELS - 1; level++) {
      long full = (size >>> (8 * level)) / TileResource.FULL;
      long from = level == 0 ? Math.max(0, full - config.checkTiles()) : 0;
      for (long at = from; at < full; at += TOGETHER - at % TOGETHER) {
        // those below one tile of the level above
        long to = Math.min(full, at + TOGETHER - at % TOGETHER);
        requireUnchanged(connection, size, level, at, to);
      }
    }
  }

  private void requireUnchanged(Connection connection, long size, int level, long from, long to)
      throws SQLException {
    Tile above = Tile.in(size, level + 1, from / TileResource.FULL).orElseThrow();
    HashTile parent = tiles.on(connection).read(Set.of(above)).get(above);
    Map<Long, HashTile> found = tiles.full(connection, level, from, to);
    for (long index = from; index < to; index++) {
      HashTile tile = found.get(index);
      int position = (int) (index % TileResource.FULL);
      if (parent == null || tile == null || !Arrays.equals(parent.hash(position), rootOf(tile))) {
        throw new SealingHalted(
            new Tile(level, index, TileResource.FULL).path()
                + " was changed in the database: it is not what the tile above it says");
      }
    }
  }

  private static byte[] rootOf(HashTile tile) {
    CompactRange range = CompactRange.startingAt(0);
    for (int i = 0; i < TileResource.FULL; i++) {
      range.append(tile.hash(i));
    }
    return range.root();
  }

  /** What was signed beyond the database: nothing, unless it catches up. */
  private List<Checkpoint> ahead(SealState state, List<HeldCheckpoint> held) {
    List<HeldCheckpoint> ahead =
        held.stream()
            .filter(one -> one.checkpoint().size() > state.size())
            .sorted(Comparator.comparingLong(one -> one.checkpoint().size()))
            .toList();
    if (!ahead.isEmpty() && !config.catchUp()) {
      throw new SealingHalted(
          "the database was rolled back: it has %d entries, %s holds a checkpoint of %d"
              .formatted(
                  state.size(), ahead.getLast().holder(), ahead.getLast().checkpoint().size()));
    }
    return ahead.stream().map(HeldCheckpoint::checkpoint).toList();
  }

  /** A tree that was signed is a beginning of this one. */
  private static void requireSameTree(
      SealState state, TileSource source, List<HeldCheckpoint> held) {
    for (HeldCheckpoint one : held) {
      Checkpoint checkpoint = one.checkpoint();
      if (checkpoint.size() > state.size()) {
        continue;
      }
      byte[] root =
          new TreeReader(new TileReader(source, checkpoint.size())).root(checkpoint.size());
      if (!checkpoint.root().equals(Bytes.of(root))) {
        throw new SealingHalted(
            "the checkpoint of %d entries that %s holds has another root than the tiles"
                .formatted(checkpoint.size(), one.holder()));
      }
    }
  }
}

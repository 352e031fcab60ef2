package jp.linkage.audit.seal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.projection.LeafRead;
import jp.linkage.audit.projection.ProjectionRows;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.HashTile;
import jp.linkage.protocol.tlog.Tile;
import jp.linkage.protocol.tlog.TileBuilder;
import jp.linkage.protocol.tlog.TileResource;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;

/**
 * The log as one sealer holds it: what the database says, and the right edge of the tree. Every
 * step commits before it counts. After anything thrown the object must not be used again, as the
 * outcome may be unknown: the next one is opened from the database.
 */
final class SealedLog {
  private final String origin;
  private final ProjectionRows projection;
  private final TileRows tiles;
  private final SealRows rows;
  private final TileBuilder tree;

  /** Published checkpoints that a restored database has yet to reach, the smallest first. */
  private final Deque<Checkpoint> ahead;

  /** Months whose records can be written: known until something fails, as this object is. */
  private final Set<YearMonth> months = new HashSet<>();

  private SealState state;

  SealedLog(
      SealState state,
      String origin,
      TileBuilder tree,
      List<Checkpoint> ahead,
      ProjectionRows projection,
      TileRows tiles,
      SealRows rows) {
    this.state = state;
    this.origin = origin;
    this.tree = tree;
    this.ahead = new ArrayDeque<>(ahead);
    this.projection = projection;
    this.tiles = tiles;
    this.rows = rows;
  }

  /** The log's name. */
  String origin() {
    return origin;
  }

  /** What was committed last. */
  SealState state() {
    return state;
  }

  /** The tree that was committed last. */
  Checkpoint checkpoint() {
    return new Checkpoint(origin, state.size(), state.root());
  }

  /**
   * How many of the next records can be taken together: none beyond the size while rows are filled
   * in again that were sealed before, and none beyond a published checkpoint.
   */
  int most(int batch) {
    if (state.nextOffset() < state.size()) {
      return (int) Math.min(batch, state.size() - state.nextOffset());
    }
    return isBehind() ? (int) Math.min(batch, ahead.getFirst().size() - state.size()) : batch;
  }

  /** Whether larger trees were published than the database holds so far. */
  boolean isBehind() {
    return !ahead.isEmpty();
  }

  /**
   * Commits the next records: rows, tiles, root and place in one transaction.
   *
   * @param leaves at least one and at most {@link #most}, from the next offset on
   * @throws SQLException if another sealer has moved on, or the database does not answer
   * @throws SealingHalted if the database or the topic contradicts what was sealed
   */
  void commit(Connection connection, List<LeafRead> leaves) throws SQLException {
    if (leaves.getFirst().index() != state.nextOffset()) {
      throw new IllegalArgumentException("expected the leaf of offset " + state.nextOffset());
    }
    boolean sealedBefore = state.nextOffset() < state.size();
    if (!sealedBefore) {
      leaves.forEach(leaf -> tree.append(leaf.hash().toArray()));
    }
    SealState next =
        new SealState(
            state.topicId(),
            state.checkpointTopicId(),
            state.origin(),
            state.nextOffset() + leaves.size(),
            tree.size(),
            Bytes.of(tree.root()),
            Bytes.concat(tree.rangeHashes().stream().map(Bytes::of).toArray(Bytes[]::new)));
    requirePublishedRoot(next);
    addMonths(connection, leaves);
    Transactions.commit(
        connection,
        inTransaction -> {
          // first, so that of two sealers the second waits here and then sees that it was late
          if (!rows.advance(inTransaction, state, next)) {
            throw new SQLException("another sealer has moved on", "40001");
          }
          if (sealedBefore) {
            requireSealed(inTransaction, leaves);
          } else {
            tiles.put(inTransaction, tree.takeChanged());
          }
          projection.insert(inTransaction, leaves);
          return next;
        });
    connection.setAutoCommit(true);
    state = next;
    while (isBehind() && ahead.getFirst().size() <= state.size()) {
      ahead.removeFirst();
    }
  }

  private void addMonths(Connection connection, List<LeafRead> leaves) throws SQLException {
    for (LeafRead leaf : leaves) {
      YearMonth month = leaf.month();
      if (!months.contains(month)) {
        projection.addMonth(connection, month);
        months.add(month);
      }
    }
  }

  private void requirePublishedRoot(SealState next) {
    for (Checkpoint published : ahead) {
      if (published.size() == next.size() && !published.root().equals(next.root())) {
        throw new SealingHalted(
            "the log holds other records than were sealed: a checkpoint of "
                + next.size()
                + " entries with another root was published");
      }
    }
  }

  /** Rows that are filled in again must be of the records that were sealed. */
  private void requireSealed(Connection connection, List<LeafRead> leaves) {
    Set<Tile> wanted = new LinkedHashSet<>();
    leaves.forEach(leaf -> wanted.add(tileOf(leaf)));
    Map<Tile, HashTile> found = tiles.on(connection).read(wanted);
    for (LeafRead leaf : leaves) {
      HashTile tile = found.get(tileOf(leaf));
      int position = (int) (leaf.index() % TileResource.FULL);
      if (tile == null || !Bytes.of(tile.hash(position)).equals(leaf.hash())) {
        throw new SealingHalted(
            "the log holds another record at offset " + leaf.index() + " than was sealed");
      }
    }
  }

  private Tile tileOf(LeafRead leaf) {
    return Tile.in(state.size(), 0, leaf.index() / TileResource.FULL).orElseThrow();
  }
}

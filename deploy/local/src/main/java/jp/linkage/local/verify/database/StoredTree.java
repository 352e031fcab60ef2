package jp.linkage.local.verify.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import jp.linkage.local.verify.database.Expected.Exactly;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.evidence.Check;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.HashTile;
import jp.linkage.protocol.tlog.Tile;
import jp.linkage.protocol.tlog.TileBuilder;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;

/** The tree in the database: its tiles, its state and its checkpoints. */
final class StoredTree implements AutoCloseable {
  private static final int LEVELS = 8;
  private static final int TILES_AT_A_TIME = 32;
  private static final String PUBLISHED = "checkpoint";
  private static final String COSIGNED = "cosigned_checkpoint";

  private final StoredState state;
  private final List<StoredRows> opened = new ArrayList<>();
  private final List<TableCheck> levels = new ArrayList<>();
  private final Map<String, StoredRow> checkpoints = new HashMap<>();
  private final Map<Long, byte[]> roots = new HashMap<>();
  private final TileBuilder tree = TileBuilder.empty();
  private final SortedMap<Integer, HashTile> edges = new TreeMap<>();

  private StoredTree(StoredState state) {
    this.state = state;
  }

  static StoredTree open(Connection connection, StoredState state) throws SQLException {
    StoredTree tree = new StoredTree(state);
    for (int level = 0; level < LEVELS; level++) {
      tree.level(connection, "level = " + level);
    }
    tree.level(connection, "level not between 0 and " + (LEVELS - 1));
    for (String table : List.of(PUBLISHED, COSIGNED)) {
      try (StoredRows rows = StoredRows.of(connection, table, "true", List.of("id"), 10)) {
        rows.peek().ifPresent(row -> tree.checkpoints.put(table, row));
      }
    }
    tree.checkpoints
        .values()
        .forEach(row ->
            row.column("size")
                .ifPresent(size -> tree.roots.put(Long.parseLong(size), new byte[0])));
    tree.keepRoot();
    return tree;
  }

  private void level(Connection connection, String where) throws SQLException {
    StoredRows rows =
        StoredRows.of(connection, "tile", where, List.of("level", "index"), TILES_AT_A_TIME);
    opened.add(rows);
    levels.add(new TableCheck(rows));
  }

  void append(byte[] leafHash) {
    tree.append(leafHash);
    keepRoot();
  }

  private void keepRoot() {
    if (roots.containsKey(tree.size())) {
      roots.put(tree.size(), tree.root());
    }
  }

  /** Compares the tiles that are full. */
  void compareCompleted() throws IOException {
    for (HashTile tile : tree.takeChanged()) {
      int level = tile.tile().level();
      if (tile.tile().isFull()) {
        edges.remove(level);
        compare(tile);
      } else {
        edges.put(level, tile);
      }
    }
  }

  private void compare(HashTile hashes) throws IOException {
    Tile tile = hashes.tile();
    levels
        .get(tile.level())
        .expect(
            List.of((long) tile.level(), tile.index()),
            tile.path() + ", from leaf " + tile.start(),
            Map.of(
                "level", exactly(tile.level()),
                "index", exactly(tile.index()),
                "width", exactly(tile.width()),
                "hashes", exactly(ColumnText.of(hashes.bytes()))),
            Optional.of(false));
  }

  private static Expected exactly(Object value) {
    return new Exactly(Optional.of(value.toString()));
  }

  List<Check> finish(String origin, TrustPolicy policy) throws IOException {
    for (HashTile edge : edges.values()) {
      compare(edge);
    }
    List<Check> checks = new ArrayList<>();
    Optional<String> failure = Optional.empty();
    for (TableCheck level : levels) {
      level.end();
      failure = failure.or(() -> level.check().failure());
    }
    checks.add(new Check("table tile: it is the tree of the " + state.size() + " leaves", failure));
    checks.add(
        new Check(
            "table log_state: it is of these leaves",
            difference(
                state.expected(
                    origin,
                    tree.root(),
                    Bytes.concat(tree.rangeHashes().stream().map(Bytes::of).toArray(Bytes[]::new))
                        .toArray()))));
    TrustPolicy log =
        TrustPolicy.unwitnessed(policy.logs().stream().map(TrustPolicy.Log::key).toList());
    checks.add(checkpoint(PUBLISHED, log));
    checks.add(checkpoint(COSIGNED, policy));
    return checks;
  }

  private Optional<String> difference(Map<String, Expected> expected) {
    if (state.row().isEmpty()) {
      return Optional.of("expected a row, found none");
    }
    for (Map.Entry<String, Expected> column : new TreeMap<>(expected).entrySet()) {
      Optional<String> found = state.row().get().column(column.getKey());
      if (column.getValue().compare(found, false) != Expected.Outcome.SAME) {
        return Optional.of(
            "column %s: expected %s, found %s"
                .formatted(column.getKey(), column.getValue().text(), found.orElse("null")));
      }
    }
    return Optional.empty();
  }

  private Check checkpoint(String table, TrustPolicy policy) {
    StoredRow row = checkpoints.get(table);
    return new Check(
        "table %s: %s"
            .formatted(
                table, row == null ? "it is empty" : "it is signed, and of the tree of its size"),
        row == null ? Optional.empty() : wrong(row, policy));
  }

  private Optional<String> wrong(StoredRow row, TrustPolicy policy) {
    try {
      byte[] note = HexFormat.of().parseHex(row.column("note").orElse(""));
      SignedCheckpoint signed = SignedCheckpoint.parse(note);
      policy.verify(signed);
      Checkpoint checkpoint = signed.checkpoint();
      if (!row.column("size").equals(Optional.of(Long.toString(checkpoint.size())))) {
        return Optional.of(
            "column size: expected %d, found %s"
                .formatted(checkpoint.size(), row.column("size").orElse("null")));
      }
      byte[] root = roots.get(checkpoint.size());
      if (root == null || !checkpoint.root().equals(Bytes.of(root))) {
        return Optional.of(
            "column note: expected the root of the tree of " + checkpoint.size() + " leaves");
      }
      return Optional.empty();
    } catch (ProtocolViolation | IllegalArgumentException e) {
      return Optional.of("column note: " + e.getMessage());
    }
  }

  @Override
  public void close() throws SQLException {
    for (StoredRows rows : opened) {
      rows.close();
    }
  }
}

package jp.linkage.local.verify.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import jp.linkage.local.verify.database.Expected.Exactly;
import jp.linkage.local.verify.database.OpenLeaf.Reading;
import jp.linkage.protocol.evidence.Check;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.receipt.KeyRecord;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.audit.Leaves;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Compares the tables with the leaves that an audit shows, as of the moment at which it was opened:
 * leaves that were sealed after it are left out.
 */
public final class CompareDatabase implements Leaves, AutoCloseable {
  private static final int ROWS_AT_A_TIME = 500;

  private final Connection connection;
  private final List<StoredRows> opened = new ArrayList<>();
  private final DeriveLeaf derive;
  private final Optional<BrokerTimes> topic;
  private final StoredState state;
  private final Identities identities;
  private final TableCheck leaf;
  private final TableCheck entry;
  private final TableCheck subject;
  private final TableCheck view;
  private final HeldOpenings held;
  private final Months months;
  private final StoredTree tree;
  private final List<Check> checks = new ArrayList<>();
  private long next;
  private @Nullable String topicDifference;

  private CompareDatabase(Connection connection, DeriveLeaf derive, Optional<BrokerTimes> topic)
      throws SQLException, IOException {
    this.connection = connection;
    this.derive = derive;
    this.topic = topic;
    this.state = StoredState.read(connection);
    this.identities = new Identities(state.size());
    this.leaf = table("leaf", "leaf_index");
    this.entry = table("entry", "leaf_index");
    this.subject = table("entry_subject", "leaf_index", "item_index");
    this.view = table("auditor_view", "leaf_index");
    this.held = HeldOpenings.open(connection);
    this.months = new Months(MonthKeyRows.all(connection), Instant.now());
    this.tree = StoredTree.open(connection, state);
  }

  /**
   * Looks at the database as it is now.
   *
   * @param environment where the login may be
   * @param topics how to read the topic
   * @throws IOException when it cannot be read
   */
  public static CompareDatabase open(
      AuditDatabase database, Map<String, String> environment, BrokerTimes.Opener topics)
      throws IOException {
    Connection connection = database.connect(environment);
    try {
      DeriveLeaf derive =
          new DeriveLeaf(
              database.auditKeys().isPresent()
                  ? OpeningKeys.read(connection, database.auditKeys().get())
                  : OpeningKeys.NONE);
      Optional<BrokerTimes> topic =
          database.topic().isPresent()
              ? Optional.of(topics.open(database.topic().get()))
              : Optional.empty();
      return new CompareDatabase(connection, derive, topic);
    } catch (SQLException e) {
      close(connection);
      throw StoredRows.unreadable("the database", e);
    } catch (IOException | RuntimeException e) {
      close(connection);
      throw e;
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException _) {
      // what was wrong before is what is told
    }
  }

  private TableCheck table(String name, String... key) throws SQLException {
    StoredRows rows = StoredRows.of(connection, name, "true", List.of(key), ROWS_AT_A_TIME);
    opened.add(rows);
    return new TableCheck(rows);
  }

  /** How many leaves the database has. */
  public long size() {
    return state.size();
  }

  /**
   * Whether a row is missing in the table of the records, without which nobody can read the log.
   */
  public Check leafRows() throws IOException {
    return new Check(
        "table leaf: a row for each of " + state.size() + " leaves", firstMissingLeaf());
  }

  private Optional<String> firstMissingLeaf() throws IOException {
    try (var statement = connection.prepareStatement("select leaf_index from leaf order by 1")) {
      statement.setFetchSize(10_000);
      long expected = 0;
      try (var rows = statement.executeQuery()) {
        while (rows.next() && rows.getLong(1) <= expected) {
          // one that is there twice, in two months, is told where the rows are compared
          expected += rows.getLong(1) == expected ? 1 : 0;
        }
      }
      return expected >= state.size()
          ? Optional.empty()
          : Optional.of(
              "leaf "
                  + expected
                  + ": expected a row, found none; a month that was detached must be attached");
    } catch (SQLException e) {
      throw StoredRows.unreadable("leaf", e);
    }
  }

  @Override
  public void shown(long start, List<byte[]> entries, List<Optional<LogRecord>> records)
      throws IOException {
    if (start != next) {
      throw new IllegalStateException("expected leaf " + next + ", was shown " + start);
    }
    int known = Math.clamp(state.size() - start, 0, entries.size());
    held.read(start, start + known);
    // Opening and reading takes the time; the rows come one after the other.
    List<DerivedLeaf> derived =
        IntStream.range(0, known)
            .parallel()
            .mapToObj(i ->
                derive.derive(start + i, entries.get(i), records.get(i), held.sealed(start + i)))
            .toList();
    for (int i = 0; i < derived.size(); i++) {
      compare(start + i, entries.get(i), derived.get(i));
      tree.append(MerkleTree.leafHash(entries.get(i)));
    }
    tree.compareCompleted();
    next += entries.size();
  }

  private void compare(long index, byte[] bytes, DerivedLeaf derived) throws IOException {
    String name = "leaf " + index;
    List<Long> key = List.of(index);
    Map<String, Expected> columns = new LinkedHashMap<>(derived.entry());
    columns.put("leaf_index", exactly(index));
    long first =
        derived.identity().map(identity -> identities.first(identity, index)).orElse(index);
    columns.put("dup_of", first == index ? new Exactly(Optional.empty()) : exactly(first));
    loggedAt(columns, index, bytes);
    boolean pending = derived.isRequest() && first == index;
    if (derived.isRequest() && !pending) {
      // nobody releases the second record of a request
      columns.put("outcome", new Exactly(Optional.of("open")));
      columns.put("released_at", new Exactly(Optional.empty()));
      columns.put("statuses", new Exactly(Optional.empty()));
    }
    Optional<StoredRow> row = entry.expect(key, name, columns, Optional.empty());
    leaf.expect(
        key,
        name,
        Map.of(
            "leaf_index", exactly(index),
            "record", new Exactly(Optional.of(ColumnText.of(bytes))),
            "logged_at", asInEntry(row, columns)),
        Optional.of(false));
    if (pending && row.isPresent()) {
      identities.stored(
          derived.identity().orElseThrow(),
          Identities.RELEASED.stream().map(row.get()::column).toList(),
          List.of(Optional.empty(), Optional.of("open"), Optional.empty()));
    }
    boolean shredded = row.flatMap(r -> r.column("state")).equals(Optional.of("shredded"));
    derived.period().ifPresent(month -> months.row(index, month, shredded, held.has(index)));
    if (derived.record().orElse(null) instanceof KeyRecord record) {
      months.destroyed(index, record);
    }
    held.compare(index, derived, months);
    dependants(index, name, derived, first == index, shredded);
  }

  private void dependants(
      long index, String name, DerivedLeaf derived, boolean isFirst, boolean shredded)
      throws IOException {
    if (derived.reading() != Reading.WITHOUT_KEY || !shredded) {
      for (int item = 0; item < derived.subjects().size(); item++) {
        Map<String, Expected> columns = new LinkedHashMap<>(derived.subjects().get(item));
        columns.put("leaf_index", exactly(index));
        columns.put("item_index", exactly(item));
        subject.expect(
            List.of(index, (long) item), name + ", item " + item, columns, Optional.of(shredded));
      }
    }
    if (isFirst && derived.view().isPresent()) {
      Map<String, Expected> columns = new LinkedHashMap<>(derived.view().get());
      columns.put("leaf_index", exactly(index));
      view.expect(List.of(index), name, columns, Optional.of(shredded));
    }
    if (isFirst && derived.release().isPresent()) {
      DerivedLeaf.Release release = derived.release().get();
      identities.released(release.request(), index, shredded ? release.left() : release.values());
    }
  }

  private void loggedAt(Map<String, Expected> columns, long index, byte[] bytes)
      throws IOException {
    if (topic.isPresent()) {
      BrokerTimes.Appended appended = topic.get().next();
      if (topicDifference == null && !Bytes.of(bytes).equals(appended.value())) {
        topicDifference = "offset " + index + ": expected the bytes of the leaf, found others";
      }
      columns.put("logged_at", new Exactly(Optional.of(ColumnText.of(appended.time()))));
    }
  }

  /** The time by which a record lies in its month's partition. */
  private static Expected asInEntry(Optional<StoredRow> entry, Map<String, Expected> columns) {
    return entry
        .<Expected>map(row -> new Exactly(row.column("logged_at")))
        .orElseGet(() -> columns.getOrDefault("logged_at", new Expected.NotInRecord()));
  }

  private static Expected exactly(long value) {
    return new Exactly(Optional.of(Long.toString(value)));
  }

  /**
   * The checks, once the audit has shown all leaves and holds.
   *
   * @param origin of the log that was shown
   * @param policy whose signatures the auditor trusts
   */
  public List<Check> finish(String origin, TrustPolicy policy) throws IOException {
    if (next < state.size()) {
      throw new IOException(
          "the database has " + state.size() + " leaves, the log that was read " + next);
    }
    Identities.Differences releases = identities.compare();
    releases
        .first()
        .ifPresent(difference ->
            entry.wrong(
                "leaf %d, column %s: expected what %s, found something else"
                    .formatted(
                        difference.leaf(),
                        difference.column(),
                        difference
                            .release()
                            .map(leafOfRelease -> "its release, leaf " + leafOfRelease + ", says")
                            .orElse("a request without release has"))));
    for (TableCheck table : List.of(leaf, entry, subject, view)) {
      table.end();
      checks.add(table.check());
    }
    checks.add(months.check(state.size()));
    checks.add(held.check());
    topic.ifPresent(_ ->
        checks.add(
            new Check("the topic holds these leaves", Optional.ofNullable(topicDifference))));
    checks.addAll(tree.finish(origin, policy));
    return List.copyOf(checks);
  }

  /** What was not compared, a line each; only after {@link #finish}. */
  public List<String> notCompared() throws IOException {
    List<String> lines = new ArrayList<>(NotCompared.columns(List.of(leaf, entry, subject, view)));
    lines.addAll(StoredState.otherTables(connection));
    return lines;
  }

  @Override
  public void close() throws IOException {
    topic.ifPresent(BrokerTimes::close);
    identities.close();
    try (connection) {
      tree.close();
      held.close();
      for (StoredRows rows : opened) {
        rows.close();
      }
    } catch (SQLException e) {
      throw StoredRows.unreadable("the database", e);
    }
  }
}

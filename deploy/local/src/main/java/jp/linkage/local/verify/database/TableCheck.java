package jp.linkage.local.verify.database;

import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import jp.linkage.protocol.evidence.Check;
import org.jspecify.annotations.Nullable;

/** Merges the rows of a table with the rows that it must have; both are in the order of the key. */
final class TableCheck {
  private static final Comparator<List<Long>> ORDER =
      (one, other) -> {
        for (int i = 0; i < one.size(); i++) {
          int order = Long.compare(one.get(i), other.get(i));
          if (order != 0) {
            return order;
          }
        }
        return 0;
      };

  private final StoredRows rows;
  private final Set<String> compared = new LinkedHashSet<>();
  private final Map<String, Long> withoutKey = new TreeMap<>();
  private final Map<String, Long> notInRecord = new TreeMap<>();
  private long expected;
  private long wrong;
  private @Nullable String first;

  TableCheck(StoredRows rows) {
    this.rows = rows;
  }

  /** The table's name. */
  String name() {
    return rows.table();
  }

  /**
   * The next row that must be there.
   *
   * @param key greater than the one before
   * @param name of the row, such as {@code leaf 17}
   * @param columns what they must hold
   * @param shredded whether the row is one whose month's key was destroyed; empty when its own
   *     column {@code state} tells
   * @return the row, when it is there
   */
  Optional<StoredRow> expect(
      List<Long> key, String name, Map<String, Expected> columns, Optional<Boolean> shredded)
      throws IOException {
    expected++;
    skipTo(key);
    Optional<StoredRow> row = rows.peek().filter(next -> next.key().equals(key));
    if (row.isEmpty()) {
      wrong(name + ": expected a row, found none");
      return row;
    }
    rows.skip();
    compare(
        row.get(),
        name,
        columns,
        shredded.orElseGet(() -> row.get().column("state").equals(Optional.of("shredded"))));
    return row;
  }

  private void compare(
      StoredRow row, String name, Map<String, Expected> columns, boolean shredded) {
    String difference = null;
    for (Map.Entry<String, Expected> column : columns.entrySet()) {
      compared.add(column.getKey());
      Optional<String> found = row.column(column.getKey());
      switch (column.getValue().compare(found, shredded)) {
        case SAME -> {}
        case WITHOUT_KEY -> withoutKey.merge(column.getKey(), 1L, Long::sum);
        case NOT_IN_RECORD -> notInRecord.merge(column.getKey(), 1L, Long::sum);
        case DIFFERENT -> {
          if (difference == null) {
            difference = difference(name, column.getKey(), column.getValue(), found);
          }
        }
      }
    }
    if (difference != null) {
      wrong(difference);
    }
  }

  private static String difference(
      String row, String column, Expected expected, Optional<String> found) {
    String what =
        expected.isSecret()
            ? found.map(_ -> "something else").orElse("null")
            : found.orElse("null");
    return "%s, column %s: expected %s, found %s"
        .formatted(row, column, shortened(expected.text()), shortened(what));
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }

  /** A difference that was found elsewhere. */
  void wrong(String difference) {
    wrong++;
    if (first == null) {
      first = difference;
    }
  }

  private void skipTo(List<Long> key) throws IOException {
    while (rows.peek().isPresent() && ORDER.compare(rows.peek().get().key(), key) < 0) {
      added(rows.peek().get());
      rows.skip();
    }
  }

  private void added(StoredRow row) {
    wrong("key " + row.key() + ": expected no such row, found one");
  }

  /** No row must follow. */
  void end() throws IOException {
    while (rows.peek().isPresent()) {
      added(rows.peek().get());
      rows.skip();
    }
  }

  /** What came of it; only after {@link #end}. */
  Check check() {
    Set<String> missing = new LinkedHashSet<>(compared);
    missing.removeAll(rows.columns());
    if (!missing.isEmpty()) {
      wrong("expected the columns " + missing + ", found none of these names");
    }
    return new Check(
        "table %s: its %d rows are what the records say".formatted(rows.table(), expected),
        Optional.ofNullable(first)
            .map(text -> wrong == 1 ? text : text + " (and " + (wrong - 1) + " more rows)"));
  }

  /** How many rows' columns were not compared, as no key opens them. */
  Map<String, Long> withoutKey() {
    return withoutKey;
  }

  /** How many rows' columns hold what no record holds. */
  Map<String, Long> notInRecord() {
    return notInRecord;
  }

  /** The columns of the table that nobody expected anything of. */
  Set<String> unknown() {
    Set<String> unknown = rows.columns();
    unknown.removeAll(compared);
    return expected == 0 ? Set.of() : Set.copyOf(unknown);
  }
}

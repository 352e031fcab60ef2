package jp.linkage.local.verify.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.local.verify.database.OpenLeaf.Reading;
import jp.linkage.protocol.evidence.Check;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.ReleaseRecord;
import org.jspecify.annotations.Nullable;

/**
 * What legal holds keep of single records. The log does not say which records are held; but what is
 * held must be of the record at its place, and open it.
 */
final class HeldOpenings implements AutoCloseable {
  private static final String TABLE = "held_opening";

  private final StoredRows rows;
  private Map<Long, StoredRow> current = Map.of();
  private long count;
  private @Nullable String first;

  private HeldOpenings(StoredRows rows) {
    this.rows = rows;
  }

  static HeldOpenings open(Connection connection) throws SQLException {
    return new HeldOpenings(StoredRows.of(connection, TABLE, "true", List.of("leaf_index"), 50));
  }

  /** Reads what is held of these leaves, which follow those that were read before. */
  void read(long from, long to) throws IOException {
    Map<Long, StoredRow> found = new HashMap<>();
    for (Optional<StoredRow> row = rows.peek();
        row.isPresent() && row.get().key().getFirst() < to;
        row = rows.peek()) {
      long leaf = row.get().key().getFirst();
      if (leaf < from) {
        wrong("leaf " + leaf + ": expected no such row, found one");
      }
      found.put(leaf, row.get());
      rows.skip();
    }
    current = found;
  }

  /** Whether something is held of this leaf. */
  boolean has(long leaf) {
    return current.containsKey(leaf);
  }

  /** What is held of it, sealed. */
  Optional<byte[]> sealed(long leaf) {
    return Optional.ofNullable(current.get(leaf))
        .flatMap(row -> row.column("sealed"))
        .map(HexFormat.of()::parseHex);
  }

  /** Compares the row of a leaf, where there is one. */
  void compare(long leaf, DerivedLeaf derived, Months months) {
    StoredRow row = current.get(leaf);
    if (row == null) {
      return;
    }
    count++;
    Optional<String> exchange =
        derived.record().flatMap(HeldOpenings::exchange).map(ColumnText::of);
    String column = null;
    if (!row.column("period").equals(derived.period())) {
      column = "period: expected " + derived.period().orElse("no such row");
    } else if (!row.column("exchange_id").equals(exchange)) {
      column = "exchange_id: expected " + exchange.orElse("null");
    } else if (derived.period().filter(months::hasKey).isPresent()) {
      column = "period: expected a month whose key was destroyed";
    } else if (derived.reading() == Reading.DESTROYED) {
      column = "sealed: expected what opens the record";
    }
    if (column != null) {
      wrong("leaf " + leaf + ", column " + column + ", found something else");
    }
  }

  private static Optional<UUID> exchange(LogRecord record) {
    return switch (record) {
      case ExchangeRecord exchange -> Optional.of(exchange.exchangeId().value());
      case ReleaseRecord release -> Optional.of(release.exchangeId().value());
      default -> Optional.empty();
    };
  }

  private void wrong(String difference) {
    if (first == null) {
      first = difference;
    }
  }

  /** What came of it, behind the last leaf. */
  Check check() {
    rows.peek()
        .ifPresent(
            row -> wrong("leaf " + row.key().getFirst() + ": expected no such row, found one"));
    return new Check(
        "table %s: its %d rows are of the records at their places".formatted(TABLE, count),
        Optional.ofNullable(first));
  }

  @Override
  public void close() throws SQLException {
    rows.close();
  }
}

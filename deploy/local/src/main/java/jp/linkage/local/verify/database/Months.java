package jp.linkage.local.verify.database;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import jp.linkage.local.verify.database.MonthKeyRows.Month;
import jp.linkage.protocol.evidence.Check;
import jp.linkage.protocol.receipt.KeyRecord;
import org.jspecify.annotations.Nullable;

/**
 * The months whose keys seal what records hide: which of them the log says were destroyed, which
 * are, and what the rows of each are like (docs/spec/audit-log.md §13). It needs no key.
 */
final class Months {
  /** A key is destroyed first, and recorded then; by the next run when the log is away. */
  private static final Duration RECORDED_LATER = Duration.ofDays(1);

  /** A leaf that says that a key was destroyed. */
  private record Destroyed(long leaf, Instant time) {}

  /** The rows of a month. */
  private static final class Rows {
    private long shredded;
    private @Nullable Long firstShredded;
    private @Nullable Long firstOpen;
  }

  private final SortedMap<String, Month> stored;
  private final Instant now;
  private final Map<String, List<Destroyed>> destroyed = new TreeMap<>();
  private final Map<String, Rows> seen = new TreeMap<>();
  private long different;
  private @Nullable String first;

  /**
   * @param stored the table
   * @param now when the database was opened
   */
  Months(SortedMap<String, Month> stored, Instant now) {
    this.stored = stored;
    this.now = now;
  }

  /** Whether the key of a month is there. */
  boolean hasKey(String month) {
    Month row = stored.get(month);
    return row != null && row.hasKey();
  }

  /** A row of a record that hides something. */
  void row(long leaf, String month, boolean shredded, boolean held) {
    Rows rows = seen.computeIfAbsent(month, _ -> new Rows());
    if (shredded) {
      rows.shredded++;
      rows.firstShredded = rows.firstShredded == null ? (Long) leaf : rows.firstShredded;
    } else if (!held) {
      rows.firstOpen = rows.firstOpen == null ? (Long) leaf : rows.firstOpen;
    }
  }

  /** A leaf that says that a key was destroyed. */
  void destroyed(long leaf, KeyRecord record) {
    destroyed
        .computeIfAbsent(record.period(), _ -> new ArrayList<>())
        .add(new Destroyed(leaf, record.time()));
  }

  /** What came of it, when all leaves of a log of this size were seen. */
  Check check(long size) {
    SortedSet<String> all = new TreeSet<>(stored.keySet());
    all.addAll(seen.keySet());
    all.addAll(destroyed.keySet());
    all.forEach(month -> {
      Optional<String> difference = difference(month, size);
      if (difference.isPresent()) {
        different++;
        first = first == null ? "month " + month + ": " + difference.get() : first;
      }
    });
    return new Check(
        "table period_key: of its %d months those are destroyed of which the log says it"
            .formatted(stored.size()),
        Optional.ofNullable(first)
            .map(text -> different == 1 ? text : text + " (and " + (different - 1) + " more)"));
  }

  private Optional<String> difference(String month, long size) {
    Month row = stored.get(month);
    List<Destroyed> said = destroyed.getOrDefault(month, List.of());
    Rows rows = seen.getOrDefault(month, new Rows());
    if (row == null) {
      return Optional.of("expected a row, found none");
    }
    if (row.hasKey()) {
      return !said.isEmpty()
          ? Optional.of(
              "expected no key, as leaf %d says that it was destroyed; found one"
                  .formatted(said.getFirst().leaf()))
          : Optional.ofNullable(rows.firstShredded)
              .map("expected what its records hide, but leaf %d is shredded"::formatted);
    }
    return Optional.ofNullable(rows.firstOpen)
        .map("expected shredded rows, but leaf %d shows what it hid"::formatted)
        .or(() -> wrongCount(row, rows))
        .or(() -> wrongRecord(row, said, size));
  }

  private static Optional<String> wrongCount(Month row, Rows rows) {
    return row.entries().equals(Optional.of(rows.shredded))
        ? Optional.empty()
        : Optional.of(
            "column entries: expected %d, found %s".formatted(rows.shredded, text(row.entries())));
  }

  private Optional<String> wrongRecord(Month row, List<Destroyed> said, long size) {
    Optional<Destroyed> record =
        said.stream()
            .filter(leaf -> row.recordIndex().equals(Optional.of(leaf.leaf())))
            .findFirst();
    if (record.isPresent()) {
      return row.destroyedAt()
          // records have no smaller unit
          .filter(at -> at.truncatedTo(ChronoUnit.MILLIS).isAfter(record.get().time()))
          .map(at ->
              "column destroyed_at: expected %s or before, found %s"
                  .formatted(record.get().time(), at));
    }
    boolean notSealedYet = row.recordIndex().filter(leaf -> leaf >= size).isPresent();
    boolean notRecordedYet =
        row.recordIndex().isEmpty()
            && row.destroyedAt()
                .filter(at -> Duration.between(at, now).abs().compareTo(RECORDED_LATER) < 0)
                .isPresent();
    if (said.isEmpty() && (notSealedYet || notRecordedYet)) {
      return Optional.empty();
    }
    return Optional.of(
        said.isEmpty()
            ? "expected a key, as no leaf says that it was destroyed; found none"
            : "column record_index: expected %d, found %s"
                .formatted(said.getFirst().leaf(), text(row.recordIndex())));
  }

  private static String text(Optional<Long> number) {
    return number.map(String::valueOf).orElse("null");
  }
}

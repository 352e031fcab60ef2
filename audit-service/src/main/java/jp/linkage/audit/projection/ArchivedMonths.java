package jp.linkage.audit.projection;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.protocol.problem.ProblemType;

/**
 * Months, in UTC, whose records' bytes are not in the database, as an operator has detached them.
 * Their entries, hashes and proofs are.
 */
public record ArchivedMonths(SortedSet<YearMonth> months) {
  /** Keeps a copy. */
  public ArchivedMonths {
    months = Collections.unmodifiableSortedSet(new TreeSet<>(months));
  }

  /** The months of entries without bytes. */
  public static ArchivedMonths of(Stream<Instant> loggedAt) {
    return new ArchivedMonths(
        loggedAt.map(ArchivedMonths::month).collect(Collectors.toCollection(TreeSet::new)));
  }

  /** The month of an instant of the broker's clock. */
  static YearMonth month(Instant loggedAt) {
    return YearMonth.from(loggedAt.atOffset(ZoneOffset.UTC));
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return months.isEmpty();
  }

  /** Names the months. Trying again does not help. */
  public ProblemException problem() {
    return new ProblemException(
        ProblemType.CONFLICT,
        "The records of "
            + months.stream().map(YearMonth::toString).collect(Collectors.joining(", "))
            + " are archived: the operator of the log has to attach them first.");
  }

  /** Ends the request with the {@link #problem}, unless there is none. */
  public void requireNone() {
    if (!isEmpty()) {
      throw problem();
    }
  }
}

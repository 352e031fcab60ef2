package jp.linkage.audit.flag.detect;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the log was looked through.
 *
 * @param nextLeaf the first leaf that was not looked at
 * @param logTime the latest time among those that were
 * @param began the time of the log's first leaf
 * @param overdueTo up to which time of the log requests were asked whether they have a release
 */
record Cursor(
    long nextLeaf,
    Optional<Instant> logTime,
    Optional<Instant> began,
    Optional<Instant> overdueTo) {

  /** After this batch. */
  Cursor after(Batch batch, Optional<Instant> newOverdueTo) {
    return new Cursor(
        batch.to(), Optional.of(logTime(batch)), Optional.of(began(batch)), newOverdueTo);
  }

  /** How late it is in the log after a batch: clocks of brokers may differ, so it never falls. */
  Instant logTime(Batch batch) {
    return logTime.filter(known -> known.isAfter(batch.latestAt())).orElse(batch.latestAt());
  }

  /** When the log began. */
  Instant began(Batch batch) {
    return began.orElse(batch.firstAt());
  }
}

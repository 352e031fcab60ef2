package jp.linkage.audit.flag.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An official is denied several times and then gets an answer: as somebody does who tries what the
 * table lets through.
 *
 * @param denials from this many on
 * @param within how long before the answered request the denials count
 */
public record DeniedThenSuccess(Severity severity, long denials, Duration within) {

  /**
   * A request that was answered.
   *
   * @param day the office's day of it
   */
  public record Success(Official official, Instant requestedAt, LocalDate day) {}

  /** Since when denials count for this success. */
  public Instant since(Success success) {
    return success.requestedAt().minus(within);
  }

  /**
   * Judges a success.
   *
   * @param denied when the official was denied, in any order; those outside the time do not count
   */
  public Optional<Finding> judge(Success success, List<Instant> denied) {
    Instant since = since(success);
    List<Instant> before =
        denied.stream()
            .filter(at -> !at.isBefore(since) && at.isBefore(success.requestedAt()))
            .sorted()
            .toList();
    if (before.size() < denials) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            FlagRule.DENIED_THEN_SUCCESS,
            severity,
            new FlagSubject.OfOfficial(success.official()),
            success.day().toString(),
            before.getFirst(),
            success.requestedAt().plusMillis(1),
            Finding.Numbers.of(before.size(), denials),
            before.size() + 1L,
            String.format(
                Locale.ROOT,
                "Denied %d times within %d minutes before a request that was answered. Flagged from"
                    + " %d on.",
                before.size(),
                within.toMinutes(),
                denials)));
  }
}

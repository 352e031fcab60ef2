package jp.linkage.audit.flag.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * Requests that stay without a release: nobody answered, or the answer went past the gateway.
 *
 * @param after how long after the request, by the log's time
 * @param exchanges from this many on, of two agencies and a day
 */
public record RequestWithoutRelease(Severity severity, Duration after, long exchanges) {

  /**
   * Requests of one day that are overdue.
   *
   * @param from when the day begins
   * @param to when the next one begins
   * @param number how many
   */
  public record Overdue(
      FlagSubject.OfAgencies agencies, LocalDate day, Instant from, Instant to, long number) {}

  /** Requests logged at this instant or before are overdue when the log has come so far. */
  public Instant cutoff(Instant logTime) {
    return logTime.minus(after);
  }

  /** Judges a day. */
  public Optional<Finding> judge(Overdue overdue) {
    if (overdue.number() < exchanges) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            FlagRule.REQUEST_WITHOUT_RELEASE,
            severity,
            overdue.agencies(),
            overdue.day().toString(),
            overdue.from(),
            overdue.to(),
            Finding.Numbers.of(overdue.number(), exchanges),
            overdue.number(),
            String.format(
                Locale.ROOT,
                "Requests of %s to %s, logged on %s, without a release %s later: %d. Flagged from"
                    + " %d on a day.",
                overdue.agencies().inquirer(),
                overdue.agencies().provider(),
                overdue.day(),
                inWords(after),
                overdue.number(),
                exchanges)));
  }

  private static String inWords(Duration duration) {
    return duration.toMinutes() < 120 ? duration.toSeconds() + " s" : duration.toHours() + " h";
  }
}

package jp.linkage.audit.flag.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * An office asks an agency that it never asked before.
 *
 * @param learning for so long after the log began, everything is new and nothing is flagged
 */
public record FirstTimePair(Severity severity, Duration learning) {
  /** What happens once. */
  private static final String EVER = "ever";

  /**
   * The first request of an office to an agency.
   *
   * @param at when it was logged
   * @param agenciesAreNew whether no office of the agency had asked the other one before
   */
  public record First(FlagSubject.OfOffice office, Instant at, boolean agenciesAreNew) {}

  /** Judges a first request in a log that began at this instant. */
  public Optional<Finding> judge(First first, Instant began) {
    if (first.at().isBefore(began.plus(learning))) {
      return Optional.empty();
    }
    FlagSubject.OfOffice office = first.office();
    return Optional.of(
        new Finding(
            FlagRule.FIRST_TIME_PAIR,
            severity,
            office,
            EVER,
            first.at(),
            first.at().plusMillis(1),
            Finding.Numbers.of(1, 1),
            1,
            String.format(
                Locale.ROOT,
                "The first request of the office %s of %s to %s. %s Flagged once the log is %d days"
                    + " old.",
                office.organisation(),
                office.inquirer(),
                office.provider(),
                first.agenciesAreNew()
                    ? "The agencies had never exchanged anything in this direction."
                    : "Other offices of the agency had asked it before.",
                learning.toDays())));
  }
}

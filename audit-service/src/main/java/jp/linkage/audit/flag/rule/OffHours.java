package jp.linkage.audit.flag.rule;

import java.util.Locale;
import java.util.Optional;

/**
 * An official asks outside office hours.
 *
 * @param exchanges from this many on a day
 */
public record OffHours(Severity severity, long exchanges, OfficeHours hours) {

  /** Judges a day. */
  public Optional<Finding> judge(OfficialDay day) {
    if (day.outsideHours() < exchanges) {
      return Optional.empty();
    }
    return Optional.of(
        day.finding(
            FlagRule.OFF_HOURS,
            severity,
            Finding.Numbers.of(day.outsideHours(), exchanges),
            day.outsideHours(),
            String.format(
                Locale.ROOT,
                "Exchanges on %s outside office hours (%s): %d of %d. Flagged from %d on a day.",
                day.day(),
                hours.describe(day.day()),
                day.outsideHours(),
                day.exchanges(),
                exchanges)));
  }
}

package jp.linkage.audit.flag.rule;

import java.util.Locale;
import java.util.Optional;

/**
 * An official asks about many persons: within a clock hour, or on a day. Whoever spreads over the
 * end of an hour reaches less than twice the threshold unseen, until the day's is reached.
 *
 * @param personsPerHour from this many on
 * @param personsPerDay from this many on
 */
public record Bulk(Severity severity, long personsPerHour, long personsPerDay) {

  /** Judges a day. */
  public Optional<Finding> judge(OfficialDay day) {
    Finding.Numbers numbers;
    if (day.personsInFullestHour() >= personsPerHour) {
      numbers = Finding.Numbers.of(day.personsInFullestHour(), personsPerHour);
    } else if (day.persons() >= personsPerDay) {
      numbers = Finding.Numbers.of(day.persons(), personsPerDay);
    } else {
      return Optional.empty();
    }
    return Optional.of(
        day.finding(
            FlagRule.BULK,
            severity,
            numbers,
            day.exchanges(),
            String.format(
                Locale.ROOT,
                "Persons asked about on %s: %d (exchanges: %d), of these between %02d:00 and"
                    + " %02d:00: %d. Flagged from %d persons in an hour, or %d on a day.",
                day.day(),
                day.persons(),
                day.exchanges(),
                day.fullestHour(),
                day.fullestHour() + 1,
                day.personsInFullestHour(),
                personsPerHour,
                personsPerDay)));
  }
}

package jp.linkage.audit.flag.rule;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An official asks about far more persons than usual: than the median of the own earlier days on
 * which there was anything.
 *
 * @param factor from so many times the median on
 * @param atLeast but from no fewer persons than these
 * @param days how far back, in days of the calendar
 * @param minDays on fewer days with exchanges, nothing is said
 */
public record OverOwnMedian(Severity severity, int factor, long atLeast, int days, int minDays) {

  /** Whether earlier days have to be looked at. */
  public boolean isNear(OfficialDay day) {
    return day.persons() >= atLeast;
  }

  /**
   * Judges a day.
   *
   * @param earlier persons on each earlier day with exchanges, in any order
   */
  public Optional<Finding> judge(OfficialDay day, List<Long> earlier) {
    if (!isNear(day) || earlier.size() < minDays) {
      return Optional.empty();
    }
    double median = median(earlier);
    long threshold = Math.max(atLeast, (long) Math.ceil(factor * median));
    if (day.persons() < threshold) {
      return Optional.empty();
    }
    return Optional.of(
        day.finding(
            FlagRule.OVER_OWN_MEDIAN,
            severity,
            new Finding.Numbers(day.persons(), threshold, OptionalDouble.of(median)),
            day.exchanges(),
            String.format(
                Locale.ROOT,
                "Asked about %d persons on %s. On the %d days with exchanges among the %d days"
                    + " before, the median was %.1f. Flagged from %d times the own median, but no"
                    + " fewer than %d persons: here from %d.",
                day.persons(),
                day.day(),
                earlier.size(),
                days,
                median,
                factor,
                atLeast,
                threshold)));
  }

  private static double median(List<Long> values) {
    List<Long> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2.0;
  }
}

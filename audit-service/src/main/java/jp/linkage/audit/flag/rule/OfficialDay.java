package jp.linkage.audit.flag.rule;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What an official asked on one day of the office's calendar: requests, readings of the log and
 * denied attempts, as all of them are acts of asking.
 *
 * @param from when the day begins
 * @param to when the next one begins
 * @param exchanges how often
 * @param persons about how many persons, each exchange's counted anew
 * @param fullestHour the hour of the day (0 to 23) with the most persons
 * @param personsInFullestHour how many these were
 * @param outsideHours how many of the exchanges were outside office hours
 */
public record OfficialDay(
    Official official,
    LocalDate day,
    Instant from,
    Instant to,
    long exchanges,
    long persons,
    int fullestHour,
    long personsInFullestHour,
    long outsideHours) {

  Finding finding(
      FlagRule rule, Severity severity, Finding.Numbers numbers, long restsOn, String explanation) {
    return new Finding(
        rule,
        severity,
        new FlagSubject.OfOfficial(official),
        day.toString(),
        from,
        to,
        numbers,
        restsOn,
        explanation);
  }
}

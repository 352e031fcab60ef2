package jp.linkage.audit.flag.rule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * When officials are expected to work.
 *
 * @param fromMinute of the day, 0 to 1439
 * @param toMinute exclusive, up to 1440 (24:00)
 * @param closedEveryYear days of every year, such as the end of the year
 * @param holidays days of one year
 */
public record OfficeHours(
    ZoneId zone,
    Set<DayOfWeek> days,
    int fromMinute,
    int toMinute,
    Set<MonthDay> closedEveryYear,
    Set<LocalDate> holidays) {

  /** Opens and closes on a day. */
  public record Open(Instant from, Instant to) {}

  /** Checks the minutes. */
  public OfficeHours {
    if (fromMinute < 0 || fromMinute >= toMinute || toMinute > 24 * 60) {
      throw new IllegalArgumentException("hours that begin before they end");
    }
    days = Set.copyOf(days);
    closedEveryYear = Set.copyOf(closedEveryYear);
    holidays = Set.copyOf(holidays);
  }

  /** The day of the office's calendar. */
  public LocalDate day(Instant instant) {
    return instant.atZone(zone).toLocalDate();
  }

  /** The hour of this day, 0 to 23. */
  public int hour(Instant instant) {
    return instant.atZone(zone).getHour();
  }

  /** When a day begins. */
  public Instant start(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }

  /** Whether somebody may be expected to work. */
  public boolean isOpen(Instant instant) {
    ZonedDateTime local = instant.atZone(zone);
    int minute = local.getHour() * 60 + local.getMinute();
    return isWorkday(local.toLocalDate()) && minute >= fromMinute && minute < toMinute;
  }

  /** The hours of a day; empty on a day off. */
  public Optional<Open> open(LocalDate day) {
    return isWorkday(day)
        ? Optional.of(new Open(at(day, fromMinute), at(day, toMinute)))
        : Optional.empty();
  }

  private Instant at(LocalDate day, int minute) {
    return minute == 24 * 60
        ? start(day.plusDays(1))
        : day.atTime(minute / 60, minute % 60).atZone(zone).toInstant();
  }

  private boolean isWorkday(LocalDate day) {
    return days.contains(day.getDayOfWeek())
        && !closedEveryYear.contains(MonthDay.from(day))
        && !holidays.contains(day);
  }

  String describe(LocalDate day) {
    return isWorkday(day) ? clock(fromMinute) + " to " + clock(toMinute) : "a day off";
  }

  private static String clock(int minute) {
    return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
  }
}

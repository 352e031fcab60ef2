package jp.linkage.audit.flag.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OffHoursTest {
  private final OffHours rule = new OffHours(Severity.MEDIUM, 3, TestDays.HOURS);

  @ParameterizedTest
  @CsvSource({
    "2026-11-18T06:59:59.999, false",
    "2026-11-18T07:00:00, true",
    "2026-11-18T21:59:59.999, true",
    "2026-11-18T22:00:00, false",
    // a Saturday, a holiday of the year, a day off of every year, which is a Thursday
    "2026-11-21T10:00:00, false",
    "2026-11-23T10:00:00, false",
    "2026-11-24T10:00:00, true",
    "2026-12-31T10:00:00, false",
    "2027-11-23T10:00:00, true"
  })
  void isOpen_aroundTheHours_asTheOfficeHasThem(String local, boolean open) {
    assertEquals(open, TestDays.HOURS.isOpen(TestDays.at(local)));
  }

  // 23:30 UTC on Tuesday is Wednesday morning in Japan
  @Test
  void isOpen_instant_judgedByTheOfficesDay() {
    Instant instant = Instant.parse("2026-11-17T23:30:00Z");
    assertTrue(TestDays.HOURS.isOpen(instant));
    assertEquals(TestDays.DAY, TestDays.HOURS.day(instant));
    assertEquals(8, TestDays.HOURS.hour(instant));
  }

  @Test
  void open_untilMidnight_endsWithTheDay() {
    OfficeHours allDay =
        new OfficeHours(
            TestDays.JAPAN, Set.of(DayOfWeek.WEDNESDAY), 0, 24 * 60, Set.of(), Set.of());
    assertEquals(
        Optional.of(
            new OfficeHours.Open(TestDays.at("2026-11-18T00:00"), TestDays.at("2026-11-19T00:00"))),
        allDay.open(TestDays.DAY));
    assertTrue(allDay.isOpen(TestDays.at("2026-11-18T23:59:59.999")));
    assertTrue(allDay.open(LocalDate.parse("2026-11-19")).isEmpty());
    assertThrows(
        IllegalArgumentException.class,
        () -> new OfficeHours(TestDays.JAPAN, Set.of(), 600, 600, Set.of(), Set.of()));
  }

  @Test
  void judge_oneLessThanTheThreshold_nothing() {
    assertTrue(rule.judge(TestDays.day(50, 50, 10, 2)).isEmpty());
  }

  @Test
  void judge_threshold_flagThatSaysTheHours() {
    Finding finding = rule.judge(TestDays.day(5, 50, 10, 3)).orElseThrow();
    assertEquals(Finding.Numbers.of(3, 3), finding.numbers());
    assertEquals(3, finding.exchanges());
    assertEquals(
        "Exchanges on 2026-11-18 outside office hours (07:00 to 22:00): 3 of 5. Flagged from 3 on a"
            + " day.",
        finding.explanation());
    assertFalse(finding.from().isAfter(TestDays.at("2026-11-18T00:00")));
  }
}

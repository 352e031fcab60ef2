package jp.linkage.audit.flag.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BulkTest {
  private final Bulk rule = new Bulk(Severity.HIGH, 200, 600);

  @Test
  void judge_onePersonLessThanBothThresholds_nothing() {
    assertTrue(rule.judge(TestDays.day(50, 599, 199, 0)).isEmpty());
  }

  @Test
  void judge_thresholdOfTheHour_flagOfTheHour() {
    Finding finding = rule.judge(TestDays.day(3, 250, 200, 0)).orElseThrow();
    assertEquals(Finding.Numbers.of(200, 200), finding.numbers());
    assertEquals(3, finding.exchanges());
    assertEquals("2026-11-18", finding.period());
    assertEquals(
        "Persons asked about on 2026-11-18: 250 (exchanges: 3), of these between 10:00 and 11:00:"
            + " 200. Flagged from 200 persons in an hour, or 600 on a day.",
        finding.explanation());
  }

  @Test
  void judge_thresholdOfTheDaySpreadOverHours_flagOfTheDay() {
    Finding finding = rule.judge(TestDays.day(60, 600, 199, 0)).orElseThrow();
    assertEquals(Finding.Numbers.of(600, 600), finding.numbers());
  }

  // What is found about a day is one flag, however much it grows
  @Test
  void judge_growingDay_sameSubjectAndPeriod() {
    Finding first = rule.judge(TestDays.day(3, 250, 200, 0)).orElseThrow();
    Finding later = rule.judge(TestDays.day(9, 900, 400, 0)).orElseThrow();
    assertEquals(first.subject(), later.subject());
    assertEquals(first.period(), later.period());
  }
}

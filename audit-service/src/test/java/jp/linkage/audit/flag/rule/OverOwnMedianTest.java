package jp.linkage.audit.flag.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class OverOwnMedianTest {
  private final OverOwnMedian rule = new OverOwnMedian(Severity.MEDIUM, 5, 50, 28, 4);

  @Test
  void judge_factorTimesTheMedian_flagFromThereOn() {
    // the median of an even number of days lies between two of them
    List<Long> earlier = List.of(100L, 12L, 13L, 1L);
    assertTrue(rule.judge(TestDays.day(9, 62, 9, 0), earlier).isEmpty());
    Finding finding = rule.judge(TestDays.day(9, 63, 9, 0), earlier).orElseThrow();
    assertEquals(new Finding.Numbers(63, 63, OptionalDouble.of(12.5)), finding.numbers());
    assertEquals(
        "Asked about 63 persons on 2026-11-18. On the 4 days with exchanges among the 28 days"
            + " before, the median was 12.5. Flagged from 5 times the own median, but no fewer than"
            + " 50 persons: here from 63.",
        finding.explanation());
  }

  @Test
  void judge_fewPersonsAtAll_nothingHoweverSmallTheMedian() {
    List<Long> earlier = Collections.nCopies(5, 1L);
    assertTrue(rule.judge(TestDays.day(9, 49, 9, 0), earlier).isEmpty());
    assertEquals(
        50, rule.judge(TestDays.day(9, 50, 9, 0), earlier).orElseThrow().numbers().threshold());
  }

  @Test
  void judge_tooFewEarlierDays_nothing() {
    assertTrue(rule.judge(TestDays.day(9, 5000, 9, 0), Collections.nCopies(3, 1L)).isEmpty());
    assertTrue(rule.judge(TestDays.day(9, 5000, 9, 0), Collections.nCopies(4, 1L)).isPresent());
  }

  // One busy day does not raise what is usual
  @Test
  void judge_oneBusyDayBefore_medianStays() {
    assertTrue(
        rule.judge(TestDays.day(9, 60, 9, 0), List.of(10L, 10L, 10L, 10L, 10_000L)).isPresent());
  }
}

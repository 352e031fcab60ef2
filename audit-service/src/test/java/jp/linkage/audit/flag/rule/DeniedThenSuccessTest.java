package jp.linkage.audit.flag.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeniedThenSuccessTest {
  private static final Instant ASKED = TestDays.at("2026-11-18T10:00:00");

  private final DeniedThenSuccess rule =
      new DeniedThenSuccess(Severity.HIGH, 3, Duration.ofMinutes(30));
  private final DeniedThenSuccess.Success success =
      new DeniedThenSuccess.Success(TestDays.OFFICIAL, ASKED, TestDays.DAY);

  @Test
  void judge_threshold_flag() {
    Finding finding = rule.judge(success, List.of(ago(60), ago(1), ago(600))).orElseThrow();
    assertEquals(Finding.Numbers.of(3, 3), finding.numbers());
    assertEquals(4, finding.exchanges());
    assertEquals(ago(600), finding.from());
    assertEquals(
        "Denied 3 times within 30 minutes before a request that was answered. Flagged from 3 on.",
        finding.explanation());
  }

  @Test
  void judge_denialsAtTheEdges_countFromTheBeginningAndNotAtTheSuccess() {
    assertTrue(rule.judge(success, List.of(ago(1800), ago(2), ago(1))).isPresent());
    assertTrue(rule.judge(success, List.of(ago(1801), ago(2), ago(1))).isEmpty());
    assertTrue(rule.judge(success, List.of(ago(2), ago(1), ago(0))).isEmpty());
    assertTrue(rule.judge(success, List.of(ago(2), ago(1), ago(-1))).isEmpty());
  }

  private static Instant ago(long seconds) {
    return ASKED.minusSeconds(seconds);
  }
}

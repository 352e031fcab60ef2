package jp.linkage.audit.flag.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import jp.linkage.protocol.header.AgencyId;
import org.junit.jupiter.api.Test;

class RequestWithoutReleaseTest {
  private final RequestWithoutRelease rule =
      new RequestWithoutRelease(Severity.MEDIUM, Duration.ofHours(24), 2);

  @Test
  void judge_numberOfADay_flagFromTheThresholdOn() {
    assertTrue(rule.judge(overdue(1)).isEmpty());
    Finding finding = rule.judge(overdue(2)).orElseThrow();
    assertEquals(Finding.Numbers.of(2, 2), finding.numbers());
    assertEquals(
        "Requests of aoba-welfare to aoba-tax, logged on 2026-11-18, without a release 24 h later:"
            + " 2. Flagged from 2 on a day.",
        finding.explanation());
  }

  @Test
  void cutoff_ofTheLogsTime_asLongBefore() {
    assertEquals(
        Instant.parse("2026-11-17T09:00:00Z"), rule.cutoff(Instant.parse("2026-11-18T09:00:00Z")));
  }

  private static RequestWithoutRelease.Overdue overdue(long number) {
    return new RequestWithoutRelease.Overdue(
        new FlagSubject.OfAgencies(new AgencyId("aoba-welfare"), new AgencyId("aoba-tax")),
        TestDays.DAY,
        TestDays.HOURS.start(TestDays.DAY),
        TestDays.HOURS.start(TestDays.DAY.plusDays(1)),
        number);
  }
}

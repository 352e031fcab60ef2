package jp.linkage.audit.flag.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import jp.linkage.protocol.header.AgencyId;
import org.junit.jupiter.api.Test;

class FirstTimePairTest {
  private static final Instant BEGAN = Instant.parse("2026-10-01T00:00:00Z");

  private final FirstTimePair rule = new FirstTimePair(Severity.LOW, Duration.ofDays(30));

  @Test
  void judge_whileTheLogIsYoung_nothing() {
    Instant over = BEGAN.plus(Duration.ofDays(30));
    assertTrue(rule.judge(first(over.minusMillis(1), true), BEGAN).isEmpty());
    assertTrue(rule.judge(first(over, true), BEGAN).isPresent());
  }

  @Test
  void judge_newOfficeOfAKnownAgency_saysSo() {
    Instant later = BEGAN.plus(Duration.ofDays(40));
    String office = rule.judge(first(later, false), BEGAN).orElseThrow().explanation();
    String agencies = rule.judge(first(later, true), BEGAN).orElseThrow().explanation();
    assertEquals(
        "The first request of the office 障害福祉課 of aoba-welfare to aoba-tax. Other offices of the"
            + " agency had asked it before. Flagged once the log is 30 days old.",
        office);
    assertNotEquals(office, agencies);
  }

  private static FirstTimePair.First first(Instant at, boolean agenciesAreNew) {
    return new FirstTimePair.First(
        new FlagSubject.OfOffice(new AgencyId("aoba-welfare"), "障害福祉課", new AgencyId("aoba-tax")),
        at,
        agenciesAreNew);
  }
}

package jp.linkage.audit.flag.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.audit.flag.rule.RepeatedPerson.Found;
import jp.linkage.audit.flag.rule.RepeatedPerson.LookUp;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.json.Bytes;
import org.junit.jupiter.api.Test;

class RepeatedPersonTest {
  private static final Bytes LID = Bytes.of(new byte[16]);
  private static final Instant NOON = Instant.parse("2026-11-18T12:00:00Z");

  private final RepeatedPerson rule =
      new RepeatedPerson(Severity.HIGH, 3, 5, 6, Duration.ofDays(7));
  private final List<LookUp> lookUps = new ArrayList<>();

  @Test
  void judge_officialsOfOneAgency_flagFromTheThresholdOn() {
    asked("aoba-welfare", "official-1", NOON);
    asked("aoba-welfare", "official-2", NOON.plusSeconds(60));
    asked("aoba-welfare", "official-2", NOON.plusSeconds(120));
    asked("aoba-tax", "official-3", NOON.plusSeconds(180));
    assertTrue(rule.judge(LID, lookUps).isEmpty());
    asked("aoba-welfare", "official-4", NOON.plusSeconds(240));
    Finding finding = only(rule.judge(LID, lookUps)).finding();
    assertEquals(Finding.Numbers.of(3, 3), finding.numbers());
    assertEquals(4, finding.exchanges());
    assertEquals("2026-11", finding.period());
    assertEquals(
        "One person was asked about in 4 exchanges by 3 officials of aoba-welfare within 168 hours."
            + " Flagged from 3 officials, or 6 exchanges. Looked at within one month only.",
        finding.explanation());
    assertFalse(finding.toString().contains(LID.text()));
  }

  // One official alone, again and again
  @Test
  void judge_manyExchangesOfOneOfficial_flagFromTheThresholdOn() {
    for (int i = 0; i < 5; i++) {
      asked("aoba-welfare", "official-1", NOON.plusSeconds(i));
    }
    assertTrue(rule.judge(LID, lookUps).isEmpty());
    asked("aoba-welfare", "official-1", NOON.plusSeconds(6));
    assertEquals(Finding.Numbers.of(6, 6), only(rule.judge(LID, lookUps)).finding().numbers());
  }

  // Two persons of one exchange may be the same one
  @Test
  void judge_onePersonTwiceInAnExchange_countsOnce() {
    UUID exchange = UUID.randomUUID();
    for (int i = 0; i < 6; i++) {
      lookUps.add(new LookUp(7, exchange, NOON, TestDays.official("aoba-welfare", "official-1")));
    }
    assertTrue(rule.judge(LID, lookUps).isEmpty());
  }

  @Test
  void judge_officialsOfManyAgencies_flagOfNoAgency() {
    for (int i = 0; i < 5; i++) {
      asked("agency-" + (char) ('a' + i), "official-" + i, NOON.plusSeconds(i));
    }
    Found found = only(rule.judge(LID, lookUps));
    assertEquals(new FlagSubject.OfPerson(Optional.empty(), LID), found.finding().subject());
    assertEquals(5, found.lookUps().size());
  }

  @Test
  void judge_beyondTheTime_doesNotCount() {
    asked("aoba-welfare", "official-1", NOON);
    asked("aoba-welfare", "official-2", NOON.plus(Duration.ofDays(3)));
    asked("aoba-welfare", "official-3", NOON.plus(Duration.ofDays(7)));
    assertTrue(rule.judge(LID, lookUps).isEmpty());
    lookUps.removeLast();
    asked("aoba-welfare", "official-3", NOON.plus(Duration.ofDays(7)).minusMillis(1));
    assertEquals(1, rule.judge(LID, lookUps).size());
  }

  // The log may tell that two records are about one person within a month only
  @Test
  void judge_acrossTheEndOfAMonth_linksNothing() {
    Instant end = Instant.parse("2026-12-01T00:00:00Z");
    asked("aoba-welfare", "official-1", end.minusSeconds(2));
    asked("aoba-welfare", "official-2", end.minusSeconds(1));
    asked("aoba-welfare", "official-3", end);
    assertTrue(rule.judge(LID, lookUps).isEmpty());
  }

  // What was dense in between is found also when it is looked at late
  @Test
  void judge_denseTimeInTheMiddle_found() {
    asked("aoba-welfare", "official-1", Instant.parse("2026-11-10T00:00:00Z"));
    asked("aoba-welfare", "official-2", Instant.parse("2026-11-11T00:00:00Z"));
    asked("aoba-welfare", "official-3", Instant.parse("2026-11-12T00:00:00Z"));
    asked("aoba-welfare", "official-1", Instant.parse("2026-11-28T00:00:00Z"));
    Found found = only(rule.judge(LID, lookUps));
    assertEquals(3, found.lookUps().size());
    assertEquals(Instant.parse("2026-11-10T00:00:00Z"), found.finding().from());
    assertNotEquals(Instant.parse("2026-11-28T00:00:00.001Z"), found.finding().to());
  }

  private void asked(String agency, String staff, Instant at) {
    lookUps.add(
        new LookUp(lookUps.size(), UUID.randomUUID(), at, TestDays.official(agency, staff)));
  }

  private static Found only(List<Found> found) {
    assertEquals(1, found.size(), found::toString);
    assertTrue(
        found.getFirst().finding().subject() instanceof FlagSubject.OfPerson person
            && person.agency().map(AgencyId::value).orElse("all").matches("aoba-welfare|all"));
    return found.getFirst();
  }
}

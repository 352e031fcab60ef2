package jp.linkage.welfare.inquiry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.SubjectRelation;
import jp.linkage.welfare.entitlement.FiscalYear;
import jp.linkage.welfare.inquiry.ChooseAttempts.Choice;
import jp.linkage.welfare.inquiry.InquiryAttempt.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChooseAttemptsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T05:00:00.000Z");

  @Test
  void withoutEarlierAttempts_everythingIsAskedAnew() {
    PlannedInquiry planned = planned("aoba-tax", 2026, "W-1", "W-2");
    List<Choice> choices = choose(planned);
    assertEquals(1, choices.size());
    assertEquals(planned, choices.getFirst().attempt().planned());
    assertFalse(choices.getFirst().resumed());
    assertEquals(
        choices.getFirst().attempt().id(), choices.getFirst().attempt().exchangeId().value());
    assertEquals(planned.subjects(), choices.getFirst().persons());
  }

  @ParameterizedTest
  @EnumSource(
      value = State.class,
      names = {"DEFERRED", "UNAVAILABLE", "OPEN"})
  void resumableAttempt_isTakenUp(State state) {
    InquiryAttempt earlier = attempt(state, planned("aoba-tax", 2026, "W-1"));
    List<Choice> choices = choose(planned("aoba-tax", 2026, "W-1"), earlier);
    assertEquals(List.of(new Choice(earlier, true, numbers("W-1"))), choices);
  }

  @ParameterizedTest
  @EnumSource(
      value = State.class,
      names = {"ANSWERED", "DENIED", "LAPSED", "NOBODY_ENROLLED"})
  void endedAttempt_isAskedAnew(State state) {
    List<Choice> choices =
        choose(planned("aoba-tax", 2026, "W-1"), attempt(state, planned("aoba-tax", 2026, "W-1")));
    assertFalse(choices.getFirst().resumed());
  }

  @Test
  void otherYearProviderOrPerson_isAskedAnew() {
    InquiryAttempt earlier = attempt(State.DEFERRED, planned("aoba-tax", 2026, "W-1"));
    for (PlannedInquiry other :
        List.of(
            planned("aoba-tax", 2025, "W-1"),
            planned("midori-tax", 2026, "W-1"),
            planned("aoba-tax", 2026, "W-2"))) {
      assertFalse(choose(other, earlier).getFirst().resumed());
    }
  }

  @Test
  void partlyCovered_takesUpOneAndAsksTheRest() {
    InquiryAttempt earlier = attempt(State.DEFERRED, planned("aoba-tax", 2026, "W-1", "W-2"));
    List<Choice> choices = choose(planned("aoba-tax", 2026, "W-2", "W-3"), earlier);
    assertEquals(2, choices.size());
    assertEquals(new Choice(earlier, true, numbers("W-2")), choices.getFirst());
    assertEquals(numbers("W-3"), choices.getLast().persons());
    assertEquals(numbers("W-3"), choices.getLast().attempt().planned().subjects());
  }

  @Test
  void severalResumable_theLatestWins() {
    InquiryAttempt first = attempt(State.DEFERRED, planned("aoba-tax", 2026, "W-1"));
    InquiryAttempt second = attempt(State.UNAVAILABLE, planned("aoba-tax", 2026, "W-1"));
    assertEquals(
        List.of(new Choice(second, true, numbers("W-1"))),
        choose(planned("aoba-tax", 2026, "W-1"), first, second));
  }

  private static List<Choice> choose(PlannedInquiry planned, InquiryAttempt... earlier) {
    return ChooseAttempts.choose(
        List.of(planned), Arrays.asList(earlier), () -> ExchangeId.next().value(), NOW);
  }

  private static InquiryAttempt attempt(State state, PlannedInquiry planned) {
    return new InquiryAttempt(
        UUID.randomUUID(),
        planned,
        ExchangeId.next(),
        state,
        Optional.empty(),
        Optional.empty(),
        NOW,
        Optional.empty());
  }

  private static PlannedInquiry planned(String provider, int year, String... subjects) {
    return new PlannedInquiry(
        new AgencyId(provider),
        new SubjectRelation("applicant"),
        new FiscalYear(year),
        numbers(subjects));
  }

  private static List<AddresseeNumber> numbers(String... subjects) {
    return Arrays.stream(subjects).map(AddresseeNumber::new).toList();
  }
}

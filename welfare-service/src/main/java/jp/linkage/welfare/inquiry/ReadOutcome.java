package jp.linkage.welfare.inquiry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.linkage.kit.exchange.InquiryOutcome;
import jp.linkage.kit.exchange.SubjectOutcome;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.InformationId;

/** Reads an outcome as the end of an attempt and as evidence about its subjects. Pure. */
final class ReadOutcome {
  private static final InformationId MUNICIPAL_TAX = new InformationId("municipal-tax");

  private ReadOutcome() {}

  /** The attempt with its end; an outcome that never came leaves it open. */
  static InquiryAttempt end(InquiryAttempt attempt, Optional<InquiryOutcome> outcome, Instant now) {
    if (outcome.isEmpty()) {
      return attempt;
    }
    Optional<Map<String, Object>> problem =
        switch (outcome.get()) {
          case InquiryOutcome.Answered _, InquiryOutcome.NobodyToAskAbout _ -> Optional.empty();
          case InquiryOutcome.Denied denied -> Optional.of(StoredJson.of(denied.problem()));
          case InquiryOutcome.Unavailable down -> Optional.of(StoredJson.of(down.problem()));
          case InquiryOutcome.Lapsed lapsed -> Optional.of(StoredJson.of(lapsed.problem()));
        };
    return new InquiryAttempt(
        attempt.id(),
        attempt.planned(),
        attempt.exchangeId(),
        state(outcome.get()),
        problem,
        outcome.get() instanceof InquiryOutcome.Answered answered
            ? Optional.of(answered.proof())
            : attempt.proof(),
        attempt.startedAt(),
        Optional.of(now));
  }

  private static InquiryAttempt.State state(InquiryOutcome outcome) {
    return switch (outcome) {
      case InquiryOutcome.Answered answered ->
          answered.deferred() ? InquiryAttempt.State.DEFERRED : InquiryAttempt.State.ANSWERED;
      case InquiryOutcome.NobodyToAskAbout _ -> InquiryAttempt.State.NOBODY_ENROLLED;
      case InquiryOutcome.Denied _ -> InquiryAttempt.State.DENIED;
      case InquiryOutcome.Unavailable _ -> InquiryAttempt.State.UNAVAILABLE;
      case InquiryOutcome.Lapsed _ -> InquiryAttempt.State.LAPSED;
    };
  }

  /** Evidence about each of the persons. */
  static List<TaxEvidence> evidence(
      InquiryAttempt attempt,
      List<AddresseeNumber> persons,
      Optional<InquiryOutcome> outcome,
      Instant now) {
    return persons.stream()
        .map(person ->
            outcome
                .map(o -> evidence(attempt, person, o, now))
                .orElseGet(() -> without(attempt, person, EvidenceOutcome.INTERRUPTED, now)))
        .toList();
  }

  private static TaxEvidence evidence(
      InquiryAttempt attempt, AddresseeNumber person, InquiryOutcome outcome, Instant now) {
    return switch (outcome) {
      case InquiryOutcome.Answered answered -> ofSubject(attempt, person, answered.subjects(), now);
      case InquiryOutcome.NobodyToAskAbout nobody ->
          ofSubject(attempt, person, nobody.subjects(), now);
      case InquiryOutcome.Denied _ -> without(attempt, person, EvidenceOutcome.DENIED, now);
      case InquiryOutcome.Unavailable _ ->
          without(attempt, person, EvidenceOutcome.UNAVAILABLE, now);
      case InquiryOutcome.Lapsed _ -> without(attempt, person, EvidenceOutcome.LAPSED, now);
    };
  }

  private static TaxEvidence ofSubject(
      InquiryAttempt attempt,
      AddresseeNumber person,
      Map<AddresseeNumber, SubjectOutcome> subjects,
      Instant now) {
    SubjectOutcome subject = subjects.get(person);
    if (subject == null) {
      return without(attempt, person, EvidenceOutcome.REFUSED, now);
    }
    return switch (subject) {
      case SubjectOutcome.Provided provided -> provided(attempt, person, provided, now);
      case SubjectOutcome.NoRecord _ -> without(attempt, person, EvidenceOutcome.NO_RECORD, now);
      case SubjectOutcome.NotDisclosable _ ->
          without(attempt, person, EvidenceOutcome.NOT_DISCLOSABLE, now);
      case SubjectOutcome.UnknownPerson _ ->
          without(attempt, person, EvidenceOutcome.UNKNOWN_PERSON, now);
      case SubjectOutcome.Deferred _ -> without(attempt, person, EvidenceOutcome.DEFERRED, now);
      case SubjectOutcome.Refused _ -> without(attempt, person, EvidenceOutcome.REFUSED, now);
      case SubjectOutcome.NotEnrolled _ ->
          without(attempt, person, EvidenceOutcome.NOT_ENROLLED, now);
    };
  }

  private static TaxEvidence provided(
      InquiryAttempt attempt,
      AddresseeNumber person,
      SubjectOutcome.Provided provided,
      Instant now) {
    Map<String, Object> fields = provided.information().get(MUNICIPAL_TAX);
    return fields == null
        ? without(attempt, person, EvidenceOutcome.NO_RECORD, now)
        : new TaxEvidence(
            person,
            attempt.planned().fiscalYear(),
            Optional.of(attempt.id()),
            EvidenceOutcome.PROVIDED,
            Optional.of(fields),
            now);
  }

  private static TaxEvidence without(
      InquiryAttempt attempt, AddresseeNumber person, EvidenceOutcome outcome, Instant now) {
    return new TaxEvidence(
        person,
        attempt.planned().fiscalYear(),
        Optional.of(attempt.id()),
        outcome,
        Optional.empty(),
        now);
  }
}

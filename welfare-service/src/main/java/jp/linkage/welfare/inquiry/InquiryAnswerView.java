package jp.linkage.welfare.inquiry;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import jp.linkage.kit.exchange.InquiryOutcome;
import jp.linkage.kit.exchange.SubjectOutcome;
import jp.linkage.kit.person.AddresseeNumber;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an inquiry brought, as the API shows it. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "InquiryAnswer")
record InquiryAnswerView(
    @Schema(examples = "019ac3d4-0000-7000-8000-000000000002") String exchangeId,
    @Schema(
            enumeration = {"answered", "deferred", "nobody-enrolled"},
            description =
                "deferred: some answer waits for a person at the provider; resume the exchange later")
        String status,
    List<SubjectView> subjects,
    @Schema(description = "where the log holds the exchange") Optional<LogView> log) {

  /** What the provider said about one person. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(name = "SubjectAnswer")
  record SubjectView(
      String addresseeNumber,
      @Schema(
              enumeration = {
                "provided",
                "no-record",
                "not-disclosable",
                "unknown-person",
                "deferred",
                "refused",
                "not-enrolled"
              })
          String outcome,
      @Schema(description = "fields by information id")
          Optional<Map<String, Map<String, Object>>> information) {}

  /** Where the log holds an exchange. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(name = "ExchangeLog")
  record LogView(
      UUID topicId,
      long requestOffset,
      Instant requestedAt,
      Optional<Long> releaseOffset,
      Optional<Instant> releasedAt) {}

  static InquiryAnswerView of(InquiryOutcome.Answered answered) {
    InquiryOutcome.LogProof proof = answered.proof();
    boolean released = proof.releaseOffset() >= 0;
    return new InquiryAnswerView(
        answered.exchangeId().toString(),
        answered.deferred() ? "deferred" : "answered",
        subjects(answered.subjects()),
        Optional.of(
            new LogView(
                proof.topicId(),
                proof.requestOffset(),
                proof.requestedAt(),
                released ? Optional.of(proof.releaseOffset()) : Optional.empty(),
                released ? Optional.of(proof.releasedAt()) : Optional.empty())));
  }

  static InquiryAnswerView of(InquiryOutcome.NobodyToAskAbout nobody) {
    return new InquiryAnswerView(
        nobody.exchangeId().toString(),
        "nobody-enrolled",
        subjects(nobody.subjects()),
        Optional.empty());
  }

  private static List<SubjectView> subjects(Map<AddresseeNumber, SubjectOutcome> outcomes) {
    return new TreeMap<>(outcomes)
        .entrySet().stream().map(e -> subject(e.getKey(), e.getValue())).toList();
  }

  private static SubjectView subject(AddresseeNumber number, SubjectOutcome outcome) {
    Optional<Map<String, Map<String, Object>>> information =
        outcome instanceof SubjectOutcome.Provided provided
            ? Optional.of(byText(provided))
            : Optional.empty();
    String name =
        switch (outcome) {
          case SubjectOutcome.Provided _ -> EvidenceOutcome.PROVIDED.code();
          case SubjectOutcome.NoRecord _ -> EvidenceOutcome.NO_RECORD.code();
          case SubjectOutcome.NotDisclosable _ -> EvidenceOutcome.NOT_DISCLOSABLE.code();
          case SubjectOutcome.UnknownPerson _ -> EvidenceOutcome.UNKNOWN_PERSON.code();
          case SubjectOutcome.Deferred _ -> EvidenceOutcome.DEFERRED.code();
          case SubjectOutcome.Refused _ -> EvidenceOutcome.REFUSED.code();
          case SubjectOutcome.NotEnrolled _ -> EvidenceOutcome.NOT_ENROLLED.code();
        };
    return new SubjectView(number.value(), name, information);
  }

  private static Map<String, Map<String, Object>> byText(SubjectOutcome.Provided provided) {
    Map<String, Map<String, Object>> byText = new TreeMap<>();
    provided.information().forEach((id, fields) -> byText.put(id.value(), fields));
    return byText;
  }
}

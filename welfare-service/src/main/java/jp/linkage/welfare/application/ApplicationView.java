package jp.linkage.welfare.application;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An application as the API shows it to the office's own staff. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "Application")
record ApplicationView(
    UUID id,
    String caseReference,
    @Schema(enumeration = {"received", "inquiring", "pending", "decided"}) String state,
    @Schema(description = "号 of item 144", examples = "1") String procedure,
    @Schema(examples = "2026-11") String serviceMonth,
    @Schema(description = "whose tax counts (年度)", examples = "2026") int fiscalYear,
    @Schema(examples = "home") String livingArrangement,
    @Schema(examples = "none") String publicAssistance,
    boolean nonDisclosure,
    PersonView applicant,
    List<PersonView> household,
    @Schema(description = "present exactly when decided") Optional<DecisionView> decision,
    @Schema(description = "how the decision came about, or why there is none yet")
        List<LineView> explanation,
    @Schema(description = "what keeps it pending, and what to do")
        List<PendingReasonView> pendingReasons,
    List<InquiryView> inquiries,
    List<EvidenceView> evidence,
    @Schema(description = "deemed submitted (番号法22条2項): the resident need not bring them")
        List<CertificateView> certificatesNotNeeded,
    @Schema(description = "the only way left for now: linkage does not reach these facts")
        List<CertificateView> certificatesToBring,
    Instant receivedAt,
    String receivedBy,
    Instant changedAt) {

  /** A person of the household. */
  @Schema(name = "Person")
  record PersonView(
      String addresseeNumber,
      @Schema(
              enumeration = {
                "applicant",
                "spouse",
                "guardian",
                "parent",
                "child",
                "sibling",
                "other"
              })
          String relation,
      LocalDate birthDate,
      boolean sameHousehold,
      @Schema(description = "municipality code, or abroad", examples = "999018")
          String residenceOnJanuary1) {}

  /** The decision. */
  @Schema(name = "Decision")
  record DecisionView(
      @Schema(description = "負担上限月額, yen", examples = "9300") long monthlyCeilingYen,
      @Schema(examples = "施行令17条2号ロ") String article,
      Instant decidedAt) {}

  /** A line of the explanation. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(name = "ExplanationLine")
  record LineView(String article, String ja, String en, Optional<ComparisonView> comparison) {}

  /** Two amounts that were compared. */
  @Schema(name = "Comparison")
  record ComparisonView(
      long amountYen,
      long thresholdYen,
      @Schema(description = "strictly less (未満)") boolean below) {}

  /** Why the application is pending. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(name = "PendingReason")
  record PendingReasonView(
      String addresseeNumber,
      @Schema(examples = "undeclared") String code,
      String ja,
      String en,
      @Schema(description = "the exchange whose outcome this is") Optional<String> exchangeId,
      @Schema(description = "the problem document that came, if any")
          Optional<Map<String, Object>> problem) {}

  /** An exchange with another agency. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(name = "ApplicationInquiry")
  record InquiryView(
      String exchangeId,
      @Schema(examples = "aoba-tax") String provider,
      @Schema(examples = "applicant") String subjectRelation,
      @Schema(examples = "municipal-tax") String information,
      int fiscalYear,
      List<String> addresseeNumbers,
      @Schema(
              enumeration = {
                "open",
                "answered",
                "deferred",
                "nobody-enrolled",
                "denied",
                "unavailable",
                "lapsed"
              })
          String state,
      Optional<Map<String, Object>> problem,
      Optional<LogView> log,
      Instant startedAt,
      Optional<Instant> endedAt) {}

  /** Where the log holds an exchange. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(name = "LogPosition")
  record LogView(
      UUID topicId,
      long requestOffset,
      Instant requestedAt,
      Optional<Long> releaseOffset,
      Optional<Instant> releasedAt) {}

  /** What is known of one person's municipal tax. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(name = "Evidence")
  record EvidenceView(
      String addresseeNumber,
      int fiscalYear,
      @Schema(examples = "provided") String outcome,
      Optional<String> exchangeId,
      Optional<Long> requestOffset,
      Optional<Long> releaseOffset,
      @Schema(description = "the fields that the provider gave, as they came")
          Optional<Map<String, Object>> fields,
      Instant obtainedAt) {}

  /** A paper certificate. */
  @Schema(name = "Certificate")
  record CertificateView(
      String addresseeNumber,
      @Schema(examples = "市町村民税 課税(非課税)証明書") String document,
      @Schema(examples = "certificate of municipal tax") String documentInEnglish,
      @Schema(description = "municipality that issues it", examples = "999018") String municipality,
      int fiscalYear,
      @Schema(examples = "番号法22条2項") String basis) {}
}

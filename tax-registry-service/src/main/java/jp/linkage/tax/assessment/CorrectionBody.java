package jp.linkage.tax.assessment;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.problem.ProblemType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an official sends to record the next revision of an assessment. */
@Schema(name = "Correction")
record CorrectionBody(
    @PositiveOrZero
        @Schema(
            description = "The number of the revision that you saw; 0 when there was none",
            examples = "1")
        int basedOnRevision,
    @NotNull
        @Schema(
            description =
                "initial 当初賦課, correction 更正, late-declaration 期限後申告, reduction 減免,"
                    + " cancellation 賦課取消",
            examples = "correction")
        String reason,
    @Schema(implementation = String.class, maxLength = AssessmentRevision.NOTE_LENGTH)
        Optional<@Size(min = 1, max = AssessmentRevision.NOTE_LENGTH) String> note,
    @NotNull
        @Schema(
            description =
                "taxed 課税, exempt 非課税, undeclared 未申告, no-materials 課税資料なし,"
                    + " no-domestic-address 1月1日に国内住所なし",
            examples = "taxed")
        String taxStatus,
    @NotNull @Schema(description = "municipality, elsewhere, abroad", examples = "municipality")
        String addressOnJanuary1,
    @Schema(
            description =
                "By the names of GET /v1/imports/columns; absent where the status has no amounts")
        Optional<Map<String, JsonNode>> figures) {

  /**
   * Checks the whole body.
   *
   * @throws ProblemException naming everything that is wrong, and no value
   */
  Correction toCorrection(AssessmentKey key, StaffPseudonym staff, String idempotencyKey) {
    var faults = new ArrayList<String>();
    Optional<RevisionReason> parsedReason = RevisionReason.parse(reason);
    if (parsedReason.isEmpty()) {
      faults.add(
          "$.reason: expected initial, correction, late-declaration, reduction or cancellation");
    }
    var draft = new ContentDraft();
    draft.taxStatus(taxStatus);
    draft.addressOnJanuary1(addressOnJanuary1);
    figures.orElse(Map.of()).forEach(draft::figure);
    return switch (draft.complete()) {
      case ContentDraft.Wrong wrong -> throw invalid(faults, wrong.violations());
      case ContentDraft.Read read when parsedReason.isPresent() ->
          new Correction(
              key,
              basedOnRevision,
              read.content(),
              parsedReason.get(),
              note,
              staff,
              idempotencyKey);
      case ContentDraft.Read _ -> throw invalid(faults, List.of());
    };
  }

  private static ProblemException invalid(List<String> faults, List<Violation> violations) {
    violations.stream()
        .map(violation ->
            "%s: expected %s (%s)"
                .formatted(
                    path(violation.field()), violation.expected().en(), violation.expected().ja()))
        .forEach(faults::add);
    return new ProblemException(
        ProblemType.INVALID_MESSAGE, faults.stream().collect(Collectors.joining("; ")));
  }

  private static String path(String field) {
    return switch (field) {
      case ContentDraft.TAX_STATUS, ContentDraft.ADDRESS_ON_JANUARY_1 -> "$." + field;
      default -> "$.figures." + field;
    };
  }
}

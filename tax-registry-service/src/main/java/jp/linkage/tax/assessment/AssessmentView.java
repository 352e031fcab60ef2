package jp.linkage.tax.assessment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A revision as the API shows it. */
@Schema(name = "Assessment")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record AssessmentView(
    @Schema(examples = "A-000123") String addresseeNumber,
    @Schema(description = "賦課年度", examples = "2026") int fiscalYear,
    @Schema(description = "From 1; the highest is current", examples = "2") int revision,
    @Schema(
            description =
                "taxed 課税, exempt 非課税, undeclared 未申告, no-materials 課税資料なし,"
                    + " no-domestic-address 1月1日に国内住所なし",
            examples = "taxed")
        String taxStatus,
    @Schema(description = "municipality, elsewhere, abroad", examples = "municipality")
        String addressOnJanuary1,
    @Schema(
            description =
                "By the names of GET /v1/imports/columns. What is absent is unknown, not zero.",
            examples = "{\"municipalIncomeLevy\": 98400, \"exemptedByOrdinance\": false}")
        Map<String, Object> figures,
    @Schema(examples = "correction") String reason,
    @Schema(implementation = String.class) Optional<String> note,
    Instant recordedAt,
    @Schema(description = "The official's pseudonym") String recordedBy,
    @Schema(implementation = UUID.class, description = "The import that brought it")
        Optional<UUID> importId) {

  static AssessmentView of(AssessmentRevision revision) {
    return new AssessmentView(
        revision.key().addressee().value(),
        revision.key().fiscalYear().value(),
        revision.number(),
        revision.content().status().id(),
        revision.content().address().id(),
        revision.content().figures().toJson(),
        revision.reason().id(),
        revision.note(),
        revision.recordedAt(),
        revision.recordedBy().value(),
        revision.importId());
  }
}

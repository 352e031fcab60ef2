package jp.linkage.audit.retention;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A hold. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(
    name = "LegalHold",
    description = "保全。What it covers is not destroyed until it is released.")
record LegalHold(
    UUID holdId,
    @Schema(implementation = UUID.class) Optional<UUID> exchangeId,
    @Schema(implementation = UUID.class) Optional<UUID> caseId,
    @Schema(implementation = String.class, examples = "2026-11") Optional<String> month,
    @Schema(description = "Of the proceeding for which it is.") String caseReference,
    String reason,
    @Schema(description = "Pseudonym of the auditor.") String placedBy,
    Instant placedAt,
    @Schema(description = "Place of the VIEW record in the log.") long placedRecord,
    @Schema(implementation = String.class) Optional<String> releasedBy,
    @Schema(implementation = Instant.class) Optional<Instant> releasedAt,
    @Schema(implementation = Long.class) Optional<Long> releasedRecord) {}

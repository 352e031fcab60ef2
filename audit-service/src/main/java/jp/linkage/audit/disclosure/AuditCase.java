package jp.linkage.audit.disclosure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A case of an auditor's. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "AuditCase", description = "A case of an auditor's. 監査事案。")
record AuditCase(
    UUID caseId,
    @Schema(
            description = "What the office names in its READLOG as `caseReference`.",
            examples = "audit:0b6ef1a2-8f11-4c7c-9d55-3f6f1f0e2a01")
        String reference,
    Instant openedAt,
    Instant expiresAt,
    @Schema(implementation = Instant.class) Optional<Instant> closedAt,
    @Schema(description = "Whom an office opened in this case; forgotten when it ends.")
        List<OpenedPerson> persons) {
  /** What a case's reference begins with. */
  static final String PREFIX = "audit:";

  /** A person whom an office opened. */
  @Schema(name = "OpenedPerson")
  record OpenedPerson(
      @Schema(description = "For `/v1/persons/{handle}/accesses`; holds for this auditor only.")
          UUID handle,
      @Schema(description = "The office that opened it.") String openedBy,
      @Schema(description = "Its READLOG.") UUID exchangeId,
      @Schema(description = "Which item of it, from 0.") int item,
      Instant openedAt) {}
}

package jp.linkage.audit.flag;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.audit.view.LoggedView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A flag with all that is known about it. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "FlagAnswer")
record FlagAnswer(
    Flag flag,
    @Schema(
            description =
                "The first 50 records that it rests on; the flag says how many exchanges.")
        List<RestsOn> evidence,
    @Schema(description = "What was decided, the oldest first.") List<Decided> history,
    @Schema(
            implementation = String.class,
            description = "All settings under which it was raised; for role auditor only.")
        Optional<String> settings,
    LoggedView view) {

  /** A record. */
  @Schema(name = "FlagEvidence")
  record RestsOn(
      @Schema(description = "Place in the log.") long leafIndex,
      @Schema(description = "For `/v1/entries/{exchangeId}`.") UUID exchangeId) {}

  /** A decision. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(name = "FlagDecision")
  record Decided(
      @Schema(description = "The version of the flag that it made.") int version,
      String state,
      @Schema(
              implementation = String.class,
              description =
                  "Pseudonym of the auditor; absent where the service opened it again, as it grew.")
          Optional<String> auditor,
      @Schema(
              implementation = String.class,
              description = "The one agency that the auditor may see; absent for one of all.")
          Optional<String> agency,
      @Schema(
              implementation = String.class,
              description =
                  "Why; absent for auditors of another scope than the one who decided, and seven"
                      + " years later.")
          Optional<String> reason,
      @Schema(description = "What the flag counted then.") long observed,
      Instant decidedAt,
      @Schema(implementation = Long.class, description = "The VIEW record of the decision.")
          Optional<Long> leafIndex) {}
}

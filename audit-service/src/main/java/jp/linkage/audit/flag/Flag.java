package jp.linkage.audit.flag;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Something unusual in the log. Names no person. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "Flag", description = "Something unusual in the log. 異常検知。本人を示す情報は含まない。")
record Flag(
    UUID flagId,
    @Schema(description = "In the order in which they were raised; `before` for the next page.")
        long number,
    @Schema(
            description =
                "bulk, off-hours, denied-then-success, request-without-release, first-time-pair,"
                    + " over-own-median or repeated-person.")
        String rule,
    @Schema(description = "low, medium or high.") String severity,
    @Schema(description = "open, dismissed or confirmed.") String state,
    @Schema(description = "Changes with each decision, and when the numbers have doubled.")
        int version,
    @Schema(description = "When the service found it.") Instant raisedAt,
    @Schema(description = "When the numbers last changed.") Instant changedAt,
    @Schema(
            implementation = String.class,
            description = "Asking agency; absent where officials of several agencies are meant.")
        Optional<String> agency,
    @Schema(
            implementation = String.class,
            description = "Pseudonym of the official; only that agency can resolve it.")
        Optional<String> staff,
    @Schema(implementation = String.class, description = "Asked agency, where it is only one.")
        Optional<String> provider,
    @Schema(implementation = String.class, description = "Office of the asking agency.")
        Optional<String> organisation,
    @Schema(description = "Of what was logged at this instant or later …") Instant from,
    @Schema(description = "… and before this one.") Instant to,
    @Schema(description = "What was counted.") long observed,
    @Schema(description = "From how many on it is flagged.") long threshold,
    @Schema(implementation = Double.class, description = "Of the official, for over-own-median.")
        Optional<Double> ownMedian,
    @Schema(description = "How many exchanges it rests on.") long exchanges,
    @Schema(description = "In plain English, with the numbers.") String explanation,
    Configuration configuration) {

  /** Under which thresholds it was raised, or grew last. */
  @Schema(name = "FlagConfiguration")
  record Configuration(
      @Schema(description = "As the operator calls it.") String version,
      @Schema(description = "SHA-256 of all settings, base64url.") String hash) {}
}

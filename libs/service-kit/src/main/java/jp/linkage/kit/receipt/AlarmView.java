package jp.linkage.kit.receipt;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the log did wrong, with its signed notes. */
@Schema(name = "LogAlarm")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record AlarmView(
    long id,
    @Schema(
            enumeration = {
              "not-sealed",
              "other-record",
              "no-proof",
              "no-checkpoint",
              "rolled-back",
              "inconsistent",
              "unreachable"
            })
        String kind,
    @Schema(implementation = UUID.class, description = "Absent: about the log as a whole")
        Optional<UUID> exchangeId,
    @Schema(implementation = Long.class) Optional<Long> offset,
    String expected,
    String found,
    @Schema(
            implementation = String.class,
            description = "The largest checkpoint that was verified before")
        Optional<String> heldCheckpoint,
    @Schema(implementation = String.class, description = "What the log showed")
        Optional<String> shownCheckpoint,
    Instant raisedAt,
    @Schema(implementation = Instant.class, description = "When the log kept its word after all")
        Optional<Instant> settledAt) {}

package jp.linkage.audit.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A query of an auditor. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "Look", description = "A VIEW record of an auditor. 監査人の閲覧。")
record Look(
    UUID viewId,
    @Schema(description = "Place in the log.") long leafIndex,
    Instant loggedAt,
    @Schema(
            implementation = String.class,
            description =
                "Pseudonym of the auditor; this and what follows are absent once the key of the"
                    + " month was destroyed.")
        Optional<String> auditor,
    @Schema(implementation = String.class, description = "The one agency that the auditor may see.")
        Optional<String> agency,
    @Schema(implementation = String.class) Optional<String> operation,
    @Schema(
            implementation = String.class,
            description = "All of the query: canonical JSON of names and values.")
        Optional<String> parameters,
    @Schema(implementation = String.class) Optional<String> reason) {}

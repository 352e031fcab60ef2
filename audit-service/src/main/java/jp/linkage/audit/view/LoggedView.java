package jp.linkage.audit.view;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The record of the query that an answer belongs to. */
@Schema(name = "LoggedView", description = "The VIEW record of this query. 閲覧の記録。")
public record LoggedView(
    UUID viewId,
    @Schema(description = "Place of the VIEW record in the log.") long leafIndex,
    @Schema(
            description =
                "The answer has considered every record below this place. Smaller than leafIndex"
                    + " only where the service is still reading the log in.")
        long coveredTo) {}

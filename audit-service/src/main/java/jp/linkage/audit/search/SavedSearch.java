package jp.linkage.audit.search;

import java.time.Instant;
import java.util.SortedMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A version of a saved search. */
@Schema(name = "SavedSearch")
record SavedSearch(
    UUID searchId,
    @Schema(description = "1 for the first; every change makes the next.") int version,
    String name,
    @Schema(description = "Whether auditors of the same scope see and run it.") boolean shared,
    @Schema(description = "Whether it is the caller's own.") boolean own,
    @Schema(
            description = "The parameters of `/v1/entries`, without before and limit.",
            examples = "{\"outcome\": \"denied\", \"inquirer\": \"aoba-welfare\"}")
        SortedMap<String, String> conditions,
    Instant savedAt) {}

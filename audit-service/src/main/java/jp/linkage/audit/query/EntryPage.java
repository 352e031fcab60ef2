package jp.linkage.audit.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of entries, the newest first. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "EntryPage")
record EntryPage(
    List<Entry> entries,
    @Schema(description = "What to send as `before` for the next page; absent on the last one.")
        Optional<Long> next) {}

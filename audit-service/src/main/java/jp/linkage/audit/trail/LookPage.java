package jp.linkage.audit.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import jp.linkage.audit.view.LoggedView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of looks, the newest first. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "LookPage")
record LookPage(
    List<Look> looks,
    @Schema(
            implementation = Long.class,
            description = "What to send as `before` for the next page; absent on the last one.")
        Optional<Long> next,
    LoggedView view) {}

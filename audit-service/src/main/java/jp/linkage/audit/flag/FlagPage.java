package jp.linkage.audit.flag;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import jp.linkage.audit.view.LoggedView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of flags, the newest first. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "FlagPage")
record FlagPage(
    List<Flag> flags,
    @Schema(
            implementation = Long.class,
            description = "What to send as `before` for the next page; absent on the last one.")
        Optional<Long> next,
    LoggedView view) {}

package jp.linkage.audit.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import jp.linkage.audit.view.LoggedView;
import jp.linkage.audit.view.Viewed;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of entries, the newest first. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "EntryPage")
public record EntryPage(
    List<Entry> entries,
    @Schema(
            implementation = Long.class,
            description = "What to send as `before` for the next page; absent on the last one.")
        Optional<Long> next,
    LoggedView view) {

  /** Of one entry more than the limit, if there are as many. */
  static EntryPage of(List<Entry> found, int limit, Viewed view) {
    if (found.size() <= limit) {
      return new EntryPage(found, Optional.empty(), view.logged());
    }
    List<Entry> page = found.subList(0, limit);
    return new EntryPage(page, Optional.of(page.getLast().leafIndex()), view.logged());
  }
}

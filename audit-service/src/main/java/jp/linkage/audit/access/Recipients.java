package jp.linkage.audit.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jp.linkage.audit.query.Entry;
import jp.linkage.audit.view.LoggedView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who received a record. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "Recipients")
record Recipients(
    @Schema(description = "The agencies that received it, on all pages.")
        List<Recipient> recipients,
    @Schema(description = "Whether all was counted; of more than 100,000 releases the newest are.")
        boolean complete,
    @Schema(
            description =
                "Conditions that the log cannot check, so that there may be more exchanges here"
                    + " than received this very record. The provider's own record (番号法23条) says"
                    + " of each exchange what was given.")
        List<String> notInTheLog,
    @Schema(description = "The releases, the newest first.") List<Entry> releases,
    @Schema(
            implementation = Long.class,
            description = "What to send as `before` for the next page; absent on the last one.")
        Optional<Long> next,
    LoggedView view) {

  /** An agency that received it. */
  @Schema(name = "Recipient")
  record Recipient(
      String inquirer,
      @Schema(description = "Distinct exchanges.") long exchanges,
      @Schema(description = "Answers given in them; a person may have several.") long answers,
      Instant first,
      Instant last) {}
}

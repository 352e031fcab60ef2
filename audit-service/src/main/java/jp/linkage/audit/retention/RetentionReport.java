package jp.linkage.audit.retention;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jp.linkage.audit.view.LoggedView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which months can be opened, and which not any more. */
@Schema(name = "RetentionReport", description = "保存期間と鍵の廃棄。")
record RetentionReport(
    @Schema(description = "How long a month's key is kept after its end.", examples = "P7Y")
        String keep,
    @Schema(description = "The newest first.") List<MonthKey> months,
    LoggedView view) {

  /** A month and its key. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(name = "MonthKey")
  record MonthKey(
      @Schema(description = "In UTC.", examples = "2026-11") String month,
      @Schema(
              description =
                  "kept; held: a hold covers the whole month; destroyed: nobody can open its"
                      + " records but those in heldRecords.")
          String key,
      @Schema(description = "From when it is destroyed, unless it is held.") Instant due,
      @Schema(implementation = Instant.class) Optional<Instant> destroyedAt,
      @Schema(implementation = Long.class, description = "Records that nobody can open any more.")
          Optional<Long> shreddedRecords,
      @Schema(
              description =
                  "Records of a destroyed month whose openings a hold on an exchange or a case"
                      + " keeps.")
          long heldRecords,
      @Schema(
              implementation = Long.class,
              description = "The place of the KEY record in the log; absent until it is there.")
          Optional<Long> keyRecord) {}
}

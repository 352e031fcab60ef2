package jp.linkage.audit.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import jp.linkage.audit.view.LoggedView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a member of staff did, in numbers. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "StaffSummary")
record StaffSummary(
    String agency,
    @Schema(description = "Pseudonym of the official; only that agency can resolve it.")
        String staff,
    Counts total,
    @Schema(implementation = Instant.class) Optional<Instant> first,
    @Schema(implementation = Instant.class) Optional<Instant> last,
    @Schema(description = "Whether all was counted; of more than 100,000 records the newest are.")
        boolean complete,
    @Schema(description = "By day in Japan, the newest first.") List<Day> days,
    LoggedView view) {

  /** Numbers of distinct exchanges. */
  @Schema(name = "StaffCounts")
  record Counts(
      @Schema(description = "All, whatever came of them.") long exchanges,
      @Schema(description = "Those that were denied.") long denied,
      @Schema(description = "Requests of which nothing was released.") long open,
      @Schema(description = "Agencies that were asked.") long providers,
      @Schema(description = "Persons asked about, counted once for each exchange.") long persons) {}

  /** A day's numbers. */
  @Schema(name = "StaffDay")
  record Day(LocalDate day, Counts counts) {}
}

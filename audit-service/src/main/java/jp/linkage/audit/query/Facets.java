package jp.linkage.audit.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import jp.linkage.audit.view.LoggedView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Entries that meet a filter, counted by what they have in common. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "Facets")
public record Facets(
    @Schema(description = "Entries counted: the newest 100,000 at most.") long counted,
    @Schema(description = "Whether that was all of them.") boolean complete,
    @Schema(implementation = Instant.class, description = "The oldest that was counted.")
        Optional<Instant> back,
    List<Facet> facets,
    LoggedView view) {

  /** One way to count. */
  @Schema(name = "Facet")
  public record Facet(
      @Schema(
              description =
                  "agencyPair, affair, procedure, item, type, outcome, reason (of denials), staff"
                      + " or day (in Japan).")
          String name,
      @Schema(description = "The most frequent values, 50 at most.") List<Value> values,
      @Schema(description = "Whether there are more values.") boolean more) {}

  /** A value and how many entries have it. */
  @Schema(name = "FacetValue")
  public record Value(
      @Schema(
              description = "The conditions that narrow the search to it.",
              examples = "{\"inquirer\": \"aoba-welfare\", \"provider\": \"aoba-tax\"}")
          SortedMap<String, String> conditions,
      long count) {}
}

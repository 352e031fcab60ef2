package jp.linkage.local.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the log has of one exchange, as {@code GET /v1/entries} shows it to an auditor. */
final class LoggedExchange {
  private final List<JsonNode> entries = new ArrayList<>();

  void add(JsonNode entry) {
    entries.add(entry);
    entries.sort(Comparator.comparingLong(LoggedExchange::index));
  }

  /** REQUEST, or DENY where it did not come to that; empty where there is neither. */
  Optional<JsonNode> beginning() {
    List<JsonNode> requests = ofType("REQUEST");
    return (requests.isEmpty() ? ofType("DENY") : requests).stream().findFirst();
  }

  boolean isDenied() {
    return ofType("REQUEST").isEmpty();
  }

  /** The last RELEASE: deferred answers follow in a later one. */
  Optional<JsonNode> release() {
    List<JsonNode> releases = ofType("RELEASE");
    return releases.isEmpty() ? Optional.empty() : Optional.of(releases.getLast());
  }

  /** The places of the records of a type; a repeated record has more than one. */
  List<Long> indexes(String type) {
    return ofType(type).stream().map(LoggedExchange::index).toList();
  }

  /** Whether it is an exchange between two agencies, requested in the period. */
  boolean isRequestedIn(Period period) {
    return beginning()
        .filter(first -> first.has("provider") && first.has("requestedAt"))
        .filter(first -> period.holds(Instant.parse(first.path("requestedAt").asText())))
        .isPresent();
  }

  private List<JsonNode> ofType(String type) {
    return entries.stream().filter(entry -> entry.path("type").asText().equals(type)).toList();
  }

  private static long index(JsonNode entry) {
    return entry.path("leafIndex").asLong();
  }
}

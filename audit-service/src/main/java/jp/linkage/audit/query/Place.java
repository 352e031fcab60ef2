package jp.linkage.audit.query;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jp.linkage.protocol.json.InvalidMessage;

/**
 * Where in a list to go on, and how far. The place is an entry that was seen and not a number of
 * entries, so that what is logged meanwhile moves nothing.
 *
 * @param before the leaf index of the last entry of the page before
 * @param limit entries at most, 1 to 500
 */
public record Place(Optional<Long> before, int limit) {
  /** The names of its parameters. */
  public static final Set<String> NAMES = Set.of("before", "limit");

  private static final int MAX_LIMIT = 500;
  private static final int DEFAULT_LIMIT = 100;

  /** The entry at a place. */
  record Reached(Instant loggedAt, long leafIndex) {}

  /** Reads {@code before} and {@code limit}. */
  public static Place of(Map<String, String> parameters) {
    return new Place(
        Optional.ofNullable(parameters.get("before"))
            .map(text -> integer("before", text, 0, Long.MAX_VALUE)),
        Optional.ofNullable(parameters.get("limit"))
            .map(text -> (int) integer("limit", text, 1, MAX_LIMIT))
            .orElse(DEFAULT_LIMIT));
  }

  /** Adds the parameters of the place. */
  public void addTo(Map<String, String> parameters) {
    before.ifPresent(place -> parameters.put("before", place.toString()));
    parameters.put("limit", String.valueOf(limit));
  }

  private static long integer(String name, String text, long min, long max) {
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new InvalidMessage(
        "$." + name,
        max == Long.MAX_VALUE ? "an integer from " + min : "an integer from " + min + " to " + max);
  }
}

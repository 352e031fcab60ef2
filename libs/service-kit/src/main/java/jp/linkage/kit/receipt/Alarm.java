package jp.linkage.kit.receipt;

import java.util.Optional;
import java.util.UUID;
import jp.linkage.protocol.json.Bytes;

/**
 * What the log did wrong.
 *
 * @param about the exchange's record; empty when it is about the log as a whole
 * @param found instead of what the kind says was expected
 * @param held the note of the largest checkpoint that was verified before
 * @param shown the note that the log showed
 */
record Alarm(
    AlarmKind kind,
    Optional<Place> about,
    String found,
    Optional<Bytes> held,
    Optional<Bytes> shown) {
  private static final int LONGEST = 500;

  /** Lets nothing of what the log said act as a second line in a log file. */
  Alarm {
    String line = found.replaceAll("\\p{Cntrl}", " ");
    found = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
  }

  /** The place of a record in the log, and whose it is. */
  record Place(UUID exchangeId, long offset) {}

  /** One line for the people who run the service. */
  String line() {
    String subject =
        about
            .map(place ->
                "exchange %s: the log's promise of its record at %d"
                    .formatted(place.exchangeId(), place.offset()))
            .orElse("the log");
    String outcome =
        kind == AlarmKind.UNREACHABLE
            ? " cannot be checked"
            : about.isPresent() ? " is broken" : " broke its word";
    return "%s%s (%s): expected %s, found %s"
        .formatted(subject, outcome, kind.value(), kind.expected(), found);
  }
}

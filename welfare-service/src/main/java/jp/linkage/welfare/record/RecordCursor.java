package jp.linkage.welfare.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import jp.linkage.protocol.json.InvalidMessage;

/** The place of a record in the list, which is ordered by time and id. */
record RecordCursor(Instant requestedAt, UUID exchangeId) {
  private static final char SEPARATOR = '_';

  static RecordCursor parse(String text) {
    int separator = text.indexOf(SEPARATOR);
    if (separator > 0) {
      try {
        return new RecordCursor(
            Instant.parse(text.substring(0, separator)),
            UUID.fromString(text.substring(separator + 1)));
      } catch (DateTimeException | IllegalArgumentException _) {
        // refused below
      }
    }
    throw InvalidMessage.value("next of the page before");
  }

  String text() {
    return requestedAt.toString() + SEPARATOR + exchangeId;
  }
}

package jp.linkage.protocol.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The one text form of an instant on the wire: {@code YYYY-MM-DDThh:mm:ss.SSSZ} (protocol §2). */
public final class WireInstant {
  private static final int NANOS_OF_A_MILLISECOND = 1_000_000;

  /** A digit for each 0. */
  private static final String FORM = "0000-00-00T00:00:00.000Z";

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private WireInstant() {}

  /**
   * Reads an instant.
   *
   * @throws InvalidMessage for any other form, also one that ISO 8601 allows
   */
  public static Instant parse(String text) {
    if (hasForm(text)) {
      try {
        return LocalDateTime.of(
                number(text, 0, 4),
                number(text, 5, 7),
                number(text, 8, 10),
                number(text, 11, 13),
                number(text, 14, 16),
                number(text, 17, 19),
                number(text, 20, 23) * NANOS_OF_A_MILLISECOND)
            .toInstant(ZoneOffset.UTC);
      } catch (DateTimeException _) {
        // told below, without the text
      }
    }
    throw InvalidMessage.value("an instant YYYY-MM-DDThh:mm:ss.SSSZ");
  }

  private static boolean hasForm(String text) {
    if (text.length() != FORM.length()) {
      return false;
    }
    for (int i = 0; i < FORM.length(); i++) {
      char expected = FORM.charAt(i);
      char c = text.charAt(i);
      if (expected == '0' ? c < '0' || c > '9' : c != expected) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  /** Writes an instant; the caller cuts it to milliseconds first with {@link #millis}. */
  public static String text(Instant instant) {
    return FORMAT.format(instant);
  }

  /** The instant without what the wire form cannot carry. */
  public static Instant millis(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS);
  }

  /** The instant when the wire form can carry it: whole milliseconds, years 0000 to 9999. */
  public static Instant require(Instant instant) {
    if (instant.isBefore(FIRST) || instant.isAfter(LAST) || !millis(instant).equals(instant)) {
      throw InvalidMessage.value("an instant in whole milliseconds, years 0000 to 9999");
    }
    return instant;
  }
}

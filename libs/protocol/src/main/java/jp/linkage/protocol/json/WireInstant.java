package jp.linkage.protocol.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The one text form of an instant on the wire: {@code YYYY-MM-DDThh:mm:ss.SSSZ} (protocol §2). */
public final class WireInstant {
  private static final int LENGTH = 24;
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT)
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
    if (text.length() == LENGTH) {
      try {
        return FORMAT.parse(text, Instant::from);
      } catch (DateTimeException _) {
        // told below, without the text
      }
    }
    throw InvalidMessage.value("an instant YYYY-MM-DDThh:mm:ss.SSSZ");
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

package jp.linkage.protocol.header;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;
import java.util.regex.Pattern;
import jp.linkage.protocol.json.InvalidMessage;

/**
 * Names one exchange everywhere: a UUIDv7 (RFC 9562) in lower case. Bound to its first request root
 * by every party (protocol §5 rule 3).
 *
 * @param value the UUID
 */
public record ExchangeId(UUID value) {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

  /** Checks version and variant. */
  public ExchangeId {
    if (value.version() != 7 || value.variant() != 2) {
      throw InvalidMessage.value("a UUIDv7 (RFC 9562)");
    }
  }

  /**
   * Reads the one text form.
   *
   * @throws InvalidMessage for upper case, another version, or anything else
   */
  public static ExchangeId parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw InvalidMessage.value("a UUIDv7 (RFC 9562) in lower case");
    }
    return new ExchangeId(UUID.fromString(text));
  }

  /** A new id; ids made one after the other sort in that order. */
  public static ExchangeId next() {
    return new ExchangeId(GENERATOR.generate());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}

package jp.linkage.protocol.json;

import java.util.UUID;
import java.util.regex.Pattern;

/** The one text form of a UUID on the wire: RFC 9562, lower case. */
public final class WireUuid {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private WireUuid() {}

  /**
   * Reads a UUID of any version.
   *
   * @throws InvalidMessage for upper case or another form
   */
  public static UUID parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw InvalidMessage.value("a UUID in lower case");
    }
    return UUID.fromString(text);
  }

  /** The 16 octets of the UUID, big-endian. */
  public static Bytes octets(UUID uuid) {
    return Bytes.concat(
        Bytes.u64(uuid.getMostSignificantBits()), Bytes.u64(uuid.getLeastSignificantBits()));
  }
}

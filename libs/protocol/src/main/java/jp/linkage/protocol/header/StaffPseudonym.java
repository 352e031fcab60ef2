package jp.linkage.protocol.header;

import java.util.regex.Pattern;
import jp.linkage.protocol.json.InvalidMessage;

/**
 * The official who asks, as a pseudonym that only the own agency can resolve.
 *
 * @param value a staff pseudonym: 8 to 64 of [A-Za-z0-9_-]
 */
public record StaffPseudonym(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{8,64}");

  /** Checks the form. */
  public StaffPseudonym {
    if (!FORM.matcher(value).matches()) {
      throw InvalidMessage.value("a staff pseudonym: 8 to 64 of [A-Za-z0-9_-]");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}

package jp.linkage.protocol.header;

import java.util.regex.Pattern;
import jp.linkage.protocol.json.InvalidMessage;

/**
 * The asking agency's own number for the case; says nothing about a person to others.
 *
 * @param value a case reference: 1 to 64 of [A-Za-z0-9._:/-]
 */
public record CaseReference(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:/-]{1,64}");

  /** Checks the form. */
  public CaseReference {
    if (!FORM.matcher(value).matches()) {
      throw InvalidMessage.value("a case reference: 1 to 64 of [A-Za-z0-9._:/-]");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}

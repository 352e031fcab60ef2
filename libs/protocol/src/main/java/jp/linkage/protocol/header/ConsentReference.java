package jp.linkage.protocol.header;

import java.util.regex.Pattern;
import jp.linkage.protocol.json.InvalidMessage;

/**
 * Where the asking agency keeps the person's consent, where the table's row demands one (告示
 * 平成29年内閣府・総務省告示第1号: tax information asked under 地方税法22条).
 *
 * @param value a consent reference: 1 to 64 of [A-Za-z0-9._:/-]
 */
public record ConsentReference(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:/-]{1,64}");

  /** Checks the form. */
  public ConsentReference {
    if (!FORM.matcher(value).matches()) {
      throw InvalidMessage.value("a consent reference: 1 to 64 of [A-Za-z0-9._:/-]");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}

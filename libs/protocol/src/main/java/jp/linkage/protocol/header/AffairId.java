package jp.linkage.protocol.header;

import java.util.regex.Pattern;
import jp.linkage.protocol.json.InvalidMessage;

/**
 * An affair (事務) of the permission table, for instance {@code disability-support-benefits}.
 *
 * @param value an affair id: 1 to 64 of [a-z0-9-], a letter first
 */
public record AffairId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z](?:[a-z0-9-]{0,62}[a-z0-9])?");

  /** Checks the form. */
  public AffairId {
    if (!FORM.matcher(value).matches()) {
      throw InvalidMessage.value("an affair id: 1 to 64 of [a-z0-9-], a letter first");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}

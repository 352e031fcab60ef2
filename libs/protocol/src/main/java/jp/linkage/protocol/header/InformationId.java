package jp.linkage.protocol.header;

import java.util.regex.Pattern;
import jp.linkage.protocol.json.InvalidMessage;

/**
 * A kind of information (利用特定個人情報の項目), for instance {@code municipal-tax} (市町村民税に関する情報). Ordered by
 * its text, as the header lists it.
 *
 * @param value an information id: 1 to 64 of [a-z0-9-], a letter first
 */
public record InformationId(String value) implements Comparable<InformationId> {
  private static final Pattern FORM = Pattern.compile("[a-z](?:[a-z0-9-]{0,62}[a-z0-9])?");

  @Override
  public int compareTo(InformationId other) {
    return value.compareTo(other.value);
  }

  /** Checks the form. */
  public InformationId {
    if (!FORM.matcher(value).matches()) {
      throw InvalidMessage.value("an information id: 1 to 64 of [a-z0-9-], a letter first");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}

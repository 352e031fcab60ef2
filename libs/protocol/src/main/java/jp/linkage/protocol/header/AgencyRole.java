package jp.linkage.protocol.header;

import java.util.regex.Pattern;
import jp.linkage.protocol.json.InvalidMessage;

/**
 * The capacity in which the table lets somebody ask (照会者) or obliges somebody to answer (提供者), for
 * instance {@code mayor} (市町村長) or {@code governor} (都道府県知事).
 *
 * @param value a role: 1 to 64 of [a-z0-9-], a letter first
 */
public record AgencyRole(String value) implements Comparable<AgencyRole> {
  private static final Pattern FORM = Pattern.compile("[a-z](?:[a-z0-9-]{0,62}[a-z0-9])?");

  @Override
  public int compareTo(AgencyRole other) {
    return value.compareTo(other.value);
  }

  /** Checks the form. */
  public AgencyRole {
    if (!FORM.matcher(value).matches()) {
      throw InvalidMessage.value("a role: 1 to 64 of [a-z0-9-], a letter first");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}

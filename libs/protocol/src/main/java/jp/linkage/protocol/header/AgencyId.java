package jp.linkage.protocol.header;

import java.util.regex.Pattern;
import jp.linkage.protocol.json.InvalidMessage;

/**
 * Names an agency in the manifest, for instance {@code aoba-welfare}.
 *
 * @param value an agency id: 1 to 64 of [a-z0-9-], a letter first, no hyphen last, neither root nor
 *     log
 */
public record AgencyId(String value) implements Comparable<AgencyId> {
  private static final Pattern FORM =
      Pattern.compile(
          "(?!(?:root|log|linkage-gateway|audit-service)$)[a-z](?:[a-z0-9-]{0,62}[a-z0-9])?");

  /** The namespace in which the agency's tokens live. */
  public NamespaceId namespace() {
    return new NamespaceId(value);
  }

  @Override
  public int compareTo(AgencyId other) {
    return value.compareTo(other.value);
  }

  /** Checks the form. */
  public AgencyId {
    if (!FORM.matcher(value).matches()) {
      throw InvalidMessage.value(
          "an agency id: 1 to 64 of [a-z0-9-], a letter first, no hyphen last, no reserved word");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}

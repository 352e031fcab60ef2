package jp.linkage.protocol.header;

import java.util.regex.Pattern;
import jp.linkage.protocol.json.InvalidMessage;

/**
 * Names a namespace of tokens: one per agency (the agency's id), {@code log} and {@code root}
 * (protocol §3).
 *
 * @param value a namespace: an agency id, root or log
 */
public record NamespaceId(String value) implements Comparable<NamespaceId> {
  private static final Pattern FORM =
      Pattern.compile("(?!(?:linkage-gateway|audit-service)$)[a-z](?:[a-z0-9-]{0,62}[a-z0-9])?");

  /** Where a number is not yet anybody's token: g = a = 1. */
  public static final NamespaceId ROOT = new NamespaceId("root");

  /** The namespace of the log's pseudonyms. */
  public static final NamespaceId LOG = new NamespaceId("log");

  /** Whether this is the namespace of an agency. */
  public boolean isAgency() {
    return !equals(ROOT) && !equals(LOG);
  }

  /**
   * The agency whose namespace this is.
   *
   * @throws InvalidMessage for {@code root} and {@code log}
   */
  public AgencyId agency() {
    return new AgencyId(value);
  }

  @Override
  public int compareTo(NamespaceId other) {
    return value.compareTo(other.value);
  }

  /** Checks the form. */
  public NamespaceId {
    if (!FORM.matcher(value).matches()) {
      throw InvalidMessage.value("a namespace: an agency id, root or log");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}

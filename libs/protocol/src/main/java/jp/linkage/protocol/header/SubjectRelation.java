package jp.linkage.protocol.header;

import java.util.regex.Pattern;
import jp.linkage.protocol.json.InvalidMessage;

/**
 * Whose information is asked: the person's relation to the affair, for instance {@code applicant}
 * or {@code spouse-same-household}. The asking agency asserts it with its signature.
 *
 * @param value a subject relation: 1 to 64 of [a-z0-9-], a letter first
 */
public record SubjectRelation(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z](?:[a-z0-9-]{0,62}[a-z0-9])?");

  /** Checks the form. */
  public SubjectRelation {
    if (!FORM.matcher(value).matches()) {
      throw InvalidMessage.value("a subject relation: 1 to 64 of [a-z0-9-], a letter first");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}

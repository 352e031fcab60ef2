package jp.linkage.kit.person;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * An agency's own number of a person (宛名番号): 1 to 20 letters, digits and hyphens. It has no meaning
 * outside the agency and never travels between agencies.
 *
 * @param value the number; upper and lower case differ
 */
public record AddresseeNumber(@JsonValue String value) implements Comparable<AddresseeNumber> {
  /** What an addressee number looks like. */
  public static final String PATTERN = "[A-Za-z0-9-]{1,20}";

  private static final Pattern FORM = Pattern.compile(PATTERN);

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public AddresseeNumber {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "an addressee number has 1 to 20 letters, digits or hyphens");
    }
  }

  @Override
  public int compareTo(AddresseeNumber other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

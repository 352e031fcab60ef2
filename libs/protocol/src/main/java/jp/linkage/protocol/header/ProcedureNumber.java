package jp.linkage.protocol.header;

import java.util.regex.Pattern;
import jp.linkage.protocol.json.InvalidMessage;

/**
 * The number (号) of the procedure within the article that details an item, in decimal.
 *
 * @param value a procedure number in decimal, 1 to 999
 */
public record ProcedureNumber(String value) {
  private static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,2}");

  /** Checks the form. */
  public ProcedureNumber {
    if (!FORM.matcher(value).matches()) {
      throw InvalidMessage.value("a procedure number in decimal, 1 to 999");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}

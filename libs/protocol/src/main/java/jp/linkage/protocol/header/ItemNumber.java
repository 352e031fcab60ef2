package jp.linkage.protocol.header;

import java.util.regex.Pattern;
import jp.linkage.protocol.json.InvalidMessage;

/**
 * The item (項) of the table of 法第19条第8号に基づく利用特定個人情報の提供に関する命令 第2条, for instance {@code 144} or
 * {@code 173-2} (百七十三の二); {@code ordinance-…} for an affair that a municipality added by ordinance
 * (独自利用事務, 番号法19条9号).
 *
 * @param value an item number such as 144, 173-2 or ordinance-…
 */
public record ItemNumber(String value) {
  private static final Pattern FORM =
      Pattern.compile("[1-9][0-9]{0,2}(?:-[1-9][0-9]?)?|ordinance-[a-z0-9-]{1,50}[a-z0-9]");

  /** Checks the form. */
  public ItemNumber {
    if (!FORM.matcher(value).matches()) {
      throw InvalidMessage.value("an item number such as 144, 173-2 or ordinance-…");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}

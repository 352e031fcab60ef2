package jp.linkage.tax.record;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.linkage.protocol.json.InvalidMessage;

/**
 * A place in the list of records.
 *
 * @param role an agency that asks itself has two records of the exchange
 */
record RecordCursor(UUID exchangeId, String role) {
  private static final Pattern FORM = Pattern.compile("([0-9a-f-]{36})\\.(inquirer|provider)");

  static RecordCursor of(ExchangeRecord record) {
    return new RecordCursor(record.exchangeId(), record.role());
  }

  static RecordCursor parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new InvalidMessage("before", "the value of next of the page before");
    }
    try {
      return new RecordCursor(UUID.fromString(parts.group(1)), parts.group(2));
    } catch (IllegalArgumentException _) {
      throw new InvalidMessage("before", "the value of next of the page before");
    }
  }

  @Override
  public String toString() {
    return exchangeId + "." + role;
  }
}

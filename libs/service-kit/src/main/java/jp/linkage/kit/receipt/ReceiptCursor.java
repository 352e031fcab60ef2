package jp.linkage.kit.receipt;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;

/** A place in the list of receipts. */
record ReceiptCursor(long offset, Bytes leafHash) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,18})\\.([A-Za-z0-9_-]{43})");

  static ReceiptCursor parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new InvalidMessage("before", "the value of next of the page before");
    }
    return new ReceiptCursor(Long.parseLong(parts.group(1)), Bytes.parse(parts.group(2)));
  }

  @Override
  public String toString() {
    return offset + "." + leafHash.text();
  }
}

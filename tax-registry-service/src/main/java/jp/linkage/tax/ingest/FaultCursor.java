package jp.linkage.tax.ingest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.linkage.protocol.json.InvalidMessage;

/**
 * A place in the list of the faults of a file.
 *
 * @param line the fault's line
 * @param position of several faults of that line, which one
 */
record FaultCursor(int line, int position) {
  private static final Pattern FORM = Pattern.compile("(-1|[0-9]{1,9})\\.([0-9]{1,9})");

  static FaultCursor parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new InvalidMessage("after", "the value of next of the page before");
    }
    return new FaultCursor(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
  }

  @Override
  public String toString() {
    return line + "." + position;
  }
}

package jp.linkage.protocol.receipt;

import jp.linkage.protocol.json.InvalidMessage;

/**
 * Why an auditor looks. One line of text, so that it cannot forge a line of somebody's report.
 *
 * @param text 4 to 500 characters (code points), no controls, no space first or last
 */
public record ViewReason(String text) {
  /** The fewest characters. */
  public static final int MIN = 4;

  /** The most characters. */
  public static final int MAX = 500;

  /** What a reason looks like, for errors. */
  public static final String FORM =
      "a reason of " + MIN + " to " + MAX + " characters without controls, no space at its ends";

  /** Checks the form. */
  public ViewReason {
    int length = text.codePointCount(0, text.length());
    if (length < MIN
        || length > MAX
        || !text.strip().equals(text)
        || text.codePoints().anyMatch(ViewReason::isNoText)) {
      throw InvalidMessage.value(FORM);
    }
  }

  /** A line separator ends a line as a control does; half of a pair is no character. */
  private static boolean isNoText(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  @Override
  public String toString() {
    return "ViewReason[" + text.length() + "]";
  }
}

package jp.linkage.protocol.json;

/**
 * A message or a value that does not have the form that the protocol demands.
 *
 * <p>Names the place and what was expected there. Never carries what was found: that may be a
 * number, a name or a token, and the text of this exception may reach a log or a problem document.
 */
public final class InvalidMessage extends IllegalArgumentException {
  private static final String ROOT = "$";

  private final String path;
  private final String expected;

  /**
   * @param path JSON path such as {@code $.items[3].r}; {@code $} for the whole value
   * @param expected what the protocol demands at that place, in English
   */
  public InvalidMessage(String path, String expected) {
    this.path = path;
    this.expected = expected;
  }

  /** Refuses a single value whose place in a message is not known (yet). */
  public static InvalidMessage value(String expected) {
    return new InvalidMessage(ROOT, expected);
  }

  /** The same refusal, seen from the outer value that holds this one at {@code outerPath}. */
  public InvalidMessage under(String outerPath) {
    return new InvalidMessage(outerPath + path.substring(ROOT.length()), expected);
  }

  @Override
  public String getMessage() {
    return path + ": expected " + expected;
  }

  /** The JSON path of the refused value. */
  public String path() {
    return path;
  }

  /** What the protocol demands there. */
  public String expected() {
    return expected;
  }
}

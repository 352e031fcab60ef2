package jp.linkage.protocol.assertion;

import java.nio.charset.StandardCharsets;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;

/**
 * A signed assertion as it travels: a JWT in compact form, not yet verified.
 *
 * @param compact three parts of base64url with dots between them, at most {@link #MAX_LENGTH}
 */
public record SignedAssertion(String compact) {
  /** The most characters of an assertion. */
  public static final int MAX_LENGTH = 4096;

  /** Checks the form. */
  public SignedAssertion {
    if (compact.length() > MAX_LENGTH || !isCompact(compact)) {
      throw InvalidMessage.value("a signed JWT in compact form, at most " + MAX_LENGTH);
    }
  }

  /** Reads the member of a message that holds an assertion. */
  public static SignedAssertion read(JsonObject json, String member) {
    return json.value(member, MAX_LENGTH, SignedAssertion::new);
  }

  // RFC 7515 §7.1. By hand, as every party reads several of these in each exchange.
  private static boolean isCompact(String text) {
    int dots = 0;
    int partLength = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && partLength > 0) {
        dots++;
        partLength = 0;
      } else if (isBase64Url(c)) {
        partLength++;
      } else {
        return false;
      }
    }
    return dots == 2 && partLength > 0;
  }

  private static boolean isBase64Url(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  /** SHA-256(σ), as records of the log hold it. */
  public Bytes hash() {
    return Bytes.sha256(compact.getBytes(StandardCharsets.US_ASCII));
  }

  /** Not the assertion itself, which would let a reader of a log replay it. */
  @Override
  public String toString() {
    return "SignedAssertion[" + compact.length() + "]";
  }
}

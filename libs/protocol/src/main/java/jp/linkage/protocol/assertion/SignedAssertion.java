package jp.linkage.protocol.assertion;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
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

  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

  /** Checks the form. */
  public SignedAssertion {
    if (compact.length() > MAX_LENGTH || !FORM.matcher(compact).matches()) {
      throw InvalidMessage.value("a signed JWT in compact form, at most " + MAX_LENGTH);
    }
  }

  /** Reads the member of a message that holds an assertion. */
  public static SignedAssertion read(JsonObject json, String member) {
    return new SignedAssertion(
        json.matching(member, FORM, MAX_LENGTH, "a signed JWT in compact form"));
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

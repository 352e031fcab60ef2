package jp.linkage.protocol.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireMessage;

/**
 * What only B reads of a query (protocol §4.2). Sealed in its canonical form, padded by the
 * sealing.
 *
 * @param answerKey X-Wing public key of A for this item only, to which B seals the answer
 * @param parameters narrow the information asked ({@code fiscalYear} = {@code 2026}); at most
 *     {@link #MAX_PARAMETERS}, names and values of 1 to 64 characters
 */
public record QueryPayload(Bytes answerKey, Map<String, String> parameters) implements WireMessage {
  /** The most parameters. */
  public static final int MAX_PARAMETERS = 10;

  /** The most bytes of the payload. */
  public static final int MAX_BYTES = 8 * 1024 - 64;

  private static final int MAX_TEXT = 64;

  /** Checks sizes. */
  public QueryPayload {
    answerKey.requireLength(Sealed.PUBLIC_KEY_SIZE);
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    if (parameters.size() > MAX_PARAMETERS) {
      throw new InvalidMessage("$.parameters", "at most " + MAX_PARAMETERS + " parameters");
    }
    parameters.forEach((name, value) -> {
      requireText(name);
      requireText(value);
    });
  }

  /**
   * Reads the opened plaintext without its padding.
   *
   * @throws InvalidMessage when its form is wrong
   */
  public static QueryPayload parse(byte[] utf8) {
    JsonObject json = StrictJson.canonicalObject(utf8, MAX_BYTES);
    QueryPayload payload =
        new QueryPayload(
            json.bytes("answerKey", Sealed.PUBLIC_KEY_SIZE),
            json.map(
                "parameters",
                0,
                MAX_PARAMETERS,
                QueryPayload::requireText,
                QueryPayload::requireText));
    json.end();
    return payload;
  }

  private static String requireText(String text) {
    int length = text.codePointCount(0, text.length());
    if (length < 1 || length > MAX_TEXT) {
      throw new InvalidMessage("$", "names and values of 1 to " + MAX_TEXT + " characters");
    }
    return text;
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = StrictJson.newObject().put("answerKey", answerKey.text());
    ObjectNode object = json.putObject("parameters");
    parameters.forEach(object::put);
    return json;
  }

  /** Not the parameters, which say something about a person. */
  @Override
  public String toString() {
    return "QueryPayload[" + parameters.size() + " parameters]";
  }
}

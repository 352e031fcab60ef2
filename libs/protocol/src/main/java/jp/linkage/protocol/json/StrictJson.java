package jp.linkage.protocol.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads one JSON object from bytes that somebody else sent, and refuses what protocol §2 refuses:
 * text that is not UTF-8, doubled members, trailing text, nesting deeper than any message has.
 */
public final class StrictJson {
  /** Deeper than any message: items, a sealed answer, its information, its fields, their lists. */
  static final int MAX_NESTING = 12;

  private static final char REPLACEMENT = '\ufffd';

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_NESTING)
                          .maxNumberLength(20)
                          .maxNameLength(128)
                          .maxStringLength(8 * 1024 * 1024)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  /**
   * Reads an object.
   *
   * @param maxBytes the most bytes that this kind of message may have
   * @throws InvalidMessage when the bytes are too many, not UTF-8, or not one JSON object
   */
  public static JsonObject object(byte[] utf8, int maxBytes) {
    if (utf8.length > maxBytes) {
      throw InvalidMessage.value("at most " + maxBytes + " bytes");
    }
    JsonNode tree = tree(decode(utf8));
    if (!(tree instanceof ObjectNode object)) {
      throw InvalidMessage.value("an object");
    }
    return new JsonObject("$", object);
  }

  /**
   * Reads an object that must already be in its RFC 8785 form, because its bytes are hashed or
   * signed: a second text for the same value would be a second hash.
   *
   * @throws InvalidMessage as {@link #object}, and when the bytes are not canonical
   */
  public static JsonObject canonicalObject(byte[] utf8, int maxBytes) {
    JsonObject object = object(utf8, maxBytes);
    if (!Arrays.equals(CanonicalJson.bytes(object.node()), utf8)) {
      throw InvalidMessage.value("canonical JSON (RFC 8785)");
    }
    return object;
  }

  /** A new, empty object to build a message in. */
  public static ObjectNode newObject() {
    return MAPPER.createObjectNode();
  }

  private static String decode(byte[] utf8) {
    String text = new String(utf8, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) < 0) {
      return text;
    }
    // What stands for bytes that are not UTF-8 may also have been sent as it is
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException _) {
      throw InvalidMessage.value("UTF-8");
    }
  }

  private static JsonNode tree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException _) {
      // Jackson's message quotes the text, so it stays behind
      throw InvalidMessage.value(
          "one JSON value (RFC 8259), no doubled members, nested at most " + MAX_NESTING + " deep");
    }
  }
}

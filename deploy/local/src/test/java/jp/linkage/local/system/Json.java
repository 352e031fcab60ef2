package jp.linkage.local.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;

/** JSON as trees. */
final class Json {
  // Builders of JWTs take times as long only.
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

  private Json() {}

  static JsonNode read(byte[] utf8) {
    try {
      return MAPPER.readTree(utf8);
    } catch (IOException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
  }

  static byte[] write(JsonNode json) {
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
  }

  /** An object as the map that a JWT's builder takes. */
  static Map<String, Object> map(ObjectNode json) {
    return MAPPER.convertValue(json, new TypeReference<>() {});
  }

  /** The message with another value in one of its fields. */
  static byte[] with(byte[] message, String field, String value) {
    return write(((ObjectNode) read(message)).put(field, value));
  }
}

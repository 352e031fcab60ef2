package jp.linkage.welfare.inquiry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import jp.linkage.protocol.json.JsonValues;
import jp.linkage.protocol.problem.Problem;

/** JSON objects as the tables' jsonb columns have them. */
final class StoredJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StoredJson() {}

  static String write(Map<String, Object> object) {
    try {
      return JSON.writeValueAsString(JsonValues.toNode(object));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }

  static Map<String, Object> read(String json) {
    return read(json.getBytes(StandardCharsets.UTF_8));
  }

  /** The problem document's members. */
  static Map<String, Object> of(Problem problem) {
    return read(problem.toJson());
  }

  private static Map<String, Object> read(byte[] json) {
    try {
      if (JSON.readTree(json) instanceof ObjectNode object) {
        return JsonValues.toMap(object);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the database holds JSON", e);
    }
    throw new IllegalStateException("the database holds JSON objects");
  }
}

package jp.linkage.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Changes of one value of a JSON document, one for every value in it. */
final class JsonMutations {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonMutations() {}

  /** The JSON pointers of all values that are not objects or arrays. */
  static List<String> leaves(byte[] document) {
    var found = new ArrayList<String>();
    collect(read(document), "", found);
    return found;
  }

  /** The document with the value at a pointer changed into another one of the same form. */
  static byte[] change(byte[] document, String pointer) {
    JsonNode root = read(document);
    int slash = pointer.lastIndexOf('/');
    JsonNode parent = root.at(pointer.substring(0, slash));
    String name = pointer.substring(slash + 1);
    JsonNode changed = other(root.at(pointer));
    if (parent instanceof ObjectNode object) {
      object.set(name, changed);
    } else if (parent instanceof ArrayNode array) {
      array.set(Integer.parseInt(name), changed);
    } else {
      throw new IllegalArgumentException("nothing at " + pointer);
    }
    return write(root);
  }

  private static JsonNode other(JsonNode value) {
    if (value.isNumber()) {
      return JSON.getNodeFactory().numberNode(value.asLong() + 1);
    }
    if (value.isBoolean()) {
      return JSON.getNodeFactory().booleanNode(!value.asBoolean());
    }
    // A character in the middle: the last one of base64url may carry unused bits.
    String text = value.asText();
    int at = text.length() / 2;
    char other = text.charAt(at) == 'A' ? 'B' : 'A';
    return TextNode.valueOf(text.substring(0, at) + other + text.substring(at + 1));
  }

  private static void collect(JsonNode node, String pointer, List<String> found) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        collect(member.getValue(), pointer + "/" + member.getKey(), found);
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(node.get(i), pointer + "/" + i, found);
      }
    } else if (!node.isNull() && !(node.isTextual() && node.asText().isEmpty())) {
      found.add(pointer);
    }
  }

  private static JsonNode read(byte[] document) {
    try {
      return JSON.readTree(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] write(JsonNode document) {
    try {
      return JSON.writeValueAsBytes(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

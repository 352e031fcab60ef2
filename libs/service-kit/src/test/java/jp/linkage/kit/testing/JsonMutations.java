package jp.linkage.kit.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import jp.linkage.protocol.json.Bytes;

/**
 * A valid JSON body, changed in one place at a time into everything that its reader has to refuse:
 * every member missing, null, of every other type and too long, an unknown member in every object,
 * and binary values that are not base64url.
 */
public final class JsonMutations {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Longer than any text of a staff API, shorter than any of its bodies. */
  private static final String TOO_LONG = "A".repeat(20_000);

  /** Longer than any binary value of a message with one item, and than a record of the log. */
  private static final String TOO_LONG_BINARY = "A".repeat(100_000);

  private static final int LONG = 300;
  private static final String LONGER = "too long";

  /** What only a binary value looks like: 32 octets and more. */
  private static final Pattern BASE64_URL = Pattern.compile("[A-Za-z0-9_-]{43,}");

  private static final Map<String, JsonNode> OTHER_TYPES =
      Map.of(
          "a string", NODES.textNode("x"),
          "a number", NODES.numberNode(7),
          "a fraction", NODES.numberNode(1.5),
          "true", NODES.booleanNode(true),
          "an array", NODES.arrayNode(),
          "an object", NODES.objectNode());

  private final JsonNode valid;
  private final Set<String> optional;
  private final List<Mutation> mutations = new ArrayList<>();

  /**
   * One change.
   *
   * @param path of the changed value, such as {@code $.items[0].r}
   * @param change what it is now
   * @param body the whole body
   */
  public record Mutation(String path, String change, Bytes body) {
    @Override
    public String toString() {
      return path + ": " + change;
    }

    /**
     * Whether a problem's detail names the changed value, the object around it, or something inside
     * it; of a value that is too long, the size of the whole body may be what is noticed.
     */
    public boolean isNamedBy(String detail) {
      if (change.equals(LONGER) && detail.startsWith("$: expected at most ")) {
        return true;
      }
      int colon = detail.indexOf(": ");
      if (colon < 0) {
        return false;
      }
      String named = detail.substring(0, colon);
      int parent = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
      return named.equals(path)
          || named.startsWith(path + ".")
          || named.startsWith(path + "[")
          || named.equals(path.substring(0, parent));
    }
  }

  private JsonMutations(JsonNode valid, Set<String> optional) {
    this.valid = valid;
    this.optional = optional;
  }

  /**
   * All changes of a body.
   *
   * @param valid one JSON object
   * @param optional paths of members that may be missing; array elements count as number 0
   */
  public static List<Mutation> of(byte[] valid, Set<String> optional) {
    try {
      JsonMutations all = new JsonMutations(JSON.readTree(valid), optional);
      all.change("$", all.valid, List.of());
      return all.mutations;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The changes of one value and of what is inside it; of an array, of its first element. */
  private void change(String path, JsonNode value, List<Object> steps) {
    if (value instanceof ObjectNode object) {
      replace(
          path + ".unknownMember", "unknown", with(steps, "unknownMember"), NODES.numberNode(1));
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        changeMember(path + "." + name, object.get(name), with(steps, name));
      }
    } else if (value instanceof ArrayNode array && !array.isEmpty()) {
      changeType(path + "[0]", array.get(0), with(steps, 0));
      change(path + "[0]", array.get(0), with(steps, 0));
    }
  }

  private void changeMember(String path, JsonNode value, List<Object> steps) {
    if (!optional.contains(path)) {
      add(path, "missing", steps, (parent, last) -> ((ObjectNode) parent).remove((String) last));
      replace(path, "null", steps, NODES.nullNode());
    }
    changeType(path, value, steps);
    change(path, value, steps);
  }

  private void changeType(String path, JsonNode value, List<Object> steps) {
    OTHER_TYPES.forEach((name, other) -> {
      if (other.getNodeType() != value.getNodeType() || name.equals("a fraction")) {
        replace(path, name, steps, other);
      }
    });
    if (value.isTextual()) {
      String text = value.textValue();
      replace(
          path, LONGER, steps, NODES.textNode(text.length() > LONG ? TOO_LONG_BINARY : TOO_LONG));
      if (BASE64_URL.matcher(text).matches()) {
        String shorter = text.substring(1);
        replace(path, "base64 of another alphabet", steps, NODES.textNode("+" + shorter));
        replace(path, "no base64", steps, NODES.textNode("!" + shorter));
        replace(path, "padded base64", steps, NODES.textNode(text + "="));
      }
    }
  }

  private void replace(String path, String change, List<Object> steps, JsonNode other) {
    add(
        path,
        change,
        steps,
        (parent, last) -> {
          if (parent instanceof ArrayNode array) {
            array.set((Integer) last, other);
          } else {
            ((ObjectNode) parent).set((String) last, other);
          }
        });
  }

  private void add(
      String path, String change, List<Object> steps, BiConsumer<JsonNode, Object> edit) {
    JsonNode copy = valid.deepCopy();
    edit.accept(at(copy, steps.subList(0, steps.size() - 1)), steps.getLast());
    try {
      mutations.add(new Mutation(path, change, Bytes.of(JSON.writeValueAsBytes(copy))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode at(JsonNode root, List<Object> steps) {
    JsonNode node = root;
    for (Object step : steps) {
      node = step instanceof Integer index ? node.get(index) : node.get((String) step);
    }
    return node;
  }

  private static List<Object> with(List<Object> steps, Object step) {
    List<Object> longer = new ArrayList<>(steps);
    longer.add(step);
    return List.copyOf(longer);
  }
}

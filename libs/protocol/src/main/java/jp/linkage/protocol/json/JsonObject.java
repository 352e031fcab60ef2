package jp.linkage.protocol.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object being read member by member. The reader of a message asks for each member that
 * the protocol names and then calls {@link #end}, which refuses the members nobody asked for.
 *
 * <p>Nothing is converted: {@code "1"} is not 1, {@code null} is not an absent member.
 */
public final class JsonObject {
  /** Characters of a string that has no limit of its own. */
  private static final int MAX_STRING = 1024;

  private static final String TEXT = "text without control characters and unpaired surrogates";

  private final String path;
  private final ObjectNode node;
  private final Set<String> asked = new HashSet<>();

  JsonObject(String path, ObjectNode node) {
    this.path = path;
    this.node = node;
  }

  /** Where this object stands in its message. */
  public String path() {
    return path;
  }

  /** Refuses the message when this object has a member that was not asked for. */
  public void end() {
    var names = node.fieldNames();
    while (names.hasNext()) {
      if (!asked.contains(names.next())) {
        // The unknown name itself is the sender's text and is not repeated
        throw new InvalidMessage(path, "no members other than those of the protocol");
      }
    }
  }

  /** Whether the member is there. */
  public boolean has(String name) {
    return node.has(name);
  }

  /** A string of {@code min} to {@code max} characters (code points), none of them a control. */
  public String string(String name, int min, int max) {
    JsonNode value = member(name);
    if (value == null || !value.isTextual()) {
      throw new InvalidMessage(at(name), "a string");
    }
    String text = value.textValue();
    int length = text.codePointCount(0, text.length());
    if (length < min || length > max) {
      throw new InvalidMessage(at(name), "a string of " + min + " to " + max + " characters");
    }
    if (!isText(text)) {
      throw new InvalidMessage(at(name), TEXT);
    }
    return text;
  }

  /** A string that matches a pattern as a whole. */
  public String matching(String name, Pattern pattern, int max, String expected) {
    String text = string(name, 0, max);
    if (!pattern.matcher(text).matches()) {
      throw new InvalidMessage(at(name), expected);
    }
    return text;
  }

  /** The one allowed value of a member such as {@code protocol}. */
  public void constant(String name, String only) {
    JsonNode value = member(name);
    if (value == null || !value.isTextual() || !value.textValue().equals(only)) {
      throw new InvalidMessage(at(name), "\"" + only + "\"");
    }
  }

  /** A string of at most 1,024 characters that a value type reads. */
  public <T> T value(String name, Function<String, T> reader) {
    return value(name, MAX_STRING, reader);
  }

  /** A string of at most {@code max} characters that a value type reads. */
  public <T> T value(String name, int max, Function<String, T> reader) {
    String text = string(name, 0, max);
    return locate(name, () -> reader.apply(text));
  }

  /** As {@link #value}, or empty when the member is absent. */
  public <T> Optional<T> optional(String name, Function<String, T> reader) {
    return has(name) ? Optional.of(value(name, reader)) : Optional.empty();
  }

  /** An integer from {@code min} to {@code max}. */
  public long integer(String name, long min, long max) {
    JsonNode value = member(name);
    if (value == null
        || !value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < min
        || value.longValue() > max) {
      throw new InvalidMessage(at(name), "an integer from " + min + " to " + max);
    }
    return value.longValue();
  }

  /** {@code true} or {@code false}. */
  public boolean bool(String name) {
    JsonNode value = member(name);
    if (value == null || !value.isBoolean()) {
      throw new InvalidMessage(at(name), "true or false");
    }
    return value.booleanValue();
  }

  /** An instant in the one form of the wire. */
  public Instant instant(String name) {
    return value(name, WireInstant::parse);
  }

  /** Exactly {@code length} octets in base64url. */
  public Bytes bytes(String name, int length) {
    return bytes(name, length, length);
  }

  /** From {@code min} to {@code max} octets in base64url. */
  public Bytes bytes(String name, int min, int max) {
    int maxText = (int) ((max * 4L + 2) / 3);
    JsonNode value = member(name);
    if (value == null || !value.isTextual() || value.textValue().length() > maxText) {
      throw new InvalidMessage(at(name), octets(min, max));
    }
    Bytes bytes = locate(name, () -> Bytes.parse(value.textValue()));
    if (bytes.length() < min || bytes.length() > max) {
      throw new InvalidMessage(at(name), octets(min, max));
    }
    return bytes;
  }

  /** As {@link #bytes(String, int)}, or empty when the member is absent. */
  public Optional<Bytes> optionalBytes(String name, int length) {
    return has(name) ? Optional.of(bytes(name, length)) : Optional.empty();
  }

  /** A nested object. */
  public JsonObject object(String name) {
    if (!(member(name) instanceof ObjectNode object)) {
      throw new InvalidMessage(at(name), "an object");
    }
    return new JsonObject(at(name), object);
  }

  /** A nested object that {@code reader} reads to its {@link #end}. */
  public <T> T object(String name, Function<JsonObject, T> reader) {
    JsonObject inner = object(name);
    T value = locate(name, () -> reader.apply(inner));
    inner.end();
    return value;
  }

  /** As {@link #object(String, Function)}, or empty when the member is absent. */
  public <T> Optional<T> optionalObject(String name, Function<JsonObject, T> reader) {
    return has(name) ? Optional.of(object(name, reader)) : Optional.empty();
  }

  /** An array of {@code min} to {@code max} objects, each read by {@code reader} to its end. */
  public <T> List<T> objects(String name, int min, int max, Function<JsonObject, T> reader) {
    JsonNode array = array(name, min, max, "objects");
    List<T> values = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      if (!(array.get(i) instanceof ObjectNode element)) {
        throw new InvalidMessage(at(name, i), "an object");
      }
      JsonObject inner = new JsonObject(at(name, i), element);
      try {
        values.add(reader.apply(inner));
      } catch (InvalidMessage e) {
        throw located(e, inner.path);
      }
      inner.end();
    }
    return List.copyOf(values);
  }

  /** An array of {@code min} to {@code max} strings, each read by {@code reader}. */
  public <T> List<T> values(String name, int min, int max, Function<String, T> reader) {
    JsonNode array = array(name, min, max, "strings");
    List<T> values = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      JsonNode element = array.get(i);
      if (!element.isTextual() || !isText(element.textValue())) {
        throw new InvalidMessage(at(name, i), "a string; " + TEXT);
      }
      try {
        values.add(reader.apply(element.textValue()));
      } catch (InvalidMessage e) {
        throw located(e, at(name, i));
      }
    }
    return List.copyOf(values);
  }

  /** An array of {@code min} to {@code max} integers within {@code lowest} to {@code highest}. */
  public List<Integer> integers(String name, int min, int max, int lowest, int highest) {
    JsonNode array = array(name, min, max, "integers");
    List<Integer> values = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      JsonNode element = array.get(i);
      if (!element.isIntegralNumber()
          || !element.canConvertToInt()
          || element.intValue() < lowest
          || element.intValue() > highest) {
        throw new InvalidMessage(at(name, i), "an integer from " + lowest + " to " + highest);
      }
      values.add(element.intValue());
    }
    return List.copyOf(values);
  }

  /** An object used as a map from names to strings, both read by value types. */
  public <K, V> Map<K, V> map(
      String name, int min, int max, Function<String, K> keys, Function<String, V> reader) {
    return map(name, min, max, MAX_STRING, keys, reader);
  }

  /** The same with strings of up to {@code longest} characters. */
  public <K, V> Map<K, V> map(
      String name,
      int min,
      int max,
      int longest,
      Function<String, K> keys,
      Function<String, V> reader) {
    JsonObject inner = object(name);
    if (inner.node.size() < min || inner.node.size() > max) {
      throw new InvalidMessage(at(name), "an object of " + min + " to " + max + " members");
    }
    Map<K, V> map = new LinkedHashMap<>();
    inner
        .node
        .fieldNames()
        .forEachRemaining(
            key -> map.put(locate(name, () -> keys.apply(key)), inner.value(key, longest, reader)));
    return map;
  }

  /** The nested object as plain JSON, for values whose form an agency defines. */
  public ObjectNode plain(String name) {
    if (!(member(name) instanceof ObjectNode object)) {
      throw new InvalidMessage(at(name), "an object");
    }
    return object.deepCopy();
  }

  ObjectNode node() {
    return node;
  }

  /** The path of a member of this object. */
  public String at(String name) {
    return path + "." + name;
  }

  private String at(String name, int index) {
    return at(name) + "[" + index + "]";
  }

  private JsonNode array(String name, int min, int max, String of) {
    JsonNode array = member(name);
    if (array == null || !array.isArray() || array.size() < min || array.size() > max) {
      throw new InvalidMessage(at(name), "an array of " + min + " to " + max + " " + of);
    }
    return array;
  }

  private @Nullable JsonNode member(String name) {
    asked.add(name);
    return node.get(name);
  }

  private <T> T locate(String name, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (InvalidMessage e) {
      throw located(e, at(name));
    }
  }

  /**
   * Puts the place in front of a refusal that a value type gave without knowing where it stands.
   */
  private static InvalidMessage located(InvalidMessage refusal, String place) {
    return refusal.path().startsWith(place) ? refusal : refusal.under(place);
  }

  private static String octets(int min, int max) {
    return (min == max ? String.valueOf(min) : min + " to " + max)
        + " octets in base64url without padding";
  }

  /** Every text of the protocol is one line: a line feed could forge a line of somebody's log. */
  private static boolean isText(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c)) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}

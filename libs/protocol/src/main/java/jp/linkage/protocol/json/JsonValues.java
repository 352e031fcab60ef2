package jp.linkage.protocol.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON whose members an agency defines, as plain values: String, Long, Boolean, List and Map of
 * these. No fractions and no null: an unknown value is an absent member.
 */
public final class JsonValues {
  private static final String ALLOWED =
      "a string, an integer within ±(2^53 − 1), true, false, an array or an object";

  private JsonValues() {}

  /**
   * An unmodifiable deep copy, sorted by name, with every integer as a Long.
   *
   * @throws InvalidMessage for a value that has no place on the wire
   */
  public static Map<String, Object> copyOf(Map<String, ?> values) {
    Map<String, Object> copy = new TreeMap<>();
    values.forEach((name, value) -> copy.put(name, copy(value)));
    return Collections.unmodifiableMap(copy);
  }

  /** The plain values of an object. */
  public static Map<String, Object> toMap(ObjectNode object) {
    Map<String, Object> values = new TreeMap<>();
    object.properties().forEach(member -> values.put(member.getKey(), value(member.getValue())));
    return Collections.unmodifiableMap(values);
  }

  /** The object of plain values. */
  public static ObjectNode toNode(Map<String, Object> values) {
    ObjectNode object = StrictJson.newObject();
    values.forEach((name, value) -> object.set(name, node(value, object)));
    return object;
  }

  private static Object copy(Object value) {
    return switch (value) {
      case String text -> text;
      case Boolean flag -> flag;
      case Long number -> safe(number);
      case Integer number -> number.longValue();
      case List<?> list -> list.stream().map(JsonValues::copy).toList();
      case Map<?, ?> map -> copyOf(named(map));
      default -> throw InvalidMessage.value(ALLOWED);
    };
  }

  private static Map<String, Object> named(Map<?, ?> map) {
    Map<String, Object> named = new TreeMap<>();
    map.forEach((name, value) -> {
      if (!(name instanceof String text) || value == null) {
        throw InvalidMessage.value(ALLOWED);
      }
      named.put(text, value);
    });
    return named;
  }

  private static Object value(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> toMap(object);
      case ArrayNode array -> {
        List<Object> list = new ArrayList<>(array.size());
        array.forEach(element -> list.add(value(element)));
        yield List.copyOf(list);
      }
      default -> {
        if (node.isTextual()) {
          yield node.textValue();
        }
        if (node.isBoolean()) {
          yield node.booleanValue();
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
          yield safe(node.longValue());
        }
        throw InvalidMessage.value(ALLOWED);
      }
    };
  }

  private static Long safe(long number) {
    if (!CanonicalJson.isSafe(number)) {
      throw InvalidMessage.value(ALLOWED);
    }
    return number;
  }

  private static JsonNode node(Object value, ObjectNode factory) {
    return switch (value) {
      case String text -> factory.textNode(text);
      case Boolean flag -> factory.booleanNode(flag);
      case Long number -> factory.numberNode(number.longValue());
      case List<?> list -> {
        ArrayNode array = factory.arrayNode();
        list.forEach(element -> array.add(node(element, factory)));
        yield array;
      }
      case Map<?, ?> map -> toNode(named(map));
      default -> throw InvalidMessage.value(ALLOWED);
    };
  }
}

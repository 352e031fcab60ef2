package jp.linkage.local.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Every single change of a message that a thief on the line could make, found by walking the
 * message and not by knowing it: each field changed within its type, of another type, dropped,
 * doubled; an unknown field in every object; each array longer and shorter. Walks on inside JWTs
 * and inside the base64url of JSON (header, leaf), and changes octets inside the base64url of
 * points, proofs, hashes and ciphertexts.
 */
final class Forgeries {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
  private static final int POINT = 33;
  private static final int SHORTEST_BINARY = 16;
  private static final String DOUBLED = "doubled by the thief: ";

  private final Function<JsonNode, byte[]> whole;
  private final List<Forgery> forgeries = new ArrayList<>();

  private Forgeries(Function<JsonNode, byte[]> whole) {
    this.whole = whole;
  }

  /** All changes of a message, in an order that depends on its form only. */
  static List<Forgery> of(byte[] message) {
    var forgeries = new Forgeries(Forgeries::text);
    JsonNode json = Json.read(message);
    forgeries.walk("$", json, node -> node);
    return List.copyOf(forgeries.forgeries);
  }

  /** The change of this name, made to another message of the same form. */
  static Forgery named(String name, byte[] message) {
    return of(message).stream()
        .filter(forgery -> forgery.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("this message has no " + name));
  }

  /** Puts a changed node in its place, and gives the whole message. */
  private interface Place extends Function<JsonNode, JsonNode> {}

  private void add(String name, Place place, JsonNode changed) {
    forgeries.add(new Forgery(name, () -> whole.apply(place.apply(changed))));
  }

  private void walk(String path, JsonNode node, Place place) {
    switch (node) {
      case ObjectNode object -> object(path, object, place);
      case ArrayNode array -> array(path, array, place);
      default -> leaf(path, node, place);
    }
  }

  private void object(String path, ObjectNode object, Place place) {
    add(path + " unknown field", place, object.deepCopy().put("zz-unknown", "x"));
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String name = member.getKey();
      add(path + "." + name + " dropped", place, object.deepCopy().without(name));
      ObjectNode doubled = object.deepCopy();
      doubled.set(DOUBLED + name, member.getValue());
      add(path + "." + name + " doubled", place, doubled);
      walk(
          path + "." + name,
          member.getValue(),
          changed -> {
            ObjectNode copy = object.deepCopy();
            copy.set(name, changed);
            return place.apply(copy);
          });
    }
  }

  private void array(String path, ArrayNode array, Place place) {
    add(path + " of another type", place, TextNode.valueOf("x"));
    if (!array.isEmpty()) {
      ArrayNode longer = array.deepCopy();
      longer.add(array.get(array.size() - 1));
      add(path + " with its last element twice", place, longer);
      ArrayNode shorter = array.deepCopy();
      shorter.remove(array.size() - 1);
      add(path + " without its last element", place, shorter);
    }
    for (int i = 0; i < array.size(); i++) {
      int index = i;
      walk(
          path + "[" + i + "]",
          array.get(i),
          changed -> {
            ArrayNode copy = array.deepCopy();
            copy.set(index, changed);
            return place.apply(copy);
          });
    }
  }

  private void leaf(String path, JsonNode leaf, Place place) {
    if (leaf.isTextual()) {
      add(path + " of another type", place, IntNode.valueOf(1));
      add(path + " empty", place, TextNode.valueOf(""));
      add(path + " too long", place, TextNode.valueOf(leaf.textValue() + "A".repeat(70_000)));
      string(path, leaf.textValue(), text -> place.apply(TextNode.valueOf(text)));
    } else if (leaf.isBoolean()) {
      add(path + " changed", place, BooleanNode.valueOf(!leaf.booleanValue()));
      add(path + " of another type", place, TextNode.valueOf(leaf.asText()));
    } else if (leaf.isNumber()) {
      add(path + " changed", place, LongNode.valueOf(leaf.longValue() + 1));
      add(path + " of another type", place, TextNode.valueOf(leaf.asText()));
    } else {
      throw new IllegalArgumentException("no message has a " + leaf.getNodeType() + ": " + path);
    }
  }

  /** Puts a changed text in its place, and gives the whole message. */
  private interface TextPlace extends Function<String, JsonNode> {}

  private void addText(String name, TextPlace place, String changed) {
    forgeries.add(new Forgery(name, () -> whole.apply(place.apply(changed))));
  }

  private void string(String path, String text, TextPlace place) {
    String[] parts = text.split("\\.", -1);
    if (parts.length == 3 && decodeJson(parts[0]).isPresent()) {
      jwt(path, parts, place);
      return;
    }
    Optional<byte[]> octets = decode(text);
    Optional<JsonNode> inner = decodeJson(text);
    if (inner.isPresent()) {
      embedded(path + "/", inner.get(), place);
      addText(
          path + " written with a space",
          place,
          ENCODER.encodeToString((" " + inner.get()).getBytes(UTF_8)));
    } else if (octets.isPresent() && octets.get().length >= SHORTEST_BINARY) {
      binary(path, octets.get(), place);
    } else {
      addText(path + " changed", place, next(text));
    }
  }

  private void embedded(String path, JsonNode inner, TextPlace place) {
    var within =
        new Forgeries(changed -> whole.apply(place.apply(ENCODER.encodeToString(text(changed)))));
    within.walk(path, inner, node -> node);
    forgeries.addAll(within.forgeries);
  }

  private void jwt(String path, String[] parts, TextPlace place) {
    embedded(
        path + "/header",
        decodeJson(parts[0]).orElseThrow(),
        header -> place.apply(header + "." + parts[1] + "." + parts[2]));
    embedded(
        path + "/claims",
        decodeJson(parts[1]).orElseThrow(),
        claims -> place.apply(parts[0] + "." + claims + "." + parts[2]));
    TextPlace signature = changed -> place.apply(parts[0] + "." + parts[1] + "." + changed);
    binary(path + "/signature", decode(parts[2]).orElseThrow(), signature);
    addText(path + "/signature without it", signature, "");
    String none = ENCODER.encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
    addText(path + " with alg none", place, none + "." + parts[1] + ".");
  }

  private void binary(String path, byte[] octets, TextPlace place) {
    BiConsumer<String, byte[]> change =
        (what, changed) -> addText(path + " " + what, place, ENCODER.encodeToString(changed));
    // Every octet of a point; four of every scalar of a proof; of long ciphertexts fewer.
    int step = octets.length == POINT ? 1 : Math.max(8, octets.length / 16);
    for (int i = 0; i < octets.length; i += step) {
      byte[] flipped = octets.clone();
      flipped[i] ^= 1;
      change.accept("octet " + i, flipped);
    }
    byte[] last = octets.clone();
    last[last.length - 1] ^= (byte) 0x80;
    change.accept("last octet", last);
    change.accept("shorter", java.util.Arrays.copyOf(octets, octets.length - 1));
    change.accept("longer", java.util.Arrays.copyOf(octets, octets.length + 1));
    change.accept("zeros", new byte[octets.length]);
    if (octets.length == POINT && (octets[0] == 2 || octets[0] == 3)) {
      change.accept("infinity", new byte[1]);
      change.accept("uncompressed", Points.uncompressed(octets));
    }
    String text = ENCODER.encodeToString(octets);
    addText(path + " padded", place, text + "=");
    if (octets.length % 3 != 0) {
      addText(path + " spare bits", place, withSpareBits(text));
    }
  }

  // Another text for the same octets: the last character's unused bits.
  private static String withSpareBits(String text) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(text.charAt(text.length() - 1));
    return text.substring(0, text.length() - 1) + alphabet.charAt(last + 1);
  }

  // Another text of the same form, as far as a thief can tell: the last letter or digit moves on.
  private static String next(String text) {
    for (int i = text.length() - 1; i >= 0; i--) {
      char c = text.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        char other = c == '9' ? '0' : c == 'z' ? 'a' : c == 'Z' ? 'A' : (char) (c + 1);
        return text.substring(0, i) + other + text.substring(i + 1);
      }
    }
    return text + "x";
  }

  private static Optional<byte[]> decode(String text) {
    try {
      byte[] octets = DECODER.decode(text);
      return ENCODER.encodeToString(octets).equals(text) ? Optional.of(octets) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<JsonNode> decodeJson(String text) {
    try {
      return decode(text)
          .filter(octets -> octets.length > 1 && octets[0] == '{')
          .map(Json::read)
          .filter(JsonNode::isObject);
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // a hash may begin so, too
    }
  }

  private static byte[] text(JsonNode json) {
    return new String(Json.write(json), UTF_8).replace(DOUBLED, "").getBytes(UTF_8);
  }
}

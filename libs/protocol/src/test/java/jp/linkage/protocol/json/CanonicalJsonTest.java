package jp.linkage.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void text_ofRandomValues_isThatOfAnotherImplementation() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      ObjectNode value = object(random, 3);

      assertEquals(
          new JsonCanonicalizer(MAPPER.writeValueAsString(value)).getEncodedString(),
          CanonicalJson.text(value));
    }
  }

  // RFC 8785 §3.2.3, the example of the order of names
  @Test
  void names_areOrderedByUtf16CodeUnits() {
    ObjectNode object = MAPPER.createObjectNode();
    for (String name : new String[] {"€", "\r", "\ufb33", "1", "😀", "\u0080", "ö"}) {
      object.put(name, 0);
    }

    assertEquals(
        "{\"\\r\":0,\"1\":0,\"\u0080\":0,\"ö\":0,\"€\":0,\"😀\":0,\"\ufb33\":0}",
        CanonicalJson.text(object));
  }

  // RFC 8785 §3.2.2.2
  @Test
  void strings_areEscapedAsLittleAsPossible() {
    ObjectNode object = MAPPER.createObjectNode().put("s", "€$\u000f\nA'B\"\\/\u007f\u001f");

    assertEquals("{\"s\":\"€$\\u000f\\nA'B\\\"\\\\/\u007f\\u001f\"}", CanonicalJson.text(object));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5",
        "1.0",
        "1e3",
        "9007199254740992",
        "-9007199254740992",
        "-9223372036854775808"
      })
  void number_thatIsNoSafeInteger_isRefused(String number) throws IOException {
    JsonNode value = MAPPER.readTree(number);

    assertThrows(InvalidMessage.class, () -> CanonicalJson.bytes(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "\udc00", "a\ud800b", "\udc00\ud800"})
  void text_withAnUnpairedSurrogate_isRefused(String text) {
    ObjectNode object = MAPPER.createObjectNode().put("s", text);

    assertThrows(InvalidMessage.class, () -> CanonicalJson.bytes(object));
  }

  private static ObjectNode object(Random random, int depth) {
    ObjectNode object = MAPPER.createObjectNode();
    for (int i = random.nextInt(6); i > 0; i--) {
      object.set(text(random), value(random, depth));
    }
    return object;
  }

  private static JsonNode value(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> MAPPER.getNodeFactory().textNode(text(random));
      case 1 -> MAPPER.getNodeFactory().numberNode(random.nextLong(-(1L << 53) + 1, 1L << 53));
      case 2 -> MAPPER.getNodeFactory().booleanNode(random.nextBoolean());
      case 3 -> MAPPER.nullNode();
      case 4 -> object(random, depth - 1);
      default -> {
        ArrayNode array = MAPPER.createArrayNode();
        for (int i = random.nextInt(5); i > 0; i--) {
          array.add(value(random, depth - 1));
        }
        yield array;
      }
    };
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      int codePoint = random.nextInt(3) == 0 ? random.nextInt(0x11000) : random.nextInt(0x80);
      if (codePoint < 0xd800 || codePoint > 0xdfff) {
        text.appendCodePoint(codePoint);
      }
    }
    return text.toString();
  }
}

package jp.linkage.protocol.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the RFC 8785 (JCS) form of JSON whose numbers are integers.
 *
 * <p>The protocol has no fractions (money is yen, times are text), so a fraction or an integer
 * beyond ±(2⁵³ − 1), which RFC 8785 could only write rounded, is refused instead.
 */
public final class CanonicalJson {
  static final long MAX_SAFE_INTEGER = (1L << 53) - 1;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private CanonicalJson() {}

  /**
   * The canonical UTF-8 text.
   *
   * @throws InvalidMessage for a fraction, too large an integer, or an unpaired surrogate
   */
  public static byte[] bytes(JsonNode value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  /** The canonical text as characters. */
  public static String text(JsonNode value) {
    StringBuilder out = new StringBuilder(512);
    write(value, out);
    return out.toString();
  }

  private static void write(JsonNode value, StringBuilder out) {
    switch (value.getNodeType()) {
      case OBJECT -> writeObject(value, out);
      case ARRAY -> writeArray(value, out);
      case STRING -> writeString(value.textValue(), out);
      case NUMBER -> writeInteger(value, out);
      case BOOLEAN, NULL -> out.append(value.asText());
      case BINARY, MISSING, POJO ->
          throw InvalidMessage.value("an object, array, string, integer, boolean or null");
    }
  }

  private static void writeObject(JsonNode object, StringBuilder out) {
    List<String> names = new ArrayList<>(object.size());
    object.fieldNames().forEachRemaining(names::add);
    // RFC 8785 §3.2.3: by UTF-16 code units, which is what String compares
    names.sort(null);
    out.append('{');
    for (int i = 0; i < names.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      writeString(names.get(i), out);
      out.append(':');
      write(object.get(names.get(i)), out);
    }
    out.append('}');
  }

  private static void writeArray(JsonNode array, StringBuilder out) {
    out.append('[');
    for (int i = 0; i < array.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      write(array.get(i), out);
    }
    out.append(']');
  }

  private static void writeInteger(JsonNode number, StringBuilder out) {
    if (!number.isIntegralNumber()
        || !number.canConvertToLong()
        || Math.abs(number.longValue()) > MAX_SAFE_INTEGER) {
      throw InvalidMessage.value("an integer within ±(2^53 − 1)");
    }
    out.append(number.longValue());
  }

  private static void writeString(String text, StringBuilder out) {
    out.append('"');
    int plainFrom = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c)) {
        continue;
      }
      // In runs, as appending one character at a time is most of the cost of a long text
      out.append(text, plainFrom, i);
      if (Character.isSurrogate(c)) {
        requirePair(text, i);
        plainFrom = i;
        i++;
      } else {
        writeEscape(c, out);
        plainFrom = i + 1;
      }
    }
    out.append(text, plainFrom, text.length()).append('"');
  }

  private static void writeEscape(char c, StringBuilder out) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
    }
  }

  private static void requirePair(String text, int at) {
    if (!Character.isHighSurrogate(text.charAt(at))
        || at + 1 == text.length()
        || !Character.isLowSurrogate(text.charAt(at + 1))) {
      throw InvalidMessage.value("text without unpaired surrogates");
    }
  }
}

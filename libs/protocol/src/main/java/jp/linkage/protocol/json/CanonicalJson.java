package jp.linkage.protocol.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the RFC 8785 (JCS) form of JSON whose numbers are integers.
 *
 * <p>The protocol has no fractions (money is yen, times are text), so a fraction or an integer
 * beyond ±(2⁵³ − 1), which RFC 8785 could only write rounded, is refused instead.
 */
public final class CanonicalJson {
  private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  // Straight into bytes: every message is written, and most of it is ASCII.
  private byte[] out = new byte[1024];
  private int size;

  private CanonicalJson() {}

  /**
   * The canonical UTF-8 text.
   *
   * @throws InvalidMessage for a fraction, too large an integer, or an unpaired surrogate
   */
  public static byte[] bytes(JsonNode value) {
    var writer = new CanonicalJson();
    writer.write(value);
    return Arrays.copyOf(writer.out, writer.size);
  }

  /** The canonical text as characters. */
  public static String text(JsonNode value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }

  private void write(JsonNode value) {
    switch (value.getNodeType()) {
      case OBJECT -> writeObject(value);
      case ARRAY -> writeArray(value);
      case STRING -> writeString(value.textValue());
      case NUMBER -> writeInteger(value);
      case BOOLEAN, NULL -> ascii(value.asText());
      case BINARY, MISSING, POJO ->
          throw InvalidMessage.value("an object, array, string, integer, boolean or null");
    }
  }

  private void writeObject(JsonNode object) {
    List<String> names = new ArrayList<>(object.size());
    object.fieldNames().forEachRemaining(names::add);
    // RFC 8785 §3.2.3: by UTF-16 code units, which is what String compares
    names.sort(null);
    ascii('{');
    for (int i = 0; i < names.size(); i++) {
      if (i > 0) {
        ascii(',');
      }
      writeString(names.get(i));
      ascii(':');
      write(object.get(names.get(i)));
    }
    ascii('}');
  }

  private void writeArray(JsonNode array) {
    ascii('[');
    for (int i = 0; i < array.size(); i++) {
      if (i > 0) {
        ascii(',');
      }
      write(array.get(i));
    }
    ascii(']');
  }

  private void writeInteger(JsonNode number) {
    if (!number.isIntegralNumber() || !number.canConvertToLong() || !isSafe(number.longValue())) {
      throw InvalidMessage.value("an integer within ±(2^53 − 1)");
    }
    ascii(Long.toString(number.longValue()));
  }

  // Without Math.abs, which leaves the smallest long negative
  static boolean isSafe(long number) {
    return number >= -MAX_SAFE_INTEGER && number <= MAX_SAFE_INTEGER;
  }

  private void writeString(String text) {
    ascii('"');
    int at = 0;
    while (at < text.length()) {
      at = writePlain(text, at);
      if (at < text.length()) {
        at = writeOther(text, at);
      }
    }
    ascii('"');
  }

  /** Writes the ASCII that stands for itself; returns where it ends. */
  private int writePlain(String text, int from) {
    reserve(text.length() - from);
    byte[] bytes = out;
    int to = size;
    int at = from;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c < ' ' || c == '"' || c == '\\' || c > '~') {
        break;
      }
      bytes[to++] = (byte) c;
    }
    size = to;
    return at;
  }

  /** Writes one escaped or non-ASCII character; returns where it ends. */
  private int writeOther(String text, int at) {
    char c = text.charAt(at);
    if (c < 0x7f) {
      ascii(escape(c));
      return at + 1;
    }
    int next = at + 1;
    if (Character.isSurrogate(c)) {
      requirePair(text, at);
      next++;
    }
    byte[] utf8 = text.substring(at, next).getBytes(StandardCharsets.UTF_8);
    reserve(utf8.length);
    System.arraycopy(utf8, 0, out, size, utf8.length);
    size += utf8.length;
    return next;
  }

  private static String escape(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\b' -> "\\b";
      case '\t' -> "\\t";
      case '\n' -> "\\n";
      case '\f' -> "\\f";
      case '\r' -> "\\r";
      default -> "\\u00" + HEX[c >> 4] + HEX[c & 15];
    };
  }

  private static void requirePair(String text, int at) {
    if (!Character.isHighSurrogate(text.charAt(at))
        || at + 1 == text.length()
        || !Character.isLowSurrogate(text.charAt(at + 1))) {
      throw InvalidMessage.value("text without unpaired surrogates");
    }
  }

  private void ascii(char c) {
    reserve(1);
    out[size++] = (byte) c;
  }

  private void ascii(String text) {
    reserve(text.length());
    for (int i = 0; i < text.length(); i++) {
      out[size++] = (byte) text.charAt(i);
    }
  }

  private void reserve(int count) {
    if (out.length - size < count) {
      out = Arrays.copyOf(out, Math.max(2 * out.length, Math.addExact(size, count)));
    }
  }
}

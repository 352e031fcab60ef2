package jp.linkage.local.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import jp.linkage.protocol.json.Bytes;

/**
 * Finds numbers of 12 digits in any octets, in whatever form a program may have left them: as text
 * in several encodings, in base64 at every alignment, as a binary or packed number, as a bare hash.
 * All forms of all numbers at once, in one pass (Aho and Corasick).
 */
final class NumberSearch {
  private final List<int[]> next = new ArrayList<>();
  private final List<String> found = new ArrayList<>();

  NumberSearch(Collection<String> numbers) {
    state();
    for (String number : numbers) {
      forms(number).forEach((form, octets) -> add(octets, number + " as " + form));
    }
    link();
  }

  /** The numbers that are in these octets, with their forms. */
  Set<String> in(byte[] octets) {
    return in(octets, octets.length);
  }

  /** The same for the first so many octets. */
  Set<String> in(byte[] octets, int length) {
    var hits = new TreeSet<String>();
    int state = 0;
    for (int i = 0; i < length; i++) {
      state = next.get(state)[octets[i] & 0xff];
      if (!found.get(state).isEmpty()) {
        hits.add(found.get(state));
      }
    }
    return hits;
  }

  /** Every form of a number that is looked for. */
  static Map<String, byte[]> forms(String number) {
    byte[] ascii = number.getBytes(US_ASCII);
    long value = Long.parseLong(number);
    Bytes hash = Bytes.sha256(ascii);
    String grouped =
        number.substring(0, 4) + "-" + number.substring(4, 8) + "-" + number.substring(8);
    var forms = new LinkedHashMap<String, byte[]>();
    forms.put("text", ascii);
    forms.put("text with hyphens", grouped.getBytes(US_ASCII));
    forms.put("text with spaces", grouped.replace('-', ' ').getBytes(US_ASCII));
    forms.put("full-width text", fullWidth(number).getBytes(UTF_8));
    forms.put("UTF-16BE", number.getBytes(UTF_16BE));
    forms.put("UTF-16LE", number.getBytes(UTF_16LE));
    forms.put("hexadecimal text", HexFormat.of().formatHex(ascii).getBytes(US_ASCII));
    for (int offset = 0; offset < 3; offset++) {
      forms.put("base64 at offset " + offset, base64(ascii, offset));
    }
    forms.put("big-endian integer", ByteBuffer.allocate(8).putLong(value).array());
    forms.put(
        "little-endian integer",
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    forms.put("packed decimal", HexFormat.of().parseHex(number));
    forms.put("SHA-256", hash.toArray());
    forms.put("SHA-256 in hexadecimal", HexFormat.of().formatHex(hash.toArray()).getBytes(UTF_8));
    forms.put("SHA-256 in base64url", hash.text().getBytes(US_ASCII));
    return forms;
  }

  private static String fullWidth(String number) {
    var wide = new StringBuilder();
    number.chars().forEach(digit -> wide.append((char) (digit - '0' + '０')));
    return wide.toString();
  }

  // The characters that do not depend on what stands before and behind.
  private static byte[] base64(byte[] ascii, int offset) {
    byte[] shifted = new byte[offset + ascii.length];
    System.arraycopy(ascii, 0, shifted, offset, ascii.length);
    String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    return text.substring((offset * 8 + 5) / 6, shifted.length * 8 / 6).getBytes(US_ASCII);
  }

  private int state() {
    int[] none = new int[256];
    java.util.Arrays.fill(none, -1);
    next.add(none);
    found.add("");
    return next.size() - 1;
  }

  private void add(byte[] octets, String name) {
    int state = 0;
    for (byte octet : octets) {
      int[] from = next.get(state);
      if (from[octet & 0xff] < 0) {
        from[octet & 0xff] = state();
      }
      state = from[octet & 0xff];
    }
    found.set(state, name);
  }

  private void link() {
    int[] fallback = new int[next.size()];
    var open = new ArrayDeque<Integer>();
    for (int octet = 0; octet < 256; octet++) {
      int child = next.getFirst()[octet];
      if (child < 0) {
        next.getFirst()[octet] = 0;
      } else {
        open.add(child);
      }
    }
    while (!open.isEmpty()) {
      int state = open.remove();
      if (found.get(state).isEmpty()) {
        found.set(state, found.get(fallback[state]));
      }
      for (int octet = 0; octet < 256; octet++) {
        int child = next.get(state)[octet];
        int instead = next.get(fallback[state])[octet];
        if (child < 0) {
          next.get(state)[octet] = instead;
        } else {
          fallback[child] = instead;
          open.add(child);
        }
      }
    }
  }
}

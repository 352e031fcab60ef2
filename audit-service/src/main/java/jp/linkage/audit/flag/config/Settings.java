package jp.linkage.audit.flag.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lines {@code key = value}; a line that begins with {@code #} is a comment. Strict: a key stands
 * once, and every key is known.
 */
final class Settings {
  private static final Pattern LINE = Pattern.compile("([a-z0-9.-]+)\\s*=\\s*(.*)");
  private static final Pattern DURATION = Pattern.compile("(0|[1-9][0-9]{0,8})([smhd])");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private final SortedMap<String, String> values;
  private final Set<String> asked = new HashSet<>();

  private Settings(SortedMap<String, String> values) {
    this.values = values;
  }

  static Settings parse(byte[] utf8) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException _) {
      throw new InvalidSetting("the file", "UTF-8");
    }
    SortedMap<String, String> values = new TreeMap<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String stripped = line.strip();
      if (stripped.isEmpty() || stripped.startsWith("#")) {
        continue;
      }
      Matcher parts = LINE.matcher(stripped);
      if (!parts.matches()) {
        throw new InvalidSetting("line " + number, "key = value");
      }
      if (values.put(parts.group(1), parts.group(2)) != null) {
        throw new InvalidSetting(parts.group(1), "this key once; line " + number + " repeats it");
      }
    }
    return new Settings(values);
  }

  /** These, and the others for what these do not name. */
  Settings over(Settings others) {
    SortedMap<String, String> both = new TreeMap<>(others.values);
    both.putAll(values);
    return new Settings(both);
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  Set<String> keys() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** The settings one by one, in the order of their keys. */
  String canonical() {
    return values.entrySet().stream()
        .map(setting -> setting.getKey() + " = " + setting.getValue() + "\n")
        .collect(Collectors.joining());
  }

  /** Refuses keys that nobody asked for. */
  void end() {
    for (String key : values.keySet()) {
      if (!asked.contains(key)) {
        throw new InvalidSetting(
            key, "a key of this format; see the file that comes with the service");
      }
    }
  }

  /** A value that a function reads; it refuses with {@link IllegalArgumentException}. */
  <T> T value(String key, String expected, Function<String, T> read) {
    asked.add(key);
    String text = values.get(key);
    if (text == null) {
      throw new InvalidSetting(key, "to be there: " + expected);
    }
    try {
      return read.apply(text);
    } catch (RuntimeException _) {
      throw new InvalidSetting(key, expected + ", found \"" + text + "\"");
    }
  }

  int integer(String key, int min, int max) {
    return value(
        key,
        "a whole number from " + min + " to " + max,
        text -> {
          int number = Integer.parseInt(text);
          if (number < min || number > max || !text.matches("[0-9]+")) {
            throw new IllegalArgumentException(text);
          }
          return number;
        });
  }

  Duration duration(String key, Duration min, Duration max) {
    return value(
        key,
        "a number and s, m, h or d, from " + inWords(min) + " to " + inWords(max),
        text -> {
          Matcher parts = DURATION.matcher(text);
          if (!parts.matches()) {
            throw new IllegalArgumentException(text);
          }
          Duration unit = UNITS.getOrDefault(parts.group(2), Duration.ZERO);
          Duration value = unit.multipliedBy(Long.parseLong(parts.group(1)));
          if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(text);
          }
          return value;
        });
  }

  private static String inWords(Duration duration) {
    return duration.toDays() > 0 ? duration.toDays() + "d" : duration.toSeconds() + "s";
  }

  /** Values with commas between them, none where there is nothing. */
  <T> Set<T> set(String key, String expected, Function<String, T> read) {
    return value(
        key,
        expected + ", with commas between them",
        text -> {
          List<String> parts = text.isEmpty() ? List.of() : Arrays.asList(text.split(",", -1));
          Set<T> set = new HashSet<>();
          for (String part : parts) {
            if (!set.add(read.apply(part.strip()))) {
              throw new IllegalArgumentException(part);
            }
          }
          return set;
        });
  }
}

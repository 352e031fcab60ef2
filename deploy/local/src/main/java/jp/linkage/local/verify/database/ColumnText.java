package jp.linkage.local.verify.database;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.linkage.protocol.json.Bytes;

/** One text for each value of a column, whichever side it comes from. */
final class ColumnText {
  private ColumnText() {}

  static String of(Object value) {
    return switch (value) {
      case Bytes bytes -> hex(bytes.toArray());
      case byte[] bytes -> hex(bytes);
      case Instant instant -> instant.toString();
      case UUID uuid -> uuid.toString();
      // with lengths, so that no two lists have one text
      case List<?> list ->
          list.stream()
              .map(String::valueOf)
              .map(item -> item.length() + ":" + item)
              .collect(Collectors.joining(",", "[", "]"));
      default -> value.toString();
    };
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}

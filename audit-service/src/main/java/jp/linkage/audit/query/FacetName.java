package jp.linkage.audit.query;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What entries are counted by. */
enum FacetName {
  AGENCY_PAIR("agencyPair", "inquirer", "provider"),
  AFFAIR("affair", "affair"),
  PROCEDURE("procedure", "affair", "procedure"),
  ITEM("item", "item_number"),
  TYPE("type", "type"),
  OUTCOME("outcome", "outcome"),
  REASON("reason", "reason"),
  // a pseudonym is one of its agency's
  STAFF("staff", "inquirer", "staff"),
  DAY("day", "day");

  /** Days are those of the officials who act on them. */
  static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

  private static final String SEPARATOR = ", ";

  private final String text;
  private final String columns;

  FacetName(String text, String... columns) {
    this.text = text;
    this.columns = String.join(SEPARATOR, columns);
  }

  /** The name in the API. */
  String text() {
    return text;
  }

  /** The columns that make the value. */
  List<String> columns() {
    return List.of(columns.split(SEPARATOR, -1));
  }

  /** All columns, each once. */
  static List<String> allColumns() {
    return Arrays.stream(values()).flatMap(facet -> facet.columns().stream()).distinct().toList();
  }

  /** The grouping sets of SQL, and one of everything. */
  static String groupingSets() {
    return Arrays.stream(values())
        .map(facet -> "(" + facet.columns + ")")
        .collect(Collectors.joining(", ", "grouping sets (", ", ())"));
  }

  /** SQL's {@code grouping} of all columns: a bit for each that is not grouped by. */
  int grouping() {
    int bits = 0;
    for (String column : allColumns()) {
      bits = bits << 1 | (columns().contains(column) ? 0 : 1);
    }
    return bits;
  }

  /** The conditions of a search that has these columns. */
  SortedMap<String, String> conditions(SortedMap<String, String> row) {
    SortedMap<String, String> conditions = new TreeMap<>();
    for (String column : columns()) {
      String value = row.get(column);
      if (value == null) {
        continue;
      }
      switch (column) {
        case "item_number" -> conditions.put("item", value);
        case "day" -> {
          LocalDate day = LocalDate.parse(value);
          conditions.put("from", day.atStartOfDay(JAPAN).toInstant().toString());
          conditions.put("to", day.plusDays(1).atStartOfDay(JAPAN).toInstant().toString());
        }
        default -> conditions.put(column, value);
      }
    }
    return conditions;
  }
}

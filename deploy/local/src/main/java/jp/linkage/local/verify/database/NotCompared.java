package jp.linkage.local.verify.database;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says which columns were not compared, so that nobody takes them for checked. */
final class NotCompared {
  private NotCompared() {}

  /** A line for each reason. */
  static List<String> columns(List<TableCheck> tables) {
    Map<String, Set<String>> withoutKey = new TreeMap<>();
    Map<String, Set<String>> notInRecord = new TreeMap<>();
    Map<String, Set<String>> unknown = new TreeMap<>();
    for (TableCheck table : tables) {
      withoutKey.put(table.name(), new TreeSet<>(table.withoutKey().keySet()));
      notInRecord.put(table.name(), new TreeSet<>(table.notInRecord().keySet()));
      unknown.put(table.name(), new TreeSet<>(table.unknown()));
    }
    Map<String, Map<String, Set<String>>> reasons = new LinkedHashMap<>();
    reasons.put("not compared without key: ", withoutKey);
    reasons.put("not compared beyond 5 minutes, as it is in no record: ", notInRecord);
    reasons.put("WARNING not compared, as this program does not know them: ", unknown);
    List<String> lines = new ArrayList<>();
    reasons.forEach((reason, columns) -> {
      columns.values().removeIf(Set::isEmpty);
      if (!columns.isEmpty()) {
        lines.add(reason + columns);
      }
    });
    return lines;
  }
}

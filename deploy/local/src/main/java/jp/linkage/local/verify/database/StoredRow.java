package jp.linkage.local.verify.database;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row as the database gave it.
 *
 * @param key the columns by which the table is ordered
 * @param columns each as text ({@link ColumnText}); empty for SQL's null
 */
record StoredRow(List<Long> key, Map<String, Optional<String>> columns) {
  /** A column; empty for SQL's null and for a column that the table does not have. */
  Optional<String> column(String name) {
    return columns.getOrDefault(name, Optional.empty());
  }
}

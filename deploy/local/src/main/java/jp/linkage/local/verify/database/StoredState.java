package jp.linkage.local.verify.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The row of {@code log_state}.
 *
 * @param size how many leaves are sealed
 * @param row all of it
 */
record StoredState(long size, Optional<StoredRow> row) {
  /** What is compared. */
  private static final Set<String> COMPARED =
      Set.of(
          "leaf",
          "entry",
          "entry_subject",
          "auditor_view",
          "tile",
          "log_state",
          "checkpoint",
          "cosigned_checkpoint",
          "period_key",
          "held_opening");

  /** How the names of tables begin that are the service's own, too. */
  private static final List<String> OWN_PREFIXES = List.of("manifest", "flag");

  /** The service's own state, which is not derived from the log, or not from it alone. */
  private static final Set<String> OWN =
      Set.of(
          "subject",
          "exchange",
          "release",
          "denial",
          "manifest_logged",
          "legal_hold",
          "saved_search",
          "saved_search_version",
          "audit_case",
          "case_person",
          "flyway_schema_history");

  static StoredState read(Connection connection) throws SQLException {
    try (StoredRows rows = StoredRows.of(connection, "log_state", "true", List.of("id"), 10)) {
      Optional<StoredRow> row = rows.peek().filter(found -> found.key().equals(List.of(1L)));
      return new StoredState(
          row.flatMap(found -> found.column("size")).map(Long::parseLong).orElse(0L), row);
    }
  }

  /** What the row must be for a tree of this root. */
  Map<String, Expected> expected(String origin, byte[] root, byte[] range) {
    return Map.of(
        "next_offset", exactly(Long.toString(size)),
        "size", exactly(Long.toString(size)),
        "origin", exactly(origin),
        "root", exactly(ColumnText.of(root)),
        "compact_range", exactly(ColumnText.of(range)));
  }

  private static Expected exactly(String value) {
    return new Expected.Exactly(Optional.of(value));
  }

  /** Lines about the tables that are not compared. */
  static List<String> otherTables(Connection connection) throws IOException {
    Set<String> own = new TreeSet<>();
    Set<String> unknown = new TreeSet<>();
    try (var select =
            connection.prepareStatement(
                """
                select c.relname from pg_class c
                where c.relnamespace = current_schema()::regnamespace
                  and c.relkind in ('r', 'p', 'f', 'm') and not c.relispartition
                """);
        var rows = select.executeQuery()) {
      while (rows.next()) {
        String name = rows.getString(1);
        if (!COMPARED.contains(name)) {
          (OWN.contains(name) || OWN_PREFIXES.stream().anyMatch(name::startsWith) ? own : unknown)
              .add(name);
        }
      }
    } catch (SQLException e) {
      throw StoredRows.unreadable("the list of tables", e);
    }
    List<String> lines = new ArrayList<>();
    if (!own.isEmpty()) {
      lines.add("not compared, as they are not derived from the log: tables " + own);
    }
    if (!unknown.isEmpty()) {
      lines.add("WARNING not compared, as this program does not know them: tables " + unknown);
    }
    return lines;
  }
}

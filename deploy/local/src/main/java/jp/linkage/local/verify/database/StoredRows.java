package jp.linkage.local.verify.database;

import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All rows of a table with all of their columns, in order, a few at a time. */
final class StoredRows implements AutoCloseable {
  private final String table;
  private final List<String> key;
  private final PreparedStatement statement;
  private final ResultSet rows;
  private final List<String> names = new ArrayList<>();
  private final List<String> types = new ArrayList<>();
  private @Nullable StoredRow ahead;

  private StoredRows(String table, List<String> key, PreparedStatement statement)
      throws SQLException {
    this.table = table;
    this.key = key;
    this.statement = statement;
    this.rows = statement.executeQuery();
    ResultSetMetaData columns = rows.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      names.add(columns.getColumnName(i));
      types.add(columns.getColumnTypeName(i));
    }
    this.ahead = read();
  }

  /**
   * Opens a table.
   *
   * @param connection in a transaction
   * @param where a condition, or {@code true}
   * @param key columns with whole numbers
   * @param atATime how many rows to hold
   */
  static StoredRows of(
      Connection connection, String table, String where, List<String> key, int atATime)
      throws SQLException {
    PreparedStatement statement =
        connection.prepareStatement(
            "select * from %s where %s order by %s"
                .formatted(table, where, String.join(", ", key)));
    statement.setFetchSize(atATime);
    return new StoredRows(table, key, statement);
  }

  String table() {
    return table;
  }

  /** The names of the columns. */
  Set<String> columns() {
    return new LinkedHashSet<>(names);
  }

  /** The next row, which stays the next one; empty behind the last. */
  Optional<StoredRow> peek() {
    return Optional.ofNullable(ahead);
  }

  /** Goes on behind the next row. */
  void skip() throws IOException {
    try {
      ahead = read();
    } catch (SQLException e) {
      throw unreadable(table, e);
    }
  }

  static IOException unreadable(String what, SQLException e) {
    return new IOException(
        what + " cannot be read (SQLSTATE " + e.getSQLState() + "): " + e.getMessage(), e);
  }

  private @Nullable StoredRow read() throws SQLException {
    if (!rows.next()) {
      return null;
    }
    Map<String, Optional<String>> columns = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      columns.put(names.get(i), Optional.ofNullable(text(i + 1, types.get(i))));
    }
    List<Long> place = new ArrayList<>();
    for (String name : key) {
      place.add(rows.getLong(name));
    }
    return new StoredRow(place, columns);
  }

  private @Nullable String text(int column, String type) throws SQLException {
    Object value =
        switch (type) {
          case "bytea" -> rows.getBytes(column);
          case "bool" -> rows.getBoolean(column);
          case "timestamptz" -> rows.getObject(column, OffsetDateTime.class);
          case "_text", "_int4", "_int8" -> rows.getArray(column);
          default -> rows.getString(column);
        };
    if (value == null || rows.wasNull()) {
      return null;
    }
    return ColumnText.of(
        switch (value) {
          case OffsetDateTime time -> time.toInstant();
          case Array array -> Arrays.asList((Object[]) array.getArray());
          default -> value;
        });
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}

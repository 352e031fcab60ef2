package jp.linkage.kit.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * One statement of SQL with its parameters, and what is made of its result. Made by the classes
 * that know the tables, run by those that know what belongs together.
 */
public final class Command<T> {
  private final String sql;
  private final @Nullable Object[] parameters;
  private final Reading<T> reading;

  private Command(String sql, Reading<T> reading, @Nullable Object[] parameters) {
    this.sql = sql;
    this.reading = reading;
    this.parameters = parameters;
  }

  /** Makes something of the rows that a query found. */
  @FunctionalInterface
  public interface Rows<T> {
    /** Reads them all; the result stands before the first one. */
    T read(ResultSet rows) throws SQLException;
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read(Statement executed) throws SQLException;
  }

  /**
   * A statement that changes rows; its result is how many.
   *
   * @param parameters as {@link Parameters#set} takes them
   */
  public static Command<Integer> change(String sql, @Nullable Object... parameters) {
    return new Command<>(sql, Statement::getUpdateCount, parameters);
  }

  /**
   * A query.
   *
   * @param parameters as {@link Parameters#set} takes them
   */
  public static <T> Command<T> query(String sql, Rows<T> rows, @Nullable Object... parameters) {
    return new Command<>(
        sql,
        executed -> {
          try (ResultSet found = executed.getResultSet()) {
            return rows.read(found);
          }
        },
        parameters);
  }

  String sql() {
    return sql;
  }

  @Nullable Object[] parameters() {
    return parameters;
  }

  /** The result, which the executed statement has now. */
  T result(Statement executed) throws SQLException {
    return reading.read(executed);
  }
}

package jp.linkage.kit.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Sends commands to the database together, so that they cost one round trip. PostgreSQL's driver
 * sends the statements of one text one after another and waits once; the server runs them in order,
 * each sees what was committed before it began, and after one that fails it runs none.
 */
public final class RoundTrip {
  private RoundTrip() {}

  /** What two commands gave. */
  public record Both<A, B>(A first, B second) {}

  /** Runs one command. */
  public static <T> T of(Connection connection, Command<T> command) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(command.sql())) {
      Parameters.set(statement, command.parameters());
      statement.execute();
      return command.result(statement);
    }
  }

  /** Runs two commands, the second after the first. */
  public static <A, B> Both<A, B> of(Connection connection, Command<A> first, Command<B> second)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(first.sql() + ";\n" + second.sql())) {
      Parameters.set(
          statement,
          Stream.of(first.parameters(), second.parameters()).flatMap(Arrays::stream).toArray());
      statement.execute();
      A one = first.result(statement);
      statement.getMoreResults();
      return new Both<>(one, second.result(statement));
    }
  }

  /** Runs a command and commits the connection's transaction if it succeeds. */
  public static <T> T andCommit(Connection connection, Command<T> command) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(command.sql() + ";\ncommit")) {
      Parameters.set(statement, command.parameters());
      statement.execute();
      return command.result(statement);
    }
  }
}

package jp.linkage.audit.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import jp.linkage.kit.database.Command;
import jp.linkage.kit.database.RoundTrip;
import jp.linkage.kit.problem.DatabaseFailure;

/** Runs work on one connection, in one transaction. */
@ApplicationScoped
public class Transactions {
  private final DataSource dataSource;

  /** Over this pool. */
  public Transactions(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Work on a connection whose transaction is not its own business. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T on(Connection connection) throws SQLException;
  }

  /**
   * Runs the work and commits. Anything thrown rolls back.
   *
   * @throws DatabaseUnavailable if the database does not answer
   */
  public <T> T inTransaction(Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      return commit(connection, work);
    } catch (SQLException e) {
      throw translated(e);
    }
  }

  /**
   * What a transaction gives, and the change that it ends with, which is sent together with the
   * commit.
   */
  public record Ending<T>(T result, Optional<Command<Integer>> change) {
    /** With a change. */
    public static <T> Ending<T> with(T result, Command<Integer> change) {
      return new Ending<>(result, Optional.of(change));
    }

    /** Without one. */
    public static <T> Ending<T> unchanged(T result) {
      return new Ending<>(result, Optional.empty());
    }
  }

  /**
   * Runs the work and then its last change, and commits. Anything thrown rolls back.
   *
   * @throws DatabaseUnavailable if the database does not answer
   */
  public <T> T endingWithAChange(Work<Ending<T>> work) {
    return inTransaction(connection -> {
      Ending<T> ending = work.on(connection);
      if (ending.change().isPresent()) {
        RoundTrip.andCommit(connection, ending.change().get());
      }
      return ending.result();
    });
  }

  /**
   * Runs work that only reads, one statement, without a transaction of its own.
   *
   * @throws DatabaseUnavailable if the database does not answer
   */
  public <T> T read(Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw translated(e);
    }
  }

  /** A connection for somebody who keeps it, such as the holder of an advisory lock. */
  public Connection connection() {
    try {
      return dataSource.getConnection();
    } catch (SQLException e) {
      throw translated(e);
    }
  }

  /**
   * Runs the work on this connection and commits. Anything thrown rolls back; autocommit stays off.
   */
  public static <T> T commit(Connection connection, Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      T result = work.on(connection);
      connection.commit();
      return result;
    } catch (Throwable t) {
      try {
        connection.rollback();
      } catch (SQLException e) {
        t.addSuppressed(e);
      }
      throw t;
    }
  }

  /** What an SQL error means: the database is away, or the statement is wrong. */
  public static RuntimeException translated(SQLException e) {
    return DatabaseFailure.isUnavailable(e)
        ? new DatabaseUnavailable(e)
        : new IllegalStateException("SQL state " + e.getSQLState(), e);
  }
}

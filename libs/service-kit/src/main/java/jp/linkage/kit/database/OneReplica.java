package jp.linkage.kit.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Work that only one replica of a service does at a time: under an advisory lock of their database,
 * which ends with the session that holds it.
 */
@ApplicationScoped
public class OneReplica {
  private final DataSource database;

  OneReplica(DataSource database) {
    this.database = database;
  }

  /**
   * Does the work if no other replica does it, and nothing if one does. Meant to be called without
   * a transaction.
   *
   * @param lock names the work
   */
  public void run(long lock, Runnable work) {
    try (var connection = database.getConnection()) {
      if (!call(connection, "SELECT pg_try_advisory_lock(?)", lock)) {
        return;
      }
      try {
        work.run();
      } finally {
        // the connection goes back to the pool, its session stays
        if (!connection.isClosed()) {
          call(connection, "SELECT pg_advisory_unlock(?)", lock);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("a lock failed: SQL state " + e.getSQLState(), e);
    }
  }

  private static boolean call(Connection connection, String sql, long lock) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, lock);
      try (var row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}

package jp.linkage.audit.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What only one replica does at a time. PostgreSQL frees the lock when the holder's session ends.
 */
public enum AdvisoryLock {
  /** Following and sealing the log. */
  SEALER(0x4c4b_0001L),
  /** Destroying the keys of months that are over for long. */
  RETENTION(0x4c4b_0002L),
  /** Looking through the log for flags. */
  FLAGS(0x4c4b_0007L);

  private final long key;

  AdvisoryLock(long key) {
    this.key = key;
  }

  /** Work under the lock. */
  @FunctionalInterface
  public interface Work {
    /** Does it. */
    void run() throws SQLException;
  }

  /** Does the work if no other session holds the lock, and nothing if one does. */
  public void whileHeld(Connection connection, Work work) throws SQLException {
    connection.setAutoCommit(true);
    if (!call(connection, "select pg_try_advisory_lock(?)")) {
      return;
    }
    try {
      work.run();
    } finally {
      if (!connection.isClosed()) {
        // the connection goes back to the pool, its session stays
        connection.setAutoCommit(true);
        call(connection, "select pg_advisory_unlock(?)");
      }
    }
  }

  private boolean call(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, key);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}

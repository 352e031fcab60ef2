package jp.linkage.audit.append;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.audit.database.Transactions;
import org.jspecify.annotations.Nullable;

/** The one row of {@code log_state}: which topic is the log, how much is projected and sealed. */
@ApplicationScoped
public class LogStateRows {
  private final Transactions transactions;
  private @Nullable Connection kept;

  LogStateRows(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * The row.
   *
   * @param topicId the pinned topic
   * @param nextOffset the first record that is not projected, at most size
   * @param size how many leaves are sealed
   * @param published how many of them the newest published checkpoint has
   */
  public record LogState(UUID topicId, long nextOffset, long size, long published) {}

  /** The row, or empty before the first start. */
  public Optional<LogState> find() {
    return transactions.read(LogStateRows::select);
  }

  /**
   * The row, read over a connection that is kept for this alone: who asks decides whether those
   * that wait for an acknowledgement may go on, and they may hold every connection of the pool.
   */
  public synchronized Optional<LogState> findThoughThePoolIsEmpty() {
    try {
      return select(kept());
    } catch (SQLException e) {
      // the server may have been restarted since
      discard();
    }
    try {
      return select(kept());
    } catch (SQLException e) {
      discard();
      throw Transactions.translated(e);
    }
  }

  private Connection kept() {
    Connection connection = kept;
    if (connection == null) {
      connection = transactions.connection();
      kept = connection;
    }
    return connection;
  }

  @PreDestroy
  synchronized void discard() {
    Connection connection = kept;
    kept = null;
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException _) {
        // it is given up anyway
      }
    }
  }

  /** The same on a connection of the caller's. */
  public static Optional<LogState> select(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                """
                select topic_id, next_offset, size,
                  coalesce((select size from checkpoint where id = 1), 0)
                from log_state where id = 1
                """);
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.of(
              new LogState(
                  row.getObject(1, UUID.class), row.getLong(2), row.getLong(3), row.getLong(4)))
          : Optional.empty();
    }
  }

  /** Pins the topic, unless one is pinned already; answers with the one that is. */
  LogState pin(UUID topicId) {
    return transactions.inTransaction(connection -> {
      try (PreparedStatement insert =
          connection.prepareStatement(
              "insert into log_state (id, topic_id, next_offset) values (1, ?, 0)"
                  + " on conflict (id) do nothing")) {
        insert.setObject(1, topicId);
        insert.executeUpdate();
      }
      return select(connection).orElseThrow();
    });
  }
}

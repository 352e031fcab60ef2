package jp.linkage.audit.flag.detect;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import jp.linkage.kit.database.Parameters;

/** The one row of {@code flag_cursor}. */
@ApplicationScoped
class CursorRows {
  private static final String SELECT =
      "select next_leaf, log_time, began_at, overdue_to from flag_cursor where id = 1";
  private static final String ADVANCE =
      """
      update flag_cursor set next_leaf = ?, log_time = ?, began_at = ?, overdue_to = ?
      where id = 1 and next_leaf = ?
      """;

  Cursor select(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT);
        ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw new IllegalStateException("flag_cursor has its row from its migration on");
      }
      return new Cursor(row.getLong(1), instant(row, 2), instant(row, 3), instant(row, 4));
    }
  }

  /** Moves it by compare and swap. */
  void advance(Connection connection, Cursor from, Cursor to) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(ADVANCE)) {
      Parameters.set(
          update, to.nextLeaf(), to.logTime(), to.began(), to.overdueTo(), from.nextLeaf());
      if (update.executeUpdate() != 1) {
        throw new IllegalStateException("somebody else looked at the same records");
      }
    }
  }

  private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}

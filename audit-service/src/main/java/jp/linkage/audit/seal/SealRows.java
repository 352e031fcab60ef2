package jp.linkage.audit.seal;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.json.Bytes;

/** The one row of {@code log_state}, as the sealer moves it. */
@ApplicationScoped
class SealRows {
  private static final String SELECT =
      """
      select topic_id, checkpoint_topic_id, origin, next_offset, size, root, compact_range
      from log_state where id = 1
      """;
  private static final String PIN =
      """
      update log_state set checkpoint_topic_id = ?, origin = ?
      where id = 1 and checkpoint_topic_id is null and origin is null
      """;
  private static final String ADVANCE =
      """
      update log_state set next_offset = ?, size = ?, root = ?, compact_range = ?
      where id = 1 and topic_id = ? and next_offset = ? and size = ? and root = ?
      """;

  /** Everything that the transaction reads from now on is of one moment. */
  void freeze(Connection transaction) throws SQLException {
    try (PreparedStatement set =
        transaction.prepareStatement("set transaction isolation level repeatable read")) {
      set.execute();
    }
  }

  /** The row, or empty before the append has pinned the topic. */
  Optional<SealState> select(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT);
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.of(
              new SealState(
                  row.getObject(1, UUID.class),
                  Optional.ofNullable(row.getObject(2, UUID.class)),
                  Optional.ofNullable(row.getString(3)),
                  row.getLong(4),
                  row.getLong(5),
                  Bytes.of(row.getBytes(6)),
                  Bytes.of(row.getBytes(7))))
          : Optional.empty();
    }
  }

  /** Pins the topic of the checkpoints and the log's name, unless both are. */
  void pin(Connection connection, UUID checkpointTopicId, String origin) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(PIN)) {
      Parameters.set(update, checkpointTopicId, origin);
      update.executeUpdate();
    }
  }

  /**
   * Moves the log on by compare and swap.
   *
   * @return false if it is not in the state from which the move was computed
   */
  boolean advance(Connection connection, SealState from, SealState to) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(ADVANCE)) {
      Parameters.set(
          update,
          to.nextOffset(),
          to.size(),
          to.root(),
          to.range(),
          from.topicId(),
          from.nextOffset(),
          from.size(),
          from.root());
      return update.executeUpdate() == 1;
    }
  }
}

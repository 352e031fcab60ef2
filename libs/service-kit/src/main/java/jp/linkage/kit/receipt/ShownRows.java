package jp.linkage.kit.receipt;

import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.receipt.LogReceipt;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TlogProof;
import org.jspecify.annotations.Nullable;

/** Receipts and alarms as the staff see them. */
@ApplicationScoped
@IfBuildProperty(name = "linkage.agency.enabled", stringValue = "true")
class ShownRows {
  private static final String RECEIPTS =
      """
      SELECT r.*, c.note FROM log_receipt r LEFT JOIN log_checkpoint c USING (origin, size)
      """;
  private static final String AFTER = "AND (log_offset, leaf_hash) < (?, ?) ";
  private static final String NEWEST = "ORDER BY log_offset DESC, leaf_hash DESC LIMIT ?";

  // The condition that the partial index has must stand in the text
  private static final String OPEN = RECEIPTS + "WHERE state = ? AND state <> 'proven' ";
  private static final String PROVEN = RECEIPTS + "WHERE state = ? ";
  private static final String OF_EXCHANGE =
      RECEIPTS + "WHERE exchange_id = ? ORDER BY log_offset, leaf_hash";

  private static final String ALARMS =
      """
      SELECT a.*, held.note AS held, shown.note AS shown FROM log_alarm a
      LEFT JOIN log_note held ON held.digest = a.held_note
      LEFT JOIN log_note shown ON shown.digest = a.shown_note
      """;
  private static final String ALARMS_OF_EXCHANGE = ALARMS + "WHERE exchange_id = ? ORDER BY id";
  private static final String ALARMS_BEFORE = ALARMS + "WHERE id < ? ORDER BY id DESC LIMIT ?";

  private final DataSource database;

  ShownRows(DataSource database) {
    this.database = database;
  }

  /** Sets the parameters of a query. */
  @FunctionalInterface
  private interface Setting {
    void set(PreparedStatement statement) throws SQLException;
  }

  /** Reads a row. */
  @FunctionalInterface
  private interface Reading<T> {
    T read(ResultSet row) throws SQLException;
  }

  List<ReceiptView> page(ReceiptState state, Optional<ReceiptCursor> before, int limit) {
    String sql =
        (state == ReceiptState.PROVEN ? PROVEN : OPEN) + (before.isPresent() ? AFTER : "") + NEWEST;
    return select(
        sql,
        statement -> {
          int next = 1;
          statement.setString(next++, state.value());
          if (before.isPresent()) {
            statement.setLong(next++, before.get().offset());
            statement.setBytes(next++, before.get().leafHash().toArray());
          }
          statement.setInt(next, limit);
        },
        ShownRows::receipt);
  }

  List<ReceiptView> ofExchange(UUID exchangeId) {
    return select(OF_EXCHANGE, statement -> statement.setObject(1, exchangeId), ShownRows::receipt);
  }

  List<AlarmView> alarms(long before, int limit) {
    return select(
        ALARMS_BEFORE,
        statement -> {
          statement.setLong(1, before);
          statement.setInt(2, limit);
        },
        ShownRows::alarm);
  }

  List<AlarmView> alarmsOf(UUID exchangeId) {
    return select(
        ALARMS_OF_EXCHANGE, statement -> statement.setObject(1, exchangeId), ShownRows::alarm);
  }

  private <T> List<T> select(String sql, Setting setting, Reading<T> reading) {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      setting.set(statement);
      var found = new ArrayList<T>();
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          found.add(reading.read(row));
        }
      }
      return found;
    } catch (SQLException e) {
      throw ReceiptRows.failed(e);
    }
  }

  private static ReceiptView receipt(ResultSet row) throws SQLException {
    LogReceipt receipt = KeptReceipt.parse(row.getBytes("receipt"));
    byte[] path = row.getBytes("path");
    return new ReceiptView(
        row.getObject("exchange_id", UUID.class),
        LogRecord.parse(receipt.leaf().toArray()).type().name(),
        receipt.topicId(),
        receipt.offset(),
        Bytes.of(row.getBytes("leaf_hash")).text(),
        receipt.time(),
        row.getString("state"),
        new String(receipt.bytes(), StandardCharsets.UTF_8),
        path == null
            ? Optional.empty()
            : Optional.of(
                proof(receipt.offset(), path, SignedCheckpoint.parse(row.getBytes("note")))));
  }

  private static String proof(long offset, byte[] path, SignedCheckpoint checkpoint) {
    var hashes = new ArrayList<byte[]>();
    for (int i = 0; i < path.length; i += MerkleTree.HASH_SIZE) {
      hashes.add(Arrays.copyOfRange(path, i, i + MerkleTree.HASH_SIZE));
    }
    return new String(TlogProof.of(offset, hashes, checkpoint).bytes(), StandardCharsets.UTF_8);
  }

  private static AlarmView alarm(ResultSet row) throws SQLException {
    long offset = row.getLong("log_offset");
    boolean aboutTheLog = row.wasNull();
    return new AlarmView(
        row.getLong("id"),
        row.getString("kind"),
        Optional.ofNullable(row.getObject("exchange_id", UUID.class)),
        aboutTheLog ? Optional.empty() : Optional.of(offset),
        row.getString("expected"),
        row.getString("found"),
        text(row.getBytes("held")),
        text(row.getBytes("shown")),
        row.getObject("raised_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("settled_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }

  private static Optional<String> text(byte @Nullable [] note) {
    return note == null ? Optional.empty() : Optional.of(new String(note, StandardCharsets.UTF_8));
  }
}

package jp.linkage.kit.receipt;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.receipt.LogReceipt;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.checkpoint.TlogProof;

/** The receipts and how far each was checked. */
@ApplicationScoped
@IfBuildProperty(name = "linkage.agency.enabled", stringValue = "true")
class ReceiptRows {
  private static final int COLLECTED_AT_ONCE = 100;

  // Rows that another replica is about to take are left to it
  private static final String HANDED_OVER =
      """
      SELECT exchange_id, role, receipts FROM exchange_record WHERE receipts IS NOT NULL
      ORDER BY exchange_id LIMIT %d FOR UPDATE SKIP LOCKED
      """
          .formatted(COLLECTED_AT_ONCE);
  private static final String TAKEN =
      "UPDATE exchange_record SET receipts = NULL WHERE exchange_id = ? AND role = ?";
  private static final String INSERT =
      """
      INSERT INTO log_receipt
        (log_offset, topic_id, leaf_hash, exchange_id, promised_at, receipt, next_at)
      VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;

  private static final String OPEN =
      "SELECT log_offset, topic_id, leaf_hash, exchange_id, promised_at, state, attempts FROM"
          + " log_receipt ";
  private static final String DUE = OPEN + "WHERE next_at <= ? ORDER BY next_at LIMIT ?";
  private static final String OVERDUE =
      OPEN + "WHERE next_at <= ? AND promised_at < ? AND state = ANY (?) ORDER BY next_at LIMIT ?";
  private static final String PROVEN_FROM =
      OPEN + "WHERE state = 'proven' AND log_offset >= ? ORDER BY log_offset LIMIT ?";

  private static final String PROVE =
      """
      UPDATE log_receipt
      SET state = 'proven', next_at = NULL, path = ?, origin = ?, size = ?, attempts = attempts + 1
      WHERE log_offset = ? AND topic_id = ? AND leaf_hash = ? AND state <> 'proven'
      """;
  private static final String POSTPONE =
      """
      UPDATE log_receipt SET state = ?, next_at = ?, attempts = attempts + 1
      WHERE log_offset = ? AND topic_id = ? AND leaf_hash = ? AND state <> 'proven'
      """;

  private final DataSource database;

  ReceiptRows(DataSource database) {
    this.database = database;
  }

  /** What became of an open receipt for now. */
  record Postponed(OpenReceipt receipt, ReceiptState state, Instant next) {}

  /** Takes in what the exchanges handed over since. */
  void collect(Instant now) {
    int taken = COLLECTED_AT_ONCE;
    while (taken == COLLECTED_AT_ONCE) {
      taken = QuarkusTransaction.requiringNew().call(() -> collectSome(now));
    }
  }

  private int collectSome(Instant now) {
    int taken = 0;
    try (var connection = database.getConnection();
        var select = connection.prepareStatement(HANDED_OVER);
        var insert = connection.prepareStatement(INSERT);
        var clear = connection.prepareStatement(TAKEN);
        var row = select.executeQuery()) {
      while (row.next()) {
        for (Object receipt : (Object[]) row.getArray(3).getArray()) {
          set(insert, row.getObject(1, UUID.class), (byte[]) receipt, now);
          insert.addBatch();
        }
        clear.setObject(1, row.getObject(1));
        clear.setString(2, row.getString(2));
        clear.addBatch();
        taken++;
      }
      if (taken > 0) {
        insert.executeBatch();
        clear.executeBatch();
      }
      return taken;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static void set(PreparedStatement insert, UUID exchange, byte[] kept, Instant now)
      throws SQLException {
    LogReceipt receipt = KeptReceipt.parse(kept);
    insert.setLong(1, receipt.offset());
    insert.setObject(2, receipt.topicId());
    insert.setBytes(3, MerkleTree.leafHash(receipt.leaf().toArray()));
    insert.setObject(4, exchange);
    insert.setObject(5, utc(receipt.time()));
    insert.setBytes(6, kept);
    insert.setObject(7, utc(now));
  }

  /** Those that are to be looked for now, the longest waiting first. */
  List<OpenReceipt> due(Instant now, int limit) {
    return select(
        DUE,
        statement -> {
          statement.setObject(1, utc(now));
          statement.setInt(2, limit);
        });
  }

  /** Those that are due and were promised before an instant. */
  List<OpenReceipt> overdue(Instant now, Instant before, List<ReceiptState> states, int limit) {
    return select(
        OVERDUE,
        statement -> {
          statement.setObject(1, utc(now));
          statement.setObject(2, utc(before));
          statement.setArray(
              3,
              statement
                  .getConnection()
                  .createArrayOf("text", states.stream().map(ReceiptState::value).toArray()));
          statement.setInt(4, limit);
        });
  }

  /** Proven ones from a place of the log on. */
  List<OpenReceipt> provenFrom(long offset, int limit) {
    return select(
        PROVEN_FROM,
        statement -> {
          statement.setLong(1, offset);
          statement.setInt(2, limit);
        });
  }

  /** Keeps proofs, all under one checkpoint whose row is there; in the caller's transaction. */
  void prove(List<OpenReceipt.Key> keys, List<TlogProof> proofs) {
    try (var connection = database.getConnection();
        var update = connection.prepareStatement(PROVE)) {
      for (int i = 0; i < keys.size(); i++) {
        TlogProof proof = proofs.get(i);
        update.setBytes(1, concat(proof.path()));
        update.setString(2, proof.checkpoint().checkpoint().origin());
        update.setLong(3, proof.checkpoint().checkpoint().size());
        set(update, 4, keys.get(i));
        update.addBatch();
      }
      update.executeBatch();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Sets when to look again; in the caller's transaction. */
  void postpone(List<Postponed> receipts) {
    try (var connection = database.getConnection();
        var update = connection.prepareStatement(POSTPONE)) {
      for (Postponed postponed : receipts) {
        update.setString(1, postponed.state().value());
        update.setObject(2, utc(postponed.next()));
        set(update, 3, postponed.receipt().key());
        update.addBatch();
      }
      update.executeBatch();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static void set(PreparedStatement update, int from, OpenReceipt.Key key)
      throws SQLException {
    update.setLong(from, key.offset());
    update.setObject(from + 1, key.topicId());
    update.setBytes(from + 2, key.leafHash().toArray());
  }

  private static byte[] concat(List<Bytes> path) {
    var hashes = new ByteArrayOutputStream();
    path.forEach(hash -> hashes.writeBytes(hash.toArray()));
    return hashes.toByteArray();
  }

  /** Sets the parameters of a query. */
  @FunctionalInterface
  private interface Setting {
    void set(PreparedStatement statement) throws SQLException;
  }

  private List<OpenReceipt> select(String sql, Setting setting) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      setting.set(statement);
      var found = new ArrayList<OpenReceipt>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(
              new OpenReceipt(
                  new OpenReceipt.Key(
                      row.getLong(1), row.getObject(2, UUID.class), Bytes.of(row.getBytes(3))),
                  row.getObject(4, UUID.class),
                  row.getObject(5, OffsetDateTime.class).toInstant(),
                  ReceiptState.of(row.getString(6)).orElseThrow(),
                  row.getInt(7)));
        }
      }
      return found;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  static IllegalStateException failed(SQLException e) {
    return new IllegalStateException("receipts: SQL state " + e.getSQLState(), e);
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}

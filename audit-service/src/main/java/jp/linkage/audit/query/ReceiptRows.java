package jp.linkage.audit.query;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.view.Viewed;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.receipt.LogReceipt;

/** The bytes of records, and the receipts that were signed for them. */
@ApplicationScoped
class ReceiptRows {
  // the bytes by the entry's own time, so that only its month is read
  private static final String SELECT =
      """
      select entry.leaf_index, octets.record, log_state.topic_id, receipt.logged_at,
        receipt.output_digest, receipt.receipt_signature
      from entry cross join log_state left join lateral (
        select record from leaf
          where leaf.leaf_index = entry.leaf_index and leaf.logged_at = entry.logged_at
          limit 1
      ) octets on true left join (
        select leaf_index, logged_at, output_digest, receipt_signature from exchange
          where exchange_id = ?
        union all
        select leaf_index, logged_at, output_digest, receipt_signature from release
          where exchange_id = ?
        union all
        select leaf_index, logged_at, output_digest, receipt_signature from denial
          where exchange_id = ?
      ) receipt on receipt.leaf_index = entry.leaf_index
      where entry.leaf_index = any (?)
      """;

  private final Transactions transactions;

  ReceiptRows(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * A record.
   *
   * @param record empty where its month is archived
   * @param receipt empty too where the exchange failed after the record was appended
   */
  record Receipted(Optional<Bytes> record, Optional<LogReceipt> receipt) {}

  /** The records of these entries, which the auditor may see, all of one exchange. */
  Map<Long, Receipted> of(Viewed view, UUID exchange, List<Entry> entries) {
    List<Long> leafIndexes = entries.stream().map(Entry::leafIndex).toList();
    return transactions.read(connection -> select(connection, exchange, leafIndexes));
  }

  private static Map<Long, Receipted> select(
      Connection connection, UUID exchange, List<Long> leafIndexes) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      Parameters.set(
          select,
          exchange,
          exchange,
          exchange,
          connection.createArrayOf("bigint", leafIndexes.toArray()));
      Map<Long, Receipted> found = new HashMap<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Optional<Bytes> record = Optional.ofNullable(row.getBytes(2)).map(Bytes::of);
          Optional<LogReceipt> receipt =
              record.isPresent() ? receipt(row, record.get()) : Optional.empty();
          found.put(row.getLong(1), new Receipted(record, receipt));
        }
      }
      return found;
    }
  }

  private static Optional<LogReceipt> receipt(ResultSet row, Bytes record) throws SQLException {
    OffsetDateTime loggedAt = row.getObject(4, OffsetDateTime.class);
    return loggedAt == null
        ? Optional.empty()
        : Optional.of(
            new LogReceipt(
                record,
                row.getObject(3, UUID.class),
                row.getLong(1),
                loggedAt.toInstant(),
                Bytes.of(row.getBytes(5)),
                Bytes.of(row.getBytes(6))));
  }
}

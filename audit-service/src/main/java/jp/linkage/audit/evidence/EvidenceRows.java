package jp.linkage.audit.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.view.Viewed;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.receipt.LogReceipt;

/** The records of exchanges with the receipts that were signed for them. */
@ApplicationScoped
class EvidenceRows {
  // the bytes by the entry's own time, so that only its month is read
  private static final String SELECT =
      """
      select e.exchange_id, e.type, e.state, e.inquirer, e.provider, e.leaf_index,
        e.logged_at as entered_at, l.record, s.topic_id, r.logged_at, r.output_digest,
        r.receipt_signature
      from (
        select exchange_id, type, state, inquirer, provider, leaf_index, logged_at from entry
          where exchange_id = any (?) and state <> 'invalid' and dup_of is null
        union all
        select exchange_id, type, state, inquirer, provider, leaf_index, logged_at from entry
          where exchange_id = any (?) and dup_of is not null
      ) e
      left join lateral (
        select record from leaf
          where leaf.leaf_index = e.leaf_index and leaf.logged_at = e.logged_at
          limit 1
      ) l on true
      cross join log_state s
      left join (
        select leaf_index, logged_at, output_digest, receipt_signature from exchange
          where exchange_id = any (?)
        union all
        select leaf_index, logged_at, output_digest, receipt_signature from release
          where exchange_id = any (?)
        union all
        select leaf_index, logged_at, output_digest, receipt_signature from denial
          where exchange_id = any (?)
      ) r on r.leaf_index = e.leaf_index
      order by e.leaf_index
      """;

  private final Transactions transactions;

  EvidenceRows(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * A record of an exchange.
   *
   * @param shredded whether the opening was destroyed with the key of its month
   * @param inquirer empty where the key of its month was destroyed; so is the provider, which not
   *     every type has
   * @param loggedAt the broker's append time
   * @param record empty where its month is archived
   * @param receipt empty too where the exchange failed after the record was appended
   */
  record Evidence(
      UUID exchangeId,
      String type,
      boolean shredded,
      Optional<String> inquirer,
      Optional<String> provider,
      long index,
      Instant loggedAt,
      Optional<Bytes> record,
      Optional<LogReceipt> receipt) {}

  /**
   * The records of these exchanges in the order of the log.
   *
   * @param view the logged query; the caller keeps to its scope
   */
  List<Evidence> of(Viewed view, List<UUID> exchanges) {
    return transactions.read(connection -> select(connection, exchanges));
  }

  private static List<Evidence> select(Connection connection, List<UUID> exchanges)
      throws SQLException {
    Array ids = connection.createArrayOf("uuid", exchanges.toArray());
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      Parameters.set(select, ids, ids, ids, ids, ids);
      List<Evidence> found = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Optional<Bytes> record = Optional.ofNullable(row.getBytes("record")).map(Bytes::of);
          found.add(
              new Evidence(
                  row.getObject("exchange_id", UUID.class),
                  row.getString("type"),
                  row.getString("state").equals("shredded"),
                  Optional.ofNullable(row.getString("inquirer")),
                  Optional.ofNullable(row.getString("provider")),
                  row.getLong("leaf_index"),
                  row.getObject("entered_at", OffsetDateTime.class).toInstant(),
                  record,
                  record.isPresent() ? receipt(row, record.get()) : Optional.empty()));
        }
      }
      return found;
    }
  }

  private static Optional<LogReceipt> receipt(ResultSet row, Bytes record) throws SQLException {
    OffsetDateTime loggedAt = row.getObject("logged_at", OffsetDateTime.class);
    return loggedAt == null
        ? Optional.empty()
        : Optional.of(
            new LogReceipt(
                record,
                row.getObject("topic_id", UUID.class),
                row.getLong("leaf_index"),
                loggedAt.toInstant(),
                Bytes.of(row.getBytes("output_digest")),
                Bytes.of(row.getBytes("receipt_signature"))));
  }
}

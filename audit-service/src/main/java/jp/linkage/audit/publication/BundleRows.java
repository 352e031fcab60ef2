package jp.linkage.audit.publication;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.linkage.audit.database.Transactions;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.Bundle;

/** The entries of the log, byte for byte. */
@ApplicationScoped
class BundleRows {
  // each by its own time, so that only its month is read
  private static final String SELECT =
      """
      select e.logged_at, l.record
      from entry e
        left join lateral (
          select record from leaf
          where leaf.leaf_index = e.leaf_index and leaf.logged_at = e.logged_at
          limit 1) l on true
      where e.leaf_index >= ? and e.leaf_index < ?
      order by e.leaf_index
      """;

  private final Transactions transactions;

  BundleRows(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * An entry.
   *
   * @param record its bytes; empty where its month is archived
   */
  record Stored(Instant loggedAt, Optional<Bytes> record) {}

  /** The entries of a bundle, as far as there are. */
  List<Stored> find(Bundle bundle) {
    return transactions.read(connection -> {
      try (PreparedStatement select = connection.prepareStatement(SELECT)) {
        Parameters.set(select, bundle.start(), bundle.start() + bundle.width());
        List<Stored> entries = new ArrayList<>(bundle.width());
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            entries.add(
                new Stored(
                    row.getObject(1, OffsetDateTime.class).toInstant(),
                    Optional.ofNullable(row.getBytes(2)).map(Bytes::of)));
          }
        }
        return entries;
      }
    });
  }
}

package jp.linkage.audit.seal;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import jp.linkage.audit.database.Transactions;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;

/** The newest checkpoint that was published. */
@ApplicationScoped
public class CheckpointRows {
  // The topic holds it already: a crash that loses the row loses nothing, so that the commit does
  // not wait for the disk. The subquery sets this for its own transaction, in one round trip.
  private static final String UPSERT =
      """
      insert into checkpoint (id, size, note, published_at)
      select 1, ?, ?, now() from (select set_config('synchronous_commit', 'off', true)) as setting
      on conflict (id) do update
      set size = excluded.size, note = excluded.note, published_at = excluded.published_at
      where checkpoint.size <= excluded.size
      """;

  private final Transactions transactions;

  CheckpointRows(Transactions transactions) {
    this.transactions = transactions;
  }

  /** A published checkpoint: its size and its signed note. */
  public record Published(long size, Bytes note) {}

  /** The newest one; empty until the first was published. */
  public Optional<Published> newest() {
    return transactions.read(connection -> {
      try (PreparedStatement select =
              connection.prepareStatement("select size, note from checkpoint where id = 1");
          ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(new Published(row.getLong(1), Bytes.of(row.getBytes(2))))
            : Optional.empty();
      }
    });
  }

  /** Puts a published checkpoint in the place of a smaller one. */
  void put(Connection connection, SignedCheckpoint published) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      Parameters.set(upsert, published.checkpoint().size(), published.bytes());
      upsert.executeUpdate();
    }
  }
}

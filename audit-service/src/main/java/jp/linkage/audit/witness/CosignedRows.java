package jp.linkage.audit.witness;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Optional;
import jp.linkage.audit.database.Transactions;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;

/** The newest checkpoint that a quorum has cosigned. */
@ApplicationScoped
public class CosignedRows {
  private static final String SELECT =
      """
      select size, note, extract(epoch from now() - cosigned_at)::bigint
      from cosigned_checkpoint where id = 1
      """;
  private static final String UPSERT =
      """
      insert into cosigned_checkpoint (id, size, note, cosigned_at) values (1, ?, ?, now())
      on conflict (id) do update
      set size = excluded.size, note = excluded.note, cosigned_at = excluded.cosigned_at
      where cosigned_checkpoint.size <= excluded.size
      """;

  private final Transactions transactions;

  CosignedRows(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * A cosigned checkpoint.
   *
   * @param size of the tree
   * @param note the signed note with its cosignatures
   * @param age since it was cosigned, by the database's clock
   */
  public record CosignedNote(long size, Bytes note, Duration age) {}

  /** The newest one; empty until the first quorum. */
  public Optional<CosignedNote> newest() {
    return transactions.read(connection -> {
      try (PreparedStatement select = connection.prepareStatement(SELECT);
          ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new CosignedNote(
                    row.getLong(1), Bytes.of(row.getBytes(2)), Duration.ofSeconds(row.getLong(3))))
            : Optional.empty();
      }
    });
  }

  /** Puts a checkpoint in the place of a smaller or an older one. */
  void put(SignedCheckpoint cosigned) {
    transactions.inTransaction(connection -> {
      try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
        Parameters.set(upsert, cosigned.checkpoint().size(), cosigned.bytes());
        return upsert.executeUpdate();
      }
    });
  }
}

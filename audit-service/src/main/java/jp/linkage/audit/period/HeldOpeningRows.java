package jp.linkage.audit.period;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;
import jp.linkage.audit.database.Transactions;
import jp.linkage.protocol.json.Bytes;

/** What legal holds keep of single records. */
@ApplicationScoped
class HeldOpeningRows {
  private final Transactions transactions;

  HeldOpeningRows(Transactions transactions) {
    this.transactions = transactions;
  }

  Optional<Bytes> find(long leafIndex) {
    return transactions.read(connection -> {
      try (PreparedStatement select =
          connection.prepareStatement("select sealed from held_opening where leaf_index = ?")) {
        select.setLong(1, leafIndex);
        try (ResultSet row = select.executeQuery()) {
          return row.next() ? Optional.of(Bytes.of(row.getBytes(1))) : Optional.empty();
        }
      }
    });
  }
}

package jp.linkage.audit.publication;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import jp.linkage.audit.database.Transactions;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.tlog.Bundle;

/** The entries of the log, byte for byte. */
@ApplicationScoped
class BundleRows {
  private static final String SELECT =
      """
      select record from leaf where leaf_index >= ? and leaf_index < ? order by leaf_index
      """;

  private final Transactions transactions;

  BundleRows(Transactions transactions) {
    this.transactions = transactions;
  }

  /** The entries of a bundle, as far as there are. */
  List<byte[]> find(Bundle bundle) {
    return transactions.read(connection -> {
      try (PreparedStatement select = connection.prepareStatement(SELECT)) {
        Parameters.set(select, bundle.start(), bundle.start() + bundle.width());
        List<byte[]> entries = new ArrayList<>(bundle.width());
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            entries.add(row.getBytes(1));
          }
        }
        return entries;
      }
    });
  }
}

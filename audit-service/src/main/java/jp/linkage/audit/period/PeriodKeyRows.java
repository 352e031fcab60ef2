package jp.linkage.audit.period;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;
import jp.linkage.audit.database.Transactions;

/** The wrapped keys. */
@ApplicationScoped
class PeriodKeyRows {
  private final Transactions transactions;

  PeriodKeyRows(Transactions transactions) {
    this.transactions = transactions;
  }

  Optional<byte[]> find(String period) {
    return transactions.read(connection -> {
      try (PreparedStatement select =
          connection.prepareStatement(
              "select wrapped from period_key where period = ? and wrapped is not null")) {
        select.setString(1, period);
        try (ResultSet row = select.executeQuery()) {
          return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
        }
      }
    });
  }

  /** Keeps the first of those that replicas propose at the same time. */
  void insertIfAbsent(String period, byte[] wrapped) {
    transactions.inTransaction(connection -> {
      try (PreparedStatement insert =
          connection.prepareStatement(
              "insert into period_key (period, wrapped) values (?, ?)"
                  + " on conflict (period) do nothing")) {
        insert.setString(1, period);
        insert.setBytes(2, wrapped);
        return insert.executeUpdate();
      }
    });
  }
}

package jp.linkage.audit.exchange;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.receipt.LogReceipt;

/** Denied requests: one record for each, however often it is reported. */
@ApplicationScoped
public class DenialRows {
  /** Takes the request's place, or finds what was answered before; never a conflict. */
  public Binding bind(Connection connection, Header header, Bytes requestRoot) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into denial (exchange_id, request_root, expires_at) values (?, ?, ?)"
                + " on conflict (exchange_id, request_root) do nothing")) {
      Parameters.set(insert, header.exchangeId().value(), requestRoot, header.expiresAt());
      if (insert.executeUpdate() == 1) {
        return new Binding.New();
      }
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            "select response from denial where exchange_id = ? and request_root = ?")) {
      Parameters.set(select, header.exchangeId().value(), requestRoot);
      try (ResultSet row = select.executeQuery()) {
        byte[] response = row.next() ? row.getBytes(1) : null;
        return response == null
            ? new Binding.Forgotten()
            : new Binding.Answered(Bytes.of(response));
      }
    }
  }

  /** Stores what is answered, before it is. */
  public void complete(
      Connection connection, Header header, Bytes requestRoot, LogReceipt receipt, Bytes response)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            update denial set leaf_index = ?, logged_at = ?, output_digest = ?,
              receipt_signature = ?, response = ?
            where exchange_id = ? and request_root = ?
            """)) {
      Parameters.set(
          update,
          receipt.offset(),
          receipt.time(),
          receipt.outputDigest(),
          receipt.signature(),
          response,
          header.exchangeId().value(),
          requestRoot);
      update.executeUpdate();
    }
  }

  /** Forgets what expired before this instant; tells how many. */
  int forgetExpiredBefore(Connection connection, Instant instant) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update denial set response = null where expires_at < ? and response is not null")) {
      Parameters.set(update, instant);
      return update.executeUpdate();
    }
  }
}

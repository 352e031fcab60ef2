package jp.linkage.audit.exchange;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jp.linkage.audit.database.Parameters;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.message.ReleaseItem;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.protocol.receipt.LogReceipt;

/** What was released of an exchange. The caller holds the lock of the exchange. */
@ApplicationScoped
public class ReleaseRows {
  /** A release; the response is empty once it was forgotten. */
  public record Released(
      Bytes answersRoot, Bytes outcomes, List<ReleaseItem> items, Optional<Bytes> response) {}

  /** The releases of an exchange, the oldest first. */
  public List<Released> of(Connection connection, ExchangeId id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select answers_root, outcomes, statuses, answer_digests, response from release"
                + " where exchange_id = ? order by leaf_index")) {
      Parameters.set(select, id.value());
      List<Released> releases = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          releases.add(
              new Released(
                  Bytes.of(row.getBytes(1)),
                  Bytes.of(row.getBytes(2)),
                  items(
                      (String[]) row.getArray(3).getArray(), (byte[][]) row.getArray(4).getArray()),
                  Optional.ofNullable(row.getBytes(5)).map(Bytes::of)));
        }
      }
      return releases;
    }
  }

  private static List<ReleaseItem> items(String[] statuses, byte[][] digests) {
    List<ReleaseItem> items = new ArrayList<>(statuses.length);
    for (int i = 0; i < statuses.length; i++) {
      Optional<Bytes> digest =
          Stream.of(digests[i]).filter(octets -> octets.length > 0).map(Bytes::of).findFirst();
      items.add(new ReleaseItem(AnswerStatus.parse(statuses[i]), digest));
    }
    return items;
  }

  /** Stores a release before it is answered. */
  public void insert(
      Connection connection,
      Header header,
      Bytes answersRoot,
      Bytes outcomes,
      List<ReleaseItem> items,
      LogReceipt receipt,
      Bytes response)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into release (exchange_id, answers_root, outcomes, expires_at, statuses,
              answer_digests, leaf_index, logged_at, output_digest, receipt_signature, response)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      Parameters.set(
          insert,
          header.exchangeId().value(),
          answersRoot,
          outcomes,
          header.expiresAt(),
          items.stream().map(item -> item.status().wire()).toList(),
          items.stream().map(item -> item.answerDigest().orElse(Bytes.EMPTY)).toList(),
          receipt.offset(),
          receipt.time(),
          receipt.outputDigest(),
          receipt.signature(),
          response);
      insert.executeUpdate();
    }
  }

  /** Forgets what expired before this instant; tells how many. */
  int forgetExpiredBefore(Connection connection, Instant instant) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update release set response = null where expires_at < ? and response is not null")) {
      Parameters.set(update, instant);
      return update.executeUpdate();
    }
  }
}

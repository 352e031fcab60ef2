package jp.linkage.audit.exchange;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jp.linkage.kit.database.Command;
import jp.linkage.kit.database.Parameters;
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

  private static final String OF_EXCHANGE =
      """
      select answers_root, outcomes, statuses, answer_digests, response from release
      where exchange_id = ? order by leaf_index
      """;
  private static final String INSERT =
      """
      insert into release (exchange_id, answers_root, outcomes, expires_at, statuses,
        answer_digests, leaf_index, logged_at, output_digest, receipt_signature, response)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  /** The releases of an exchange, the oldest first. */
  public static Command<List<Released>> of(ExchangeId id) {
    return Command.query(
        OF_EXCHANGE,
        row -> {
          List<Released> releases = new ArrayList<>();
          while (row.next()) {
            releases.add(
                new Released(
                    Bytes.of(row.getBytes(1)),
                    Bytes.of(row.getBytes(2)),
                    items(
                        (String[]) row.getArray(3).getArray(),
                        (byte[][]) row.getArray(4).getArray()),
                    Optional.ofNullable(row.getBytes(5)).map(Bytes::of)));
          }
          return releases;
        },
        id.value());
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
  public static Command<Integer> insert(
      Header header,
      Bytes answersRoot,
      Bytes outcomes,
      List<ReleaseItem> items,
      LogReceipt receipt,
      Bytes response) {
    return Command.change(
        INSERT,
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

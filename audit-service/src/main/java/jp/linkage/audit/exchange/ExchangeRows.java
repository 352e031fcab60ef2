package jp.linkage.audit.exchange;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jp.linkage.kit.database.Command;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.receipt.LogReceipt;
import jp.linkage.protocol.receipt.RecordType;

/** Exchange ids, each bound to its first request root. */
@ApplicationScoped
public class ExchangeRows {
  private static final String BIND =
      """
      insert into exchange (exchange_id, request_root, expires_at, header) values (?, ?, ?, ?)
      on conflict (exchange_id) do nothing
      """;
  private static final String COMPLETE =
      """
      update exchange set type = ?, rejected = ?, leaf_index = ?, logged_at = ?, output_digest = ?,
        receipt_signature = ?, response = ?
      where exchange_id = ?
      """;

  private static final String LOCK_REQUESTED =
      """
      select request_root, header, rejected from exchange
      where exchange_id = ? and type = 'REQUEST' and header is not null for update
      """;

  /**
   * Binds the id, unless it is bound. Waits for another transaction that is binding it: if that one
   * rolls back, this one binds.
   *
   * @return one row changed when the id is bound now, none when it was before
   */
  public static Command<Integer> bind(Header header, Bytes requestRoot) {
    return Command.change(
        BIND,
        header.exchangeId().value(),
        requestRoot,
        header.expiresAt(),
        Bytes.of(header.bytes()));
  }

  /** How an id is bound that {@link #bind} could not bind. */
  public Binding bound(Connection connection, ExchangeId id, Bytes requestRoot)
      throws SQLException {
    return find(connection, id, requestRoot)
        .orElseThrow(() -> new SQLException("a bound exchange has vanished", "40001"));
  }

  /** How an id is bound; empty if it is not. */
  public Optional<Binding> find(Connection connection, ExchangeId id, Bytes requestRoot)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select request_root, response from exchange where exchange_id = ?")) {
      Parameters.set(select, id.value());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        if (!Bytes.of(row.getBytes(1)).equals(requestRoot)) {
          return Optional.of(new Binding.Conflict());
        }
        byte[] response = row.getBytes(2);
        return Optional.of(
            response == null ? new Binding.Forgotten() : new Binding.Answered(Bytes.of(response)));
      }
    }
  }

  /** Stores what is answered, before it is. */
  public static Command<Integer> complete(
      ExchangeId id,
      RecordType type,
      Collection<Integer> rejected,
      LogReceipt receipt,
      Bytes response) {
    return Command.change(
        COMPLETE,
        type.name(),
        rejected.stream().mapToInt(Integer::intValue).toArray(),
        receipt.offset(),
        receipt.time(),
        receipt.outputDigest(),
        receipt.signature(),
        response,
        id.value());
  }

  /**
   * An exchange that may be released.
   *
   * @param header its header's bytes
   * @param rejected indices of the items that the registry did not know
   */
  public record Requested(Bytes requestRoot, Bytes header, List<Integer> rejected) {}

  /** An exchange whose REQUEST is in the log and that has not been forgotten; locks it. */
  public static Command<Optional<Requested>> lockRequested(ExchangeId id) {
    return Command.query(
        LOCK_REQUESTED,
        row ->
            row.next()
                ? Optional.of(
                    new Requested(
                        Bytes.of(row.getBytes(1)),
                        Bytes.of(row.getBytes(2)),
                        integers(row.getArray(3))))
                : Optional.empty(),
        id.value());
  }

  private static List<Integer> integers(Array array) throws SQLException {
    return Stream.of((Integer[]) array.getArray()).toList();
  }

  /** Forgets what expired before this instant; tells how many. */
  int forgetExpiredBefore(Connection connection, Instant instant) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update exchange set header = null, response = null where expires_at < ? and response is not null")) {
      Parameters.set(update, instant);
      return update.executeUpdate();
    }
  }
}

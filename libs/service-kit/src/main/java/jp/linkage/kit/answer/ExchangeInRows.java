package jp.linkage.kit.answer;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;
import jp.linkage.kit.database.Command;
import jp.linkage.kit.schedule.Expiring;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;

/** The exchanges that this agency answered. */
@ApplicationScoped
@IfBuildProperty(name = "linkage.agency.enabled", stringValue = "true")
class ExchangeInRows implements PanacheRepositoryBase<ExchangeInRow, UUID>, Expiring {
  private static final String BIND =
      """
      INSERT INTO exchange_in (exchange_id, request_root, answer, deferred, bound_at, expires_at)
      VALUES (?, ?, ''::bytea, false, now(), ?)
      ON CONFLICT (exchange_id) DO NOTHING
      """;

  private static final String ANSWER =
      "UPDATE exchange_in SET answer = ?, deferred = ? WHERE exchange_id = ?";

  /**
   * Binds an exchange id, in the caller's transaction, unless it is bound, and locks its row. A
   * replica that does the same waits here until this transaction ends, and then finds its answer.
   *
   * @return one row changed when the id is new, none when it is bound
   */
  static Command<Integer> bind(Header header, Bytes requestRoot) {
    return Command.change(BIND, header.exchangeId().value(), requestRoot, header.expiresAt());
  }

  /** What an id was bound to before; locks its row. */
  ExchangeInRow bound(ExchangeId id) {
    return findById(id.value(), LockModeType.PESSIMISTIC_WRITE);
  }

  /** Stores the answer of an exchange that the caller's transaction has bound. */
  static Command<Integer> answer(ExchangeId id, byte[] answer, boolean deferred) {
    return Command.change(ANSWER, answer, deferred, id.value());
  }

  /**
   * Forgets the answers of exchanges that have expired; a late repetition is refused by its time.
   */
  @Override
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public void forget(Instant now) {
    delete("expiresAt <= ?1", now);
  }
}

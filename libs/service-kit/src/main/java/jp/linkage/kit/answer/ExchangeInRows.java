package jp.linkage.kit.answer;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.kit.database.ChangeRows;
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

  private final ChangeRows changeRows;

  ExchangeInRows(ChangeRows changeRows) {
    this.changeRows = changeRows;
  }

  /**
   * Binds an exchange id, in the caller's transaction, and locks its row. A replica that does the
   * same waits here until this transaction ends, and then finds its answer.
   *
   * @return what the id was bound to before; empty when it is new
   */
  Optional<ExchangeInRow> bind(Header header, Bytes requestRoot) {
    UUID id = header.exchangeId().value();
    int inserted =
        changeRows.run(
            BIND,
            statement -> {
              statement.setObject(1, id);
              statement.setBytes(2, requestRoot.toArray());
              statement.setObject(3, header.expiresAt().atOffset(ZoneOffset.UTC));
            });
    return inserted == 1
        ? Optional.empty()
        : Optional.of(findById(id, LockModeType.PESSIMISTIC_WRITE));
  }

  /** Stores the answer of an exchange that the caller's transaction has bound. */
  void answer(ExchangeId id, byte[] answer, boolean deferred) {
    changeRows.run(
        ANSWER,
        statement -> {
          statement.setBytes(1, answer);
          statement.setBoolean(2, deferred);
          statement.setObject(3, id.value());
        });
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

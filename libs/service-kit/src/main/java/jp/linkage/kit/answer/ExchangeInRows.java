package jp.linkage.kit.answer;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;
import jp.linkage.kit.schedule.Expiring;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;

/** The exchanges that this agency answered. */
@ApplicationScoped
@IfBuildProperty(name = "linkage.agency.enabled", stringValue = "true")
class ExchangeInRows implements PanacheRepositoryBase<ExchangeInRow, UUID>, Expiring {
  /**
   * Binds an exchange id, in the caller's transaction, and locks its row. A replica that does the
   * same waits here until this transaction ends, and then finds its answer.
   */
  ExchangeInRow bind(Header header, Bytes requestRoot) {
    UUID id = header.exchangeId().value();
    getEntityManager()
        .createNativeQuery(
            """
            INSERT INTO exchange_in
              (exchange_id, request_root, answer, deferred, bound_at, expires_at)
            VALUES (:id, :root, ''::bytea, false, now(), :expires)
            ON CONFLICT (exchange_id) DO NOTHING
            """)
        .setParameter("id", id)
        .setParameter("root", requestRoot.toArray())
        .setParameter("expires", header.expiresAt())
        .executeUpdate();
    return findById(id, LockModeType.PESSIMISTIC_WRITE);
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

package jp.linkage.kit.exchange;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;
import jp.linkage.kit.schedule.Expiring;

/** The exchanges that this agency started, in the caller's transaction. */
@ApplicationScoped
@IfBuildProperty(name = "linkage.agency.enabled", stringValue = "true")
class ExchangeOutRows implements PanacheRepositoryBase<ExchangeOutRow, UUID>, Expiring {
  /** Deletes the keys that open the answers of exchanges whose validity has ended (protocol M5). */
  @Override
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public void forget(Instant now) {
    update("state = 'lapsed', secrets = null where expiresAt <= ?1 and secrets is not null", now);
  }
}

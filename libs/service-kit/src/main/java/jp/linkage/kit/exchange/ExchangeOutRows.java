package jp.linkage.kit.exchange;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** The exchanges that this agency started, in the caller's transaction. */
@ApplicationScoped
class ExchangeOutRows implements PanacheRepositoryBase<ExchangeOutRow, UUID> {
  /** Deletes the keys of exchanges whose validity has ended. */
  long lapse(Instant now) {
    return update(
        "state = 'lapsed', secrets = null where expiresAt <= ?1 and secrets is not null", now);
  }
}

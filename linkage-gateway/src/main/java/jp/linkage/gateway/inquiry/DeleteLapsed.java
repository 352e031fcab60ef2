package jp.linkage.gateway.inquiry;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import jp.linkage.gateway.config.GatewayConfig;
import jp.linkage.kit.schedule.Periodic;
import org.jboss.logging.Logger;

/**
 * Deletes exchanges some time after their validity period has ended: the ciphertexts that the
 * gateway held for a repetition are of no use then. What happened stays in the log.
 */
@ApplicationScoped
class DeleteLapsed {
  private static final Logger LOG = Logger.getLogger(DeleteLapsed.class);

  private final ExchangeRows rows;
  private final GatewayConfig.Retention retention;
  private final Clock clock;
  private final AtomicReference<AutoCloseable> running = new AtomicReference<>(() -> {});

  DeleteLapsed(ExchangeRows rows, GatewayConfig config, Clock clock) {
    this.rows = rows;
    this.retention = config.retention();
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    running.set(Periodic.start("delete-lapsed-exchanges", retention.every(), this::delete));
  }

  void stop(@Observes ShutdownEvent event) throws Exception {
    running.get().close();
  }

  /** Deletes all that have lapsed, in short transactions. */
  void delete() {
    Instant before = clock.instant().minus(retention.afterExpiry());
    int sum = 0;
    int deleted;
    do {
      deleted = rows.deleteExpired(before, retention.batch());
      sum += deleted;
    } while (deleted == retention.batch());
    if (sum > 0) {
      LOG.infof("%d lapsed exchanges deleted", sum);
    }
  }
}

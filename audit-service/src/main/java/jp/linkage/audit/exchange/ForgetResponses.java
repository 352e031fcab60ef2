package jp.linkage.audit.exchange;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import jp.linkage.audit.database.DatabaseUnavailable;
import jp.linkage.audit.database.Transactions;
import org.jboss.logging.Logger;

/**
 * Forgets headers and responses of exchanges that expired: nobody may resume them (protocol §5 rule
 * 3), and the header in clear must not outlive the log's sealed copy. The binding of the id stays.
 */
@Startup
@ApplicationScoped
public class ForgetResponses {
  private static final Logger LOG = Logger.getLogger(ForgetResponses.class);
  private static final Duration EVERY = Duration.ofMinutes(10);
  // longer than any clock that the protocol allows for
  private static final Duration GRACE = Duration.ofHours(1);

  private final ExchangeRows exchanges;
  private final ReleaseRows releases;
  private final DenialRows denials;
  private final Transactions transactions;
  private final Thread worker;

  ForgetResponses(
      ExchangeRows exchanges, ReleaseRows releases, DenialRows denials, Transactions transactions) {
    this.exchanges = exchanges;
    this.releases = releases;
    this.denials = denials;
    this.transactions = transactions;
    this.worker = Thread.ofVirtual().name("audit-forget").unstarted(this::run);
  }

  @PostConstruct
  void start() {
    worker.start();
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(EVERY);
        forgetExpiredBefore(Instant.now().minus(GRACE));
      } catch (InterruptedException e) {
        return;
      } catch (DatabaseUnavailable e) {
        LOG.debug("Expired responses are forgotten later");
      } catch (RuntimeException e) {
        LOG.error("Expired responses could not be forgotten", e);
      }
    }
  }

  /** Forgets what expired before this instant. */
  void forgetExpiredBefore(Instant instant) {
    int forgotten =
        transactions.inTransaction(connection ->
            exchanges.forgetExpiredBefore(connection, instant)
                + releases.forgetExpiredBefore(connection, instant)
                + denials.forgetExpiredBefore(connection, instant));
    LOG.debugf("Forgot %d expired responses", forgotten);
  }

  @PreDestroy
  void stop() {
    worker.interrupt();
  }
}

package jp.linkage.audit.exchange;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import jp.linkage.audit.database.Transactions;
import jp.linkage.kit.schedule.Expiring;

/**
 * Forgets headers and responses of exchanges that expired: nobody may resume them (protocol §5 rule
 * 3), and the header in clear must not outlive the log's sealed copy. The binding of the id stays.
 */
@ApplicationScoped
class ForgetResponses implements Expiring {
  // longer than any clock that the protocol allows for
  private static final Duration GRACE = Duration.ofHours(1);

  private final ExchangeRows exchanges;
  private final ReleaseRows releases;
  private final DenialRows denials;
  private final Transactions transactions;

  ForgetResponses(
      ExchangeRows exchanges, ReleaseRows releases, DenialRows denials, Transactions transactions) {
    this.exchanges = exchanges;
    this.releases = releases;
    this.denials = denials;
    this.transactions = transactions;
  }

  @Override
  public void forget(Instant now) {
    Instant instant = now.minus(GRACE);
    transactions.inTransaction(connection ->
        exchanges.forgetExpiredBefore(connection, instant)
            + releases.forgetExpiredBefore(connection, instant)
            + denials.forgetExpiredBefore(connection, instant));
  }
}

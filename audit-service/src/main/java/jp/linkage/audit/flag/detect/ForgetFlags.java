package jp.linkage.audit.flag.detect;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.flag.config.FlagConfig;
import jp.linkage.kit.schedule.Expiring;

/** Forgets flags whose records nobody can read any more. */
@ApplicationScoped
class ForgetFlags implements Expiring {
  private final FlagConfig config;
  private final RaisedRows rows;
  private final Transactions transactions;

  ForgetFlags(FlagConfig config, RaisedRows rows, Transactions transactions) {
    this.config = config;
    this.rows = rows;
    this.transactions = transactions;
  }

  @Override
  public void forget(Instant now) {
    Instant instant = now.minus(config.keep());
    transactions.inTransaction(connection -> rows.forgetBefore(connection, instant));
  }
}

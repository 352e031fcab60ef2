package jp.linkage.audit.flag.detect;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import jp.linkage.audit.database.AdvisoryLock;
import jp.linkage.audit.database.DatabaseUnavailable;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.flag.config.FlagConfig;
import jp.linkage.audit.flag.config.RulesInForce;
import jp.linkage.kit.schedule.Periodic;
import org.jboss.logging.Logger;

/**
 * Looks again and again whether the log has something new, apart from the exchanges and one replica
 * at a time. What fails is tried again with half as many records, so that no record is too much.
 */
@ApplicationScoped
class WatchLog {
  private static final Logger LOG = Logger.getLogger(WatchLog.class);

  private final FlagConfig config;
  private final RulesInForce rules;
  private final EvaluateBatch evaluate;
  private final Transactions transactions;
  private int most;
  private volatile boolean stopped;
  private Optional<Periodic> running = Optional.empty();

  WatchLog(
      FlagConfig config, RulesInForce rules, EvaluateBatch evaluate, Transactions transactions) {
    this.config = config;
    this.rules = rules;
    this.evaluate = evaluate;
    this.transactions = transactions;
    this.most = config.batch();
  }

  void start(@Observes StartupEvent event) {
    running = Optional.of(Periodic.start("flags", config.every(), this::look));
  }

  void stop(@Observes ShutdownEvent event) {
    stopped = true;
    running.ifPresent(Periodic::close);
  }

  private void look() {
    try (Connection session = transactions.connection()) {
      AdvisoryLock.FLAGS.whileHeld(session, () -> follow(session));
    } catch (DatabaseUnavailable _) {
      // others tell it; the next look comes
    } catch (SQLException e) {
      LOG.warnf("Flags are looked for again: SQL state %s", e.getSQLState());
    }
  }

  private void follow(Connection session) throws SQLException {
    boolean done = false;
    try {
      while (!stopped && evaluate.next(session, rules.get(), most)) {
        most = Math.min(config.batch(), most * 2);
      }
      done = true;
    } finally {
      if (!done) {
        most = Math.max(1, most / 2);
      }
    }
  }
}

package jp.linkage.audit.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import jp.linkage.audit.append.AcknowledgedRecord;
import jp.linkage.audit.append.LogKafka;
import jp.linkage.audit.append.LogUnavailable;
import jp.linkage.audit.database.AdvisoryLock;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.period.OpenedCopies;
import jp.linkage.audit.period.Openings;
import jp.linkage.audit.period.PeriodKeys;
import jp.linkage.audit.record.ComposeRecord;
import jp.linkage.audit.retention.RetentionRows.Destroyed;
import jp.linkage.audit.retention.RetentionRows.ToHold;
import jp.linkage.kit.manifest.HeldManifest;
import jp.linkage.protocol.json.Bytes;
import org.jboss.logging.Logger;

/**
 * Destroys the keys of months that are due. Every step ends in a state from which the next run goes
 * on: the key and all copies go in one transaction; then the log records it; some minutes later,
 * when no replica remembers the key, it is seen that nothing of the month was projected meanwhile.
 */
@ApplicationScoped
public class DestroyKeys {
  private static final Logger LOG = Logger.getLogger(DestroyKeys.class);

  /** Longer than a replica remembers a key and the sealer needs for a batch. */
  private static final Duration FORGOTTEN = PeriodKeys.REMEMBERED.multipliedBy(5);

  private static final int LAWFUL_MONTHS = 7 * 12;

  private static final Executor SAME_THREAD = Runnable::run;

  private final Period keep;
  private final RetentionRows rows;
  private final PeriodKeys periodKeys;
  private final Openings openings;
  private final Instance<OpenedCopies> copies;
  private final HeldManifest manifests;
  private final ComposeRecord compose;
  private final LogKafka log;
  private final Transactions transactions;

  DestroyKeys(
      RetentionConfig config,
      RetentionRows rows,
      PeriodKeys periodKeys,
      Openings openings,
      @Any Instance<OpenedCopies> copies,
      HeldManifest manifests,
      ComposeRecord compose,
      LogKafka log,
      Transactions transactions) {
    this.keep = allowed(config.keep(), config.allowShorter());
    this.rows = rows;
    this.periodKeys = periodKeys;
    this.openings = openings;
    this.copies = copies;
    this.manifests = manifests;
    this.compose = compose;
    this.log = log;
    this.transactions = transactions;
  }

  /** A slip in the configuration must not destroy what nobody can make again. */
  static Period allowed(Period keep, boolean shorter) {
    // 番号法施行令30条: seven years
    int least = shorter ? 1 : LAWFUL_MONTHS;
    if (LocalDate.EPOCH.plus(keep).isBefore(LocalDate.EPOCH.plusMonths(least))) {
      throw new IllegalStateException(
          "linkage.audit.retention.keep: expected %d months or more, found %s"
              .formatted(least, keep));
    }
    return keep;
  }

  /** From when the key of a month is destroyed: the retention after its end, in UTC. */
  Instant due(YearMonth month) {
    return month.plusMonths(1).atDay(1).plus(keep).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /**
   * Does what is due, unless another replica does.
   *
   * @throws jp.linkage.audit.database.DatabaseUnavailable if the database does not answer
   */
  public void run(Instant now) {
    try (Connection session = transactions.connection()) {
      int patience = session.getNetworkTimeout();
      // a month of records takes longer than any statement of an exchange
      session.setNetworkTimeout(SAME_THREAD, 0);
      try {
        AdvisoryLock.RETENTION.whileHeld(session, () -> work(session, now));
      } finally {
        session.setNetworkTimeout(SAME_THREAD, patience);
      }
    } catch (SQLException e) {
      throw Transactions.translated(e);
    }
  }

  private void work(Connection session, Instant now) throws SQLException {
    // a clock that jumps ahead must not destroy anything
    for (YearMonth month : rows.due(session, lastDue(rows.earlier(session, now)))) {
      destroy(session, month, now);
    }
    record(session, now);
    for (YearMonth month : rows.notSwept(session, now.minus(FORGOTTEN))) {
      sweep(session, month, now);
    }
  }

  private YearMonth lastDue(Instant now) {
    YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC).minus(keep));
    while (due(month).isAfter(now)) {
      month = month.minusMonths(1);
    }
    return month;
  }

  private void destroy(Connection session, YearMonth month, Instant now) throws SQLException {
    boolean destroyed =
        Transactions.commit(
            session,
            transaction -> {
              if (!rows.begin(transaction) || !rows.isDue(transaction, month)) {
                return false;
              }
              List<ToHold> toHold = rows.toHold(transaction, month);
              if (toHold.stream().anyMatch(held -> held.leaf().isEmpty())) {
                // nobody could open them any more
                LOG.warnf(
                    "A hold covers archived records of %s: attach them in the database", month);
                return false;
              }
              for (ToHold held : toHold) {
                Optional<Bytes> sealed =
                    openings.toHold(held.leafIndex(), held.leaf().orElseThrow());
                if (sealed.isPresent()) {
                  rows.hold(transaction, month, held, sealed.get());
                }
              }
              for (OpenedCopies copy : copies) {
                copy.destroy(transaction, month);
              }
              return rows.destroy(transaction, month, now);
            });
    session.setAutoCommit(true);
    if (destroyed) {
      periodKeys.forget(month);
      LOG.infof("The key of %s is destroyed", month);
    } else {
      LOG.infof("The key of %s is kept until the next run", month);
    }
  }

  /** What the log says has happened: it is recorded afterwards, at the next run if need be. */
  private void record(Connection session, Instant now) throws SQLException {
    for (Destroyed destroyed : rows.notRecorded(session)) {
      try {
        AcknowledgedRecord record =
            log.append(
                compose
                    .destroyed(
                        manifests.current().manifest().audit().logOrigin(),
                        new ComposeRecord.DestroyedKey(
                            destroyed.month(), destroyed.entries(), destroyed.held()),
                        now)
                    .leaf());
        rows.recorded(session, destroyed.month(), record.offset());
      } catch (LogUnavailable e) {
        LOG.warnf("That the key of %s is gone is not in the log yet", destroyed.month());
        return;
      }
    }
  }

  /** Destroys what came back, or is not held any more, and the traces in the tables of keys. */
  private void sweep(Connection session, YearMonth month, Instant now) throws SQLException {
    Optional<Long> rebuilds =
        Transactions.commit(
            session,
            transaction -> {
              if (!rows.begin(transaction)) {
                return Optional.empty();
              }
              rows.release(transaction, month);
              for (OpenedCopies copy : copies) {
                copy.destroy(transaction, month);
              }
              rows.recount(transaction, month);
              return Optional.of(rows.rebuilds(transaction));
            });
    session.setAutoCommit(true);
    if (rebuilds.isPresent()) {
      rows.wipe(session);
      rows.swept(session, month, now, rebuilds.get());
    }
  }
}

package jp.linkage.audit.view;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import jp.linkage.audit.append.AcknowledgedRecord;
import jp.linkage.audit.append.LogKafka;
import jp.linkage.audit.append.LogStateRows;
import jp.linkage.audit.append.LogUnavailable;
import jp.linkage.audit.database.DatabaseUnavailable;
import jp.linkage.audit.period.PeriodKeys;
import jp.linkage.audit.record.ComposeRecord;
import jp.linkage.kit.manifest.HeldManifest;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.receipt.ViewQuery;
import jp.linkage.protocol.receipt.ViewReason;
import jp.linkage.protocol.receipt.ViewRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Appends the VIEW record of an auditor's query, and waits for its acknowledgement, before anything
 * is read: no log, no look.
 */
@ApplicationScoped
public class RecordView {
  private static final Logger LOG = Logger.getLogger(RecordView.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final CurrentAuditor currentAuditor;
  private final HeldManifest manifests;
  private final PeriodKeys periodKeys;
  private final ComposeRecord compose;
  private final LogKafka log;
  private final LogStateRows states;
  private final ViewConfig config;
  private final Clock clock;

  RecordView(
      CurrentAuditor currentAuditor,
      HeldManifest manifests,
      PeriodKeys periodKeys,
      ComposeRecord compose,
      LogKafka log,
      LogStateRows states,
      ViewConfig config,
      Clock clock) {
    this.currentAuditor = currentAuditor;
    this.manifests = manifests;
    this.periodKeys = periodKeys;
    this.compose = compose;
    this.log = log;
    this.states = states;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Records what the current request's auditor is about to see.
   *
   * @param reason the header {@link ReasonHeader#NAME} as it came
   * @param operation what he does
   * @param parameters all of the query, as it was understood
   * @throws jp.linkage.protocol.json.InvalidMessage if the reason is missing or of another form
   * @throws ProblemException {@code audit-unavailable} if the log does not acknowledge it
   */
  public Viewed record(@Nullable String reason, String operation, Map<String, String> parameters) {
    Auditor auditor = currentAuditor.get();
    ViewReason why = ReasonHeader.parse(reason);
    ViewQuery query = new ViewQuery(operation, new TreeMap<>(parameters));
    try {
      Instant now = clock.instant();
      ViewRecord record =
          compose.view(
              manifests.current().manifest().audit().logOrigin(),
              new ComposeRecord.Looked(
                  auditor.pseudonym(), auditor.scope().ownAgency(), query, why),
              periodKeys.at(now),
              now);
      AcknowledgedRecord acknowledged = log.append(record.leaf());
      return new Viewed(
          record.viewId(), auditor, acknowledged.offset(), covered(acknowledged.offset()));
    } catch (LogUnavailable | DatabaseUnavailable e) {
      LOG.warnf("audit-unavailable: %s", e.getMessage());
      throw new ProblemException(
          ProblemType.AUDIT_UNAVAILABLE,
          "The query could not be logged, so nothing is shown; ask again.",
          RETRY_AFTER);
    }
  }

  /** Waits until all that was logged before the query can be searched, but not for ever. */
  private long covered(long leafIndex) {
    long deadline = System.nanoTime() + config.patience().toNanos();
    while (true) {
      long projected = states.find().map(LogStateRows.LogState::nextOffset).orElse(0L);
      if (projected >= leafIndex || System.nanoTime() > deadline) {
        return projected;
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LogUnavailable("interrupted", e);
      }
    }
  }
}

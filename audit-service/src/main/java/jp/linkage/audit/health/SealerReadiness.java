package jp.linkage.audit.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import jp.linkage.audit.append.LogKafka;
import jp.linkage.audit.append.LogStateRows;
import jp.linkage.audit.database.DatabaseUnavailable;
import jp.linkage.audit.seal.CheckpointRows;
import jp.linkage.audit.seal.SealConfig;
import jp.linkage.audit.seal.SealerKafka;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while the log is sealed and published, by whichever replica. A service whose sealer stands
 * still could go on lending, but nobody could see or prove what it lends for.
 */
@Readiness
@ApplicationScoped
public class SealerReadiness implements HealthCheck {
  private final LogKafka log;
  private final LogStateRows states;
  private final CheckpointRows checkpoints;
  private final SealerKafka sealer;
  private final SealConfig config;

  // guarded by this: the end of the log when something was first seen to be missing before it
  private long missingBefore = -1;
  private long missingSince;

  SealerReadiness(
      LogKafka log,
      LogStateRows states,
      CheckpointRows checkpoints,
      SealerKafka sealer,
      SealConfig config) {
    this.log = log;
    this.states = states;
    this.checkpoints = checkpoints;
    this.sealer = sealer;
    this.config = config;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("sealer");
    Optional<String> reason = sealer.halted().or(sealer::hindered);
    if (reason.isPresent()) {
      return response.down().withData("reason", reason.get()).build();
    }
    try {
      long next = states.find().map(LogStateRows.LogState::nextOffset).orElse(0L);
      Optional<CheckpointRows.Published> published = checkpoints.newest();
      long size = published.map(CheckpointRows.Published::size).orElse(0L);
      Duration lag = lag(Math.min(next, size), log.checkedEnd());
      response
          .withData("nextOffset", next)
          .withData("publishedSize", size)
          .withData("invalidLeaves", sealer.invalidLeaves())
          .withData("lagSeconds", lag.toSeconds());
      if (published.isEmpty()) {
        return response.down().withData("reason", "no checkpoint was published yet").build();
      }
      if (lag.compareTo(config.maxLag()) > 0) {
        return response.down().withData("reason", "records are sealed too late").build();
      }
      return response.up().build();
    } catch (DatabaseUnavailable e) {
      return response.down().withData("reason", String.valueOf(e.getMessage())).build();
    }
  }

  private synchronized Duration lag(long sealed, long end) {
    if (missingBefore >= 0 && sealed < missingBefore) {
      return Duration.ofNanos(System.nanoTime() - missingSince);
    }
    missingBefore = sealed < end ? end : -1;
    missingSince = System.nanoTime();
    return Duration.ZERO;
  }
}

package jp.linkage.audit.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import jp.linkage.audit.append.LogKafka;
import jp.linkage.audit.append.LogStateRows;
import jp.linkage.audit.database.DatabaseUnavailable;
import jp.linkage.audit.projection.ProjectionConfig;
import jp.linkage.audit.projection.ProjectionKafka;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while the projection follows the log, on whichever replica. A service whose projection
 * stands still could go on lending, but nobody would see what it lends for.
 */
@Readiness
@ApplicationScoped
public class ProjectionReadiness implements HealthCheck {
  private final LogKafka log;
  private final LogStateRows states;
  private final ProjectionKafka projection;
  private final ProjectionConfig config;

  // guarded by this: the end of the log when something was first seen to be missing before it
  private long missingBefore = -1;
  private long missingSince;

  ProjectionReadiness(
      LogKafka log, LogStateRows states, ProjectionKafka projection, ProjectionConfig config) {
    this.log = log;
    this.states = states;
    this.projection = projection;
    this.config = config;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("projection");
    Optional<String> halted = projection.halted();
    if (halted.isPresent()) {
      return response.down().withData("reason", halted.get()).build();
    }
    try {
      long next = states.find().map(LogStateRows.LogState::nextOffset).orElse(0L);
      Duration lag = lag(next, log.checkedEnd());
      response.withData("nextOffset", next).withData("lagSeconds", lag.toSeconds());
      if (lag.compareTo(config.maxLag()) > 0) {
        return response.down().withData("reason", "records are projected too late").build();
      }
      return response.up().build();
    } catch (DatabaseUnavailable e) {
      return response.down().withData("reason", String.valueOf(e.getMessage())).build();
    }
  }

  private synchronized Duration lag(long next, long end) {
    if (missingBefore >= 0 && next < missingBefore) {
      return Duration.ofNanos(System.nanoTime() - missingSince);
    }
    missingBefore = next < end ? end : -1;
    missingSince = System.nanoTime();
    return Duration.ZERO;
  }
}

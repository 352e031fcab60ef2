package jp.linkage.audit.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import jp.linkage.audit.append.LogStateRows;
import jp.linkage.audit.append.LogStateRows.LogState;
import jp.linkage.audit.database.DatabaseUnavailable;
import jp.linkage.audit.seal.CheckpointRows;
import jp.linkage.audit.seal.SealConfig;
import jp.linkage.audit.seal.SealLag;
import jp.linkage.audit.seal.SealerKafka;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while the log is sealed and published, by whichever replica: a halt takes readiness at
 * once, a failure that passes only when a record has waited for too long.
 */
@Readiness
@ApplicationScoped
public class SealerReadiness implements HealthCheck {
  private static final String REASON = "reason";

  private final LogStateRows states;
  private final CheckpointRows checkpoints;
  private final SealerKafka sealer;
  private final SealLag lag;
  private final SealConfig config;

  SealerReadiness(
      LogStateRows states,
      CheckpointRows checkpoints,
      SealerKafka sealer,
      SealLag lag,
      SealConfig config) {
    this.states = states;
    this.checkpoints = checkpoints;
    this.sealer = sealer;
    this.lag = lag;
    this.config = config;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("sealer");
    Optional<String> halted = sealer.halted();
    if (halted.isPresent()) {
      return response.down().withData(REASON, halted.get()).build();
    }
    try {
      Optional<CheckpointRows.Published> published = checkpoints.newest();
      response
          .withData("nextOffset", states.find().map(LogState::nextOffset).orElse(0L))
          .withData("publishedSize", published.map(CheckpointRows.Published::size).orElse(0L))
          .withData("invalidLeaves", sealer.invalidLeaves())
          .withData("lagSeconds", lag.lag().toSeconds());
      Optional<String> late =
          published.isEmpty()
              ? Optional.of("no checkpoint was published yet")
              : lag.lag().compareTo(config.maxLag()) > 0
                  ? Optional.of("records are sealed too late")
                  : Optional.empty();
      Optional<String> hindered = sealer.hindered();
      hindered.ifPresent(why -> response.withData("hindered", why));
      late.ifPresent(
          why -> response.withData(REASON, hindered.map(cause -> why + ": " + cause).orElse(why)));
      return response.status(late.isEmpty()).build();
    } catch (DatabaseUnavailable e) {
      return response.down().withData(REASON, String.valueOf(e.getMessage())).build();
    }
  }
}

package jp.linkage.audit.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import jp.linkage.audit.database.DatabaseUnavailable;
import jp.linkage.audit.witness.CosignCheckpoints;
import jp.linkage.audit.witness.CosignedRows;
import jp.linkage.audit.witness.CosignedRows.CosignedNote;
import jp.linkage.audit.witness.WitnessConfig;
import jp.linkage.audit.witness.WitnessPolicy;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while a quorum of witnesses cosigns, where one is asked for: first a warning, then, after a
 * long time, not ready. Without witnesses a log could show two histories.
 */
@Readiness
@ApplicationScoped
public class WitnessReadiness implements HealthCheck {
  private final WitnessConfig config;
  private final WitnessPolicy policy;
  private final CosignedRows cosigned;
  private final CosignCheckpoints cosigning;
  private final long started = System.nanoTime();

  WitnessReadiness(
      WitnessConfig config,
      WitnessPolicy policy,
      CosignedRows cosigned,
      CosignCheckpoints cosigning) {
    this.config = config;
    this.policy = policy;
    this.cosigned = cosigned;
    this.cosigning = cosigning;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("witnesses");
    cosigning.said().forEach(response::withData);
    if (!policy.needsQuorum()) {
      return response.up().withData("quorum", "none is asked for").build();
    }
    try {
      Optional<CosignedNote> newest = cosigned.newest();
      Duration without =
          newest
              .map(CosignedNote::age)
              .orElseGet(() -> Duration.ofNanos(System.nanoTime() - started));
      response
          .withData("cosignedSize", newest.map(CosignedNote::size).orElse(-1L))
          .withData("secondsSinceQuorum", without.toSeconds())
          .withData("wrongCosignatures", cosigning.wrongCosignatures());
      String missing = "no quorum of witnesses for " + without.toSeconds() + " s";
      if (without.compareTo(config.maxWithoutQuorum()) > 0) {
        return response.down().withData("reason", missing).build();
      }
      // while the log does not grow it is cosigned again at this interval
      if (without.compareTo(config.repeat().multipliedBy(2)) > 0) {
        response.withData("warning", missing);
      }
      return response.up().build();
    } catch (DatabaseUnavailable e) {
      return response.down().withData("reason", String.valueOf(e.getMessage())).build();
    }
  }
}

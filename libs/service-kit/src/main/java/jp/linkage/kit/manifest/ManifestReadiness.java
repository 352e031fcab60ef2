package jp.linkage.kit.manifest;

import java.time.Clock;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready when the manifest has expired: every exchange would be refused. */
@Readiness
class ManifestReadiness implements HealthCheck {
  private final HeldManifest held;
  private final Clock clock;

  ManifestReadiness(HeldManifest held, Clock clock) {
    this.held = held;
    this.clock = clock;
  }

  @Override
  public HealthCheckResponse call() {
    ManifestInForce current = held.current();
    return HealthCheckResponse.named("manifest")
        .status(current.isValidAt(clock.instant()))
        .withData("serial", current.manifest().serial())
        .withData("epoch", current.manifest().epoch())
        .withData("expiresAt", current.manifest().expiresAt().toString())
        .build();
  }
}

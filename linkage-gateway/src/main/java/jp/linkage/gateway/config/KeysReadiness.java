package jp.linkage.gateway.config;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jp.linkage.kit.manifest.HeldManifest;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * The gateway does not start with keys that the manifest does not publish, and is not ready while a
 * manifest that took over later publishes others.
 */
@Readiness
@ApplicationScoped
class KeysReadiness implements HealthCheck {
  private final GatewayKeys keys;
  private final HeldManifest manifests;

  KeysReadiness(GatewayKeys keys, HeldManifest manifests) {
    this.keys = keys;
    this.manifests = manifests;
  }

  void start(@Observes StartupEvent event) {
    keys.requireOwn(manifests.current().manifest());
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("gateway-keys");
    try {
      keys.requireOwn(manifests.current().manifest());
      return response.up().build();
    } catch (IllegalStateException e) {
      return response.down().withData("reason", e.getMessage()).build();
    }
  }
}

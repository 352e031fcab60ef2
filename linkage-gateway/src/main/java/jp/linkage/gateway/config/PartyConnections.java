package jp.linkage.gateway.config;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jp.linkage.kit.http.LinkageHttp;

/**
 * The one HTTP client to the audit-service and to all providers: connections are kept and shared.
 */
@ApplicationScoped
class PartyConnections {
  @Produces
  @Singleton
  LinkageHttp http(GatewayConfig config, TlsConfigurationRegistry tls, Vertx vertx) {
    return LinkageHttp.of(
        vertx,
        config.connectTimeout(),
        config
            .tlsConfiguration()
            .map(name -> options -> TlsConfigUtils.configure(options, configuration(tls, name))));
  }

  void close(@Disposes LinkageHttp http) {
    http.close();
  }

  private static TlsConfiguration configuration(TlsConfigurationRegistry registry, String name) {
    return registry
        .get(name)
        .orElseThrow(() ->
            new IllegalStateException(
                "linkage.gateway.tls-configuration: expected the name of a quarkus.tls"
                    + " configuration"));
  }
}

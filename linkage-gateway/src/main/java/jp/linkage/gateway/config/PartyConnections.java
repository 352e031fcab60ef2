package jp.linkage.gateway.config;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.net.ssl.SSLContext;
import jp.linkage.kit.http.LinkageHttp;

/**
 * The one HTTP client to the audit-service and to all providers: connections are kept and shared.
 */
@ApplicationScoped
class PartyConnections {
  @Produces
  @Singleton
  LinkageHttp http(GatewayConfig config, TlsConfigurationRegistry tls) {
    return config
        .tlsConfiguration()
        .map(name -> LinkageHttp.mutualTls(config.connectTimeout(), context(tls, name)))
        .orElseGet(() -> LinkageHttp.plain(config.connectTimeout()));
  }

  void close(@Disposes LinkageHttp http) {
    http.close();
  }

  private static SSLContext context(TlsConfigurationRegistry registry, String name) {
    TlsConfiguration configuration =
        registry
            .get(name)
            .orElseThrow(() ->
                new IllegalStateException(
                    "linkage.gateway.tls-configuration: expected the name of a quarkus.tls"
                        + " configuration"));
    try {
      return configuration.createSSLContext();
    } catch (Exception e) {
      throw new IllegalStateException("quarkus.tls." + name + " cannot be used", e);
    }
  }
}

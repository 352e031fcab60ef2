package jp.linkage.kit.http;

import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import jp.linkage.protocol.manifest.Manifest;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The way from an agency to the linkage-gateway: M1 and its answer. */
@ApplicationScoped
public class GatewayHttp {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final int MAX_RESPONSE_BYTES = 64 * 1024 * 1024;

  private final LinkageHttp http;
  private final Duration timeout;

  /**
   * @param timeout the longest wait for a whole answer
   */
  GatewayHttp(
      Vertx vertx,
      @ConfigProperty(name = "linkage.gateway.timeout", defaultValue = "30S") Duration timeout) {
    this.http = LinkageHttp.of(vertx, CONNECT_TIMEOUT, Optional.empty());
    this.timeout = timeout;
  }

  /**
   * Sends M1.
   *
   * @param manifest names the gateway's address
   * @param request the bytes of M1
   */
  public Reply exchange(Manifest manifest, byte[] request) {
    URI target = manifest.gateway().endpoint().resolve("/linkage/v1/exchanges");
    return http.post(target, request, timeout, MAX_RESPONSE_BYTES);
  }

  @PreDestroy
  void close() {
    http.close();
  }
}

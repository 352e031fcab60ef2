package jp.linkage.tax.request;

import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets only the files of an import be large. The server has one limit for all bodies, and messages
 * are read whole into memory, those of the protocol before anybody has authenticated.
 */
@ApplicationScoped
class LimitMessages {
  private static final String FILES = "/v1/imports";

  /** After the server's own limit, which has order -2. */
  private static final int PRIORITY = 1;

  private final long largestMessage;

  LimitMessages(
      @ConfigProperty(name = "linkage.tax.largest-message", defaultValue = "10485760")
          long largestMessage) {
    this.largestMessage = largestMessage;
  }

  void register(@Observes Filters filters) {
    filters.register(this::limit, PRIORITY);
  }

  private void limit(RoutingContext request) {
    if (!request.normalizedPath().equals(FILES)) {
      request.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, largestMessage);
    }
    request.next();
  }
}

package jp.linkage.kit.limit;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.kit.problem.ProblemResponses;
import jp.linkage.protocol.problem.Problem;
import jp.linkage.protocol.problem.ProblemType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses bodies that are larger than their path allows: those that say so before any of them is
 * read, the others as soon as they are.
 */
@ApplicationScoped
class LimitBodies {
  /** Before the server's own limit (order -2), whose answer is an empty one. */
  private static final int BEFORE_THE_SERVER = 10;

  /** How long a sender may take to notice that it was refused. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ProblemResponses problems;
  private final long usual;
  private final Map<String, Long> byPath;

  LimitBodies(
      ProblemResponses problems,
      BodyLimitConfig config,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10M")
          MemorySize server) {
    this.problems = problems;
    this.usual = config.usual().asLongValue();
    this.byPath =
        config.at().entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, entry -> entry.getValue().asLongValue()));
    if (usual > server.asLongValue()
        || byPath.values().stream().anyMatch(limit -> limit > server.asLongValue())) {
      throw new IllegalStateException(
          "quarkus.http.limits.max-body-size: expected at least the largest linkage.body-limit");
    }
  }

  void register(@Observes Filters filters) {
    filters.register(this::refuseDeclared, BEFORE_THE_SERVER);
  }

  private void refuseDeclared(RoutingContext request) {
    String declared = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (declared != null && Long.parseLong(declared) > limit(request)) {
      refuse(request);
    } else {
      request.next();
    }
  }

  private void refuse(RoutingContext request) {
    Problem problem = problems.problem(ProblemType.TOO_LARGE, detail(request), request);
    request
        .response()
        .setStatusCode(problem.type().status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(Buffer.buffer(problem.toJson()));
    // Whoever closes on a sender that still sends resets the connection, and the answer is lost
    HttpServerRequest sending = request.request();
    long timer = request.vertx().setTimer(PATIENCE.toMillis(), _ -> sending.connection().close());
    sending.endHandler(_ -> request.vertx().cancelTimer(timer));
    sending.handler(_ -> {});
    sending.resume();
  }

  /** A body in chunks tells its size only at its end. */
  @ServerRequestFilter
  void count(ContainerRequestContext body, RoutingContext request) {
    HttpServerRequest http = request.request();
    if (http.getHeader(HttpHeaders.TRANSFER_ENCODING) != null
        && http.getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
      // The server's own limit would break the connection off without a word
      request.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, Long.MAX_VALUE);
      String detail = detail(request);
      body.setEntityStream(
          new LimitedStream(
              body.getEntityStream(),
              limit(request),
              () -> new ProblemException(ProblemType.TOO_LARGE, detail)));
    }
  }

  private long limit(RoutingContext request) {
    return byPath.getOrDefault(request.normalizedPath(), usual);
  }

  private String detail(RoutingContext request) {
    return "expected a body of at most " + limit(request) + " bytes";
  }
}

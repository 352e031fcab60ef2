package jp.linkage.kit.problem;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import jp.linkage.protocol.problem.Problem;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.problem.Stage;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Writes problem documents in the name of this service. */
@ApplicationScoped
public class ProblemResponses {
  /** What a caller waits before trying again where nobody knows better. */
  static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Stage stage;

  /**
   * @param stage {@code inquirer}, {@code gateway}, {@code audit} or {@code provider}
   */
  ProblemResponses(@ConfigProperty(name = "linkage.stage") String stage) {
    this.stage =
        Stage.named(stage)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "linkage.stage is inquirer, gateway, audit or provider"));
  }

  /** What this service is in an exchange. */
  public Stage stage() {
    return stage;
  }

  /** A problem of this service, for a request. */
  public Problem problem(ProblemType type, String detail, RoutingContext request) {
    return new Problem(type, stage, detail, request.normalizedPath(), TraceId.current(request));
  }

  Response response(ProblemType type, String detail, RoutingContext request) {
    return response(
        problem(type, detail, request),
        type.retryable() ? Optional.of(RETRY_AFTER) : Optional.empty());
  }

  Response response(Problem problem, Optional<Duration> retryAfter) {
    Response.ResponseBuilder response =
        Response.status(problem.type().status())
            .type(Problem.MEDIA_TYPE)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .entity(problem.toJson());
    // RFC 9110 §10.2.3: whole seconds
    retryAfter.ifPresent(
        wait -> response.header(HttpHeaders.RETRY_AFTER, Math.max(1, wait.toSeconds())));
    return response.build();
  }
}

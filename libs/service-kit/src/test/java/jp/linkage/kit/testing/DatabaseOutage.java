package jp.linkage.kit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.function.Supplier;
import jp.linkage.protocol.problem.Problem;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.problem.Stage;
import jp.linkage.testing.EmbeddedPostgresServer;

/** Takes a service's database away and gives it back. */
public final class DatabaseOutage {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private DatabaseOutage() {}

  /**
   * Sends a request while the database is down, which must be told as such, and again after it came
   * back, as often as a caller has to: connections that died with the server fail once.
   *
   * @param type what the service says in between
   * @param stage of the service
   * @return the first answer that is not 503
   */
  public static Response during(
      EmbeddedPostgresServer server, ProblemType type, Stage stage, Supplier<Response> request) {
    server.stop();
    try {
      requireUnavailable(type, stage, request.get());
    } finally {
      server.start();
    }
    long deadline = System.nanoTime() + LONGEST.toNanos();
    Response response = request.get();
    while (response.statusCode() == 503 && System.nanoTime() < deadline) {
      requireUnavailable(type, stage, response);
      response = request.get();
    }
    return response;
  }

  private static void requireUnavailable(ProblemType type, Stage stage, Response response) {
    assertEquals(503, response.statusCode(), response::asString);
    assertEquals(Problem.MEDIA_TYPE, response.contentType());
    assertTrue(Integer.parseInt(response.header("Retry-After")) >= 1);
    Problem problem = Problem.parse(response.asByteArray()).orElseThrow();
    assertEquals(type, problem.type());
    assertEquals(stage, problem.stage());
  }
}

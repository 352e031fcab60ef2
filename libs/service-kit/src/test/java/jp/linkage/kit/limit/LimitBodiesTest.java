package jp.linkage.kit.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Set;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.kit.testing.StaffTokens;
import jp.linkage.protocol.problem.Problem;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.problem.Stage;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = "aoba-welfare"))
class LimitBodiesTest {
  private static final int USUAL = 256 * 1024;
  private static final int IMPORT = 1024 * 1024;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TestHTTPResource URI address;

  @ParameterizedTest
  @CsvSource({
    "/v1/persons,application/json," + USUAL,
    "/linkage/v1/queries,application/json," + USUAL,
    "/v1/persons/import,text/csv," + IMPORT
  })
  void body_largerThanItsPathAllows_isRefusedWithTheLimit(String path, String type, int limit)
      throws IOException, InterruptedException {
    for (int size : new int[] {limit + 1, 8 * 1024 * 1024}) {
      byte[] body = body(size);
      assertTooLarge(limit, send(path, type, BodyPublishers.ofByteArray(body)));
      assertTooLarge(
          limit,
          send(path, type, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/persons,application/json," + USUAL,
    "/linkage/v1/queries,application/json," + USUAL,
    "/v1/persons/import,text/csv," + IMPORT
  })
  void body_asLargeAsItsPathAllows_isRead(String path, String type, int limit)
      throws IOException, InterruptedException {
    byte[] body = body(limit);
    int whole = send(path, type, BodyPublishers.ofByteArray(body)).statusCode();
    int inChunks =
        send(path, type, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
            .statusCode();
    // read, and found to be blank
    assertTrue(Set.of(400, 422).contains(whole));
    assertEquals(whole, inChunks);
  }

  private static void assertTooLarge(int limit, HttpResponse<byte[]> response) {
    assertEquals(413, response.statusCode());
    assertEquals(Problem.MEDIA_TYPE, response.headers().firstValue("Content-Type").orElseThrow());
    Problem problem = Problem.parse(response.body()).orElseThrow();
    assertEquals(ProblemType.TOO_LARGE, problem.type());
    assertEquals(Stage.INQUIRER, problem.stage());
    assertEquals("expected a body of at most " + limit + " bytes", problem.detail());
  }

  private HttpResponse<byte[]> send(String path, String type, BodyPublisher body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(address.resolve(path))
            .header("Authorization", "Bearer " + StaffTokens.token("aoba-welfare", "c", "clerk"))
            .header("Content-Type", type)
            .POST(body)
            .build(),
        BodyHandlers.ofByteArray());
  }

  private static byte[] body(int size) {
    byte[] body = new byte[size];
    Arrays.fill(body, (byte) ' ');
    return body;
  }
}

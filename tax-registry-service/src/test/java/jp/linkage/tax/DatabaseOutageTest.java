package jp.linkage.tax;

import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.testing.EmbeddedPostgresServer;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = Clerk.AGENCY))
class DatabaseOutageTest {
  EmbeddedPostgresServer server;

  @Inject AgroalDataSource pool;

  @AfterEach
  void restoreTheDatabase() {
    server.start();
    pool.flush(AgroalDataSource.FlushMode.ALL);
  }

  @ParameterizedTest
  @CsvSource({"clerk,/v1/assessments/A-1", "agency-auditor,/v1/records", "clerk,/v1/imports"})
  void request_whileTheDatabaseIsDown_saysSoAndSucceedsLater(String role, String path) {
    server.stop();
    Clerk.as("official-1", role)
        .get(path)
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", notNullValue())
        .body("type", is("urn:linkage:problem:database-unavailable"))
        .body("retryable", is(true))
        .body("stage", is("provider"));
    restoreTheDatabase();
    assertEquals(200, Clerk.as("official-1", role).get(path).statusCode());
  }
}

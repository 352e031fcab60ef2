package jp.linkage.tax;

import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.linkage.kit.testing.DatabaseOutage;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.problem.Stage;
import jp.linkage.testing.EmbeddedPostgresServer;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = Clerk.AGENCY))
class DatabaseOutageTest {
  EmbeddedPostgresServer server;

  @ParameterizedTest
  @CsvSource({"clerk,/v1/assessments/A-1", "agency-auditor,/v1/records", "clerk,/v1/imports"})
  void request_whileTheDatabaseIsDown_saysSoAndSucceedsLater(String role, String path) {
    Response later =
        DatabaseOutage.during(
            server,
            ProblemType.DATABASE_UNAVAILABLE,
            Stage.PROVIDER,
            () -> Clerk.as("official-1", role).get(path));
    assertEquals(200, later.statusCode());
  }

  @Test
  void correction_whileTheDatabaseIsDown_isRecordedOnceWhenItIsSentAgain() {
    String path = "/v1/assessments/A-" + UUID.randomUUID().toString().substring(0, 13) + "/2026";
    String key = UUID.randomUUID().toString();
    Response later =
        DatabaseOutage.during(
            server,
            ProblemType.DATABASE_UNAVAILABLE,
            Stage.PROVIDER,
            () ->
                Clerk.clerk()
                    .contentType(ContentType.JSON)
                    .header("Idempotency-Key", key)
                    .body(
                        Map.of(
                            "basedOnRevision",
                            0,
                            "reason",
                            "initial",
                            "taxStatus",
                            "undeclared",
                            "addressOnJanuary1",
                            "municipality"))
                    .post(path + "/revisions"));
    assertEquals(201, later.statusCode());
    Clerk.clerk().get(path + "/history").then().body("items.revision", is(List.of(1)));
  }

  @Test
  void file_whileTheDatabaseIsDown_isTakenWhenItIsSentAgain() {
    Response later =
        DatabaseOutage.during(
            server,
            ProblemType.DATABASE_UNAVAILABLE,
            Stage.PROVIDER,
            () ->
                Clerk.clerk()
                    .header("Content-Type", "text/csv")
                    .body("addressee_no,fiscal_year\n")
                    .post("/v1/imports"));
    assertEquals(202, later.statusCode());
  }
}

package jp.linkage.welfare;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import java.util.function.Supplier;
import jp.linkage.kit.testing.DatabaseOutage;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.kit.testing.StaffTokens;
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
    initArgs = @ResourceArg(name = "party", value = "aoba-welfare"))
class DatabaseOutageTest {
  EmbeddedPostgresServer server;

  @ParameterizedTest
  @CsvSource({
    "caseworker,/v1/applications",
    "agency-auditor,/v1/records",
    "clerk,/v1/persons/import/019ac3d4-0000-7000-8000-000000000000"
  })
  void request_whileTheDatabaseIsDown_saysSoAndIsAnsweredLater(String role, String path) {
    int usual = as(role).get(path).statusCode();
    assertEquals(usual, outage(() -> as(role).get(path)).statusCode());
  }

  @Test
  void application_whileTheDatabaseIsDown_isTakenOnceWhenItIsSentAgain() {
    String key = UUID.randomUUID().toString();
    Supplier<Response> submission =
        () ->
            as("caseworker")
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(
                    """
                    {"procedure":"1","serviceMonth":"2026-11","livingArrangement":"home",
                     "publicAssistance":"none","applicant":{"addresseeNumber":"D-1",
                     "birthDate":"1986-05-17","residenceOnJanuary1":"999018"},"household":[]}
                    """)
                .post("/v1/applications");
    Response later = outage(submission);
    assertEquals(201, later.statusCode(), later::asString);
    String id = later.path("id");
    assertEquals(id, submission.get().path("id"));
  }

  @Test
  void inquiry_whileTheDatabaseIsDown_isAnsweredWhenItIsSentAgain() {
    Response later =
        outage(() ->
            as("caseworker")
                .contentType(ContentType.JSON)
                .body(
                    """
                    {"provider":"aoba-tax","itemNumber":"144","procedure":"1",
                     "affair":"disability-support-benefits","information":["municipal-tax"],
                     "subjectRelation":"applicant","caseReference":"own/1",
                     "subjects":[{"addresseeNumber":"NOBODY-1"}]}
                    """)
                .post("/v1/inquiries"));
    assertEquals(200, later.statusCode(), later::asString);
    assertEquals("not-enrolled", later.path("subjects[0].outcome"));
  }

  private Response outage(Supplier<Response> request) {
    return DatabaseOutage.during(server, ProblemType.DATABASE_UNAVAILABLE, Stage.INQUIRER, request);
  }

  private static RequestSpecification as(String role) {
    return given().auth().oauth2(StaffTokens.token("aoba-welfare", "official-1", role));
  }
}

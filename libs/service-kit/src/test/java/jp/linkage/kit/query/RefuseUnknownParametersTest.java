package jp.linkage.kit.query;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.kit.testing.StaffTokens;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = "aoba-welfare"))
class RefuseUnknownParametersTest {
  private static final String IMPORT = "/v1/persons/import/00000000-0000-4000-8000-000000000000";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/lines?before=3    | query: expected only the parameters after, limit",
        "/lines?limit=3&limits=4 | query: expected only the parameters after, limit",
        "/lines?limit=3&limit=4 | limit: expected one value",
        "?limit=3           | query: expected no parameters"
      })
  void parameter_thatTheOperationDoesNotKnow_isRefused(String request, String detail) {
    get(IMPORT + request)
        .statusCode(400)
        .body("type", is("urn:linkage:problem:invalid-message"))
        .body("detail", is(detail));
  }

  @ParameterizedTest
  @CsvSource({"/lines?after=0&limit=3", "/lines?limit=3", "/lines"})
  void parameter_thatTheOperationKnows_isRead(String request) {
    get(IMPORT + request).statusCode(200);
  }

  @Test
  void unknownParameter_withoutAToken_isAnsweredAsWithoutAToken() {
    given().get(IMPORT + "?limit=3").then().statusCode(401);
  }

  @Test
  void unknownParameter_atAnEndpointOfTheProtocol_isRefused() {
    given()
        .contentType("application/json")
        .body("{}")
        .post("/linkage/v1/queries?dry-run=true")
        .then()
        .statusCode(400)
        .body("detail", is("query: expected no parameters"));
  }

  private static ValidatableResponse get(String request) {
    return given()
        .auth()
        .oauth2(StaffTokens.token("aoba-welfare", "clerk-1", "clerk"))
        .get(request)
        .then();
  }
}

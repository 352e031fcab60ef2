package jp.linkage.tax;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = Clerk.AGENCY))
class ApiDescriptionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/assessments/{addresseeNumber}",
        "/v1/assessments/{addresseeNumber}/{fiscalYear}",
        "/v1/assessments/{addresseeNumber}/{fiscalYear}/history",
        "/v1/assessments/{addresseeNumber}/{fiscalYear}/revisions",
        "/v1/persons/{addresseeNumber}/protection",
        "/v1/persons/{addresseeNumber}/protection/history",
        "/v1/imports",
        "/v1/imports/columns",
        "/v1/imports/{id}",
        "/v1/imports/{id}/errors",
        "/v1/releases",
        "/v1/releases/{id}",
        "/v1/records"
      })
  void description_namesThePath(String path) {
    given()
        .queryParam("format", "json")
        .get("/q/openapi")
        .then()
        .statusCode(200)
        .body("paths", hasKey(path));
  }

  @Test
  void description_tellsHowToLogInAndShowsExamples() {
    given()
        .queryParam("format", "json")
        .get("/q/openapi")
        .then()
        .body("components.securitySchemes.values().any { it.scheme == 'bearer' }", is(true))
        .body("paths.'/v1/imports'.post.security", notNullValue())
        .body(
            "paths.'/v1/imports'.post.requestBody.content.'text/csv'.example",
            containsString("addressee_no,fiscal_year"))
        .body(
            "components.schemas.Assessment.properties.addresseeNumber.examples[0]", is("A-000123"))
        .body("components.schemas.Import.properties.sameFile.description", notNullValue());
  }

  @Test
  void swaggerUi_isThere() {
    given().get("/q/swagger-ui/").then().statusCode(200);
  }
}

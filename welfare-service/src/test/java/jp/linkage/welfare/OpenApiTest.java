package jp.linkage.welfare;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.testing.PostgresResource;
import jp.linkage.welfare.inquiry.FakeAgencies;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = "aoba-welfare"))
@TestProfile(FakeAgencies.class)
class OpenApiTest {
  @Test
  void description_hasEveryPathWithExamples() {
    given()
        .queryParam("format", "JSON")
        .get("/q/openapi")
        .then()
        .statusCode(200)
        .body("info.title", equalTo("Welfare service"))
        .body("paths", hasKey("/v1/applications"))
        .body("paths", hasKey("/v1/applications/{id}"))
        .body("paths", hasKey("/v1/applications/{id}/inquiries"))
        .body("paths", hasKey("/v1/inquiries"))
        .body("paths", hasKey("/v1/inquiries/{exchangeId}/resume"))
        .body(
            "paths.'/v1/applications'.post.requestBody.content.'application/json'.examples.couple",
            notNullValue())
        .body(
            "paths.'/v1/inquiries'.post.requestBody.content.'application/json'.examples",
            notNullValue())
        .body("components.schemas", hasKey("NewApplication"))
        .body("components.schemas", hasKey("Application"));
  }

  @Test
  void swaggerUi_isServed() {
    given().get("/q/swagger-ui/").then().statusCode(200).body(containsString("swagger-ui"));
  }
}

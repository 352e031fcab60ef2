package jp.linkage.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

@GatewayTest
class ReadinessTest {
  @Test
  void service_withDatabaseManifestAndKeys_isReady() {
    given()
        .when()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("status", is("UP"))
        .body("checks.name", hasItem("Database connections health check"))
        .body("checks.name", hasItem("manifest"))
        .body("checks.name", hasItem("gateway-keys"));
  }
}

package jp.linkage.audit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AuditResource.class)
@QuarkusTestResource(KafkaResource.class)
class ReadinessTest extends RunningService {
  EmbeddedKafka kafka;

  @Test
  void service_withItsDatabaseAndBroker_isReady() {
    given()
        .when()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("status", is("UP"))
        .body(
            "checks.name",
            hasItems("Database connections health check", "log", "sealer", "manifest"));
  }

  @Test
  void service_whoseBrokerStops_isNotReadyUntilItStartsAgain() {
    kafka.stop();
    try {
      given().when().get("/q/health/ready").then().statusCode(503).body("status", is("DOWN"));
    } finally {
      kafka.start();
    }
    Waiting.untilReady();
  }
}

package jp.linkage.audit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = "audit-service"))
@QuarkusTestResource(KafkaResource.class)
class ReadinessTest {
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
            hasItems("Database connections health check", "Kafka connection health check"));
  }

  @Test
  void service_whoseBrokerStops_isNotReadyUntilItStartsAgain() {
    kafka.stop();
    try {
      given().when().get("/q/health/ready").then().statusCode(503).body("status", is("DOWN"));
    } finally {
      kafka.start();
    }
    given().when().get("/q/health/ready").then().statusCode(200).body("status", is("UP"));
  }
}

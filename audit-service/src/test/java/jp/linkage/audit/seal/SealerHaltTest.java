package jp.linkage.audit.seal;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.TestNumbers;
import jp.linkage.audit.Waiting;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/** Has a log of its own, as it spoils it. */
@QuarkusTest
@TestProfile(SealerHaltTest.OwnLog.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class SealerHaltTest {
  TestGateway gateway;
  EmbeddedKafka kafka;

  /** A profile of its own starts the service anew. */
  public static class OwnLog implements QuarkusTestProfile {}

  @Test
  void seal_markerOfATransaction_standsStillAndNamesTheMissingOffset() {
    Waiting.untilReady();
    gateway.register(List.of(TestNumbers.next()));
    long end = TestLog.end(kafka);
    TestLog.plantInTransaction(kafka, "planted".getBytes(UTF_8));
    // the broker sets the marker on the place after the planted record once it has said yes; it
    // shows
    // when something follows
    Waiting.until("marker", () -> TestLog.end(kafka) == end + 2);
    TestLog.plant(kafka, "planted".getBytes(UTF_8));
    Waiting.until("halt", () -> given().get("/q/health/ready").statusCode() == 503);
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(503)
        .body("checks.find { it.name == 'sealer' }.status", is("DOWN"))
        .body(
            "checks.find { it.name == 'sealer' }.data.reason",
            containsString("offset " + (end + 1) + " is missing in the log"));
  }
}

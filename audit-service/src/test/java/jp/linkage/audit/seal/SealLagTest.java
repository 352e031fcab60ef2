package jp.linkage.audit.seal;

import static io.restassured.RestAssured.given;
import static jp.linkage.audit.TestGateway.post;
import static jp.linkage.audit.TestGateway.send;
import static jp.linkage.protocol.manifest.TestParties.AOBA_RESIDENTS;
import static jp.linkage.protocol.manifest.TestParties.AOBA_TAX;
import static jp.linkage.protocol.manifest.TestParties.AOBA_WELFARE;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.OutsideReader;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestGateway.Terms;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.TestNumbers;
import jp.linkage.audit.Waiting;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.crypto.HpkePrivateKey;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.ReleaseItem;
import jp.linkage.protocol.message.ReleaseRequest;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** The service's own sealer cannot publish, as its checkpoints' topic takes short records only. */
@QuarkusTest
@TestProfile(SealLagTest.ShortLag.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class SealLagTest {
  private static final ConfigResource CHECKPOINTS =
      new ConfigResource(ConfigResource.Type.TOPIC, "audit.checkpoints.v1");
  private static final String SEALER = "checks.find { it.name == 'sealer' }.";

  @Inject SealerKafka sealer;

  TestGateway gateway;
  Manifest manifest;
  EmbeddedKafka kafka;

  /** Ten seconds, where a deployment has a minute. */
  public static class ShortLag implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("linkage.audit.seal.max-lag", "10s");
    }
  }

  @Test
  void exchanges_whileARecordIsNotSealedForTooLong_onlyThoseThatBeganGoOn() throws Exception {
    Waiting.untilReady();
    List<String> numbers = List.of(TestNumbers.next());
    gateway.register(numbers);
    PersonToken welfare = gateway.enrol(AOBA_WELFARE, numbers).getFirst();
    PersonToken residents = gateway.enrol(AOBA_RESIDENTS, numbers).getFirst();
    ConversionRequest begun = convert(welfare);
    acceptAtMost(100);
    long blocked = System.nanoTime();
    byte[] answer = send(begun).bytes();

    Waiting.until("a failure", () -> sealer.hindered().isPresent());
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body(SEALER + "data.hindered", containsString("audit.checkpoints.v1"));
    // not yet
    assertEquals(200, post("conversions", convert(welfare).bytes()).statusCode());
    assertTrue(System.nanoTime() - blocked < 9_000_000_000L, "this machine is too slow");

    Waiting.until("too late", () -> given().get("/q/health/ready").statusCode() == 503);
    given()
        .get("/q/health/ready")
        .then()
        .body(SEALER + "status", is("DOWN"))
        .body(SEALER + "data.reason", startsWith("records are sealed too late: "))
        .body(SEALER + "data.hindered", containsString("audit.checkpoints.v1"));
    long before = TestLog.end(kafka);
    List<ConversionRequest> fresh =
        List.of(
            convert(welfare),
            gateway.numbers(ExchangeType.ENROL, AOBA_WELFARE, numbers, Terms.now()),
            gateway.numbers(
                ExchangeType.REGISTER, AOBA_RESIDENTS, List.of(TestNumbers.next()), Terms.now()),
            gateway.readLog(
                AOBA_RESIDENTS,
                List.of(residents),
                List.of(HpkePrivateKey.generate()),
                Terms.now()));
    for (ConversionRequest request : fresh) {
      Response refused = post("conversions", request.bytes());
      assertEquals(503, refused.statusCode(), refused::asString);
      assertEquals("urn:linkage:problem:audit-unavailable", refused.path("type"));
      assertTrue(Integer.parseInt(refused.header("Retry-After")) >= 1);
    }
    assertEquals(before, TestLog.end(kafka), "nothing was recorded");
    // what was answered is answered again, and released
    assertArrayEquals(
        answer,
        post("conversions", gateway.signed(begun.header(), begun.items()).bytes()).asByteArray());
    assertEquals(200, post("releases", release(begun).bytes()).statusCode());
    assertEquals(before + 1, TestLog.end(kafka));

    acceptAtMost(1_000_000);
    Waiting.untilReady();
    Waiting.until(
        "a first exchange",
        () -> post("conversions", fresh.getFirst().bytes()).statusCode() == 200);
    for (ConversionRequest request : fresh) {
      send(gateway.signed(request.header(), request.items()));
    }
    assertTrue(sealer.hindered().isEmpty(), sealer.hindered()::toString);
    new OutsideReader(manifest).checkpointOf(TestLog.end(kafka));
  }

  private ConversionRequest convert(PersonToken token) {
    return gateway.convert(AOBA_WELFARE, AOBA_TAX, List.of(token), Terms.now());
  }

  private ReleaseRequest release(ConversionRequest request) {
    return gateway.release(
        request.header(),
        Roots.requestRoot(request),
        List.of(new ReleaseItem(AnswerStatus.ANSWERED, Optional.of(Bytes.sha256(Bytes.u32(1))))),
        Bytes.sha256(Bytes.u32(7)));
  }

  private void acceptAtMost(int bytes) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      AlterConfigOp set =
          new AlterConfigOp(
              new ConfigEntry("max.message.bytes", String.valueOf(bytes)),
              AlterConfigOp.OpType.SET);
      admin.incrementalAlterConfigs(Map.of(CHECKPOINTS, List.of(set))).all().get();
    }
  }
}

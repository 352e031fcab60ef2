package jp.linkage.audit.publication;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.OutsideReader;
import jp.linkage.audit.Prepared;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.TestNumbers;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.kit.testing.StaffTokens;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.tlog.Bundle;
import jp.linkage.protocol.tlog.EntryBundle;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.TileResource;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;
import jp.linkage.protocol.tlog.checkpoint.VerifierKey;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class LogResourceTest extends RunningService implements Prepared {
  private static final String LOG = "/log/v1/";
  private static final String OCTETS = "application/octet-stream";

  TestGateway gateway;
  Manifest manifest;
  EmbeddedKafka kafka;

  /** One full tile and a little more. */
  @Override
  public void prepare() {
    gateway.register(List.of(TestNumbers.next()));
    int missing = (int) Math.max(1, 260 - TestLog.end(kafka));
    TestLog.plantAll(
        kafka, IntStream.range(0, missing).mapToObj(i -> ("x" + i).getBytes(UTF_8)).toList());
    new OutsideReader(manifest).checkpointOf(TestLog.end(kafka));
  }

  @Test
  void checkpoint_fetchedByAnybody_textThatCachesForget() {
    Response response = given().get(LOG + "checkpoint");
    response.then().statusCode(200).header("Cache-Control", "public, max-age=1");
    assertEquals("text/plain;charset=utf-8", type(response));
    SignedCheckpoint signed = SignedCheckpoint.parse(response.asByteArray());
    assertEquals(2, signed.note().signatures().size());
    assertEquals("linkage.test/log", signed.checkpoint().origin());
  }

  @Test
  void keysAndPolicy_fetchedByAnybody_whatTheManifestNames() {
    Response keys = given().get(LOG + "keys");
    assertEquals(200, keys.statusCode());
    assertEquals("text/plain;charset=utf-8", type(keys));
    assertEquals(
        manifest.audit().logVerifierKeys(),
        keys.asString().lines().map(VerifierKey::parse).toList());

    Response policy = given().get(LOG + "policy");
    assertEquals(200, policy.statusCode());
    assertEquals("text/plain;charset=utf-8", type(policy));
    TrustPolicy.parse(policy.asByteArray()).verify(new OutsideReader(manifest).checkpoint());
  }

  @Test
  void tile_fullAndPartial_hashesOfTheEntriesCachedForEver() {
    List<byte[]> leaves = TestLog.leaves(kafka);
    Response full = given().get(LOG + "tile/0/000");
    full.then()
        .statusCode(200)
        .header("Content-Type", OCTETS)
        .header("Cache-Control", "public, max-age=31536000, immutable");
    byte[] hashes = full.asByteArray();
    assertEquals(8_192, hashes.length);
    for (int i = 0; i < TileResource.FULL; i++) {
      assertArrayEquals(
          MerkleTree.leafHash(leaves.get(i)), Arrays.copyOfRange(hashes, 32 * i, 32 * i + 32));
    }
    // a path that was promised by an earlier checkpoint stays
    for (int width : List.of(1, 7, 255)) {
      Response partial = given().get(LOG + "tile/0/000.p/" + width);
      assertEquals(200, partial.statusCode());
      assertArrayEquals(Arrays.copyOf(hashes, 32 * width), partial.asByteArray());
    }
    assertArrayEquals(
        MerkleTree.rootOfLeaves(leaves.subList(0, 256)),
        given().get(LOG + "tile/1/000.p/1").asByteArray());
  }

  @Test
  void tile_thatIsNoneOrNotYetThere_notFoundAsAProblem() {
    long size = new OutsideReader(manifest).checkpoint().checkpoint().size();
    String beyond = "tile/0/%03d.p/255".formatted(size / 256 + 1);
    for (String path :
        List.of(
            "tile/0/000.p/256",
            "tile/0/000.p/0",
            "tile/0/000.p/01",
            "tile/0/000.p/",
            "tile/0/0",
            "tile/0/x000/000",
            "tile/00/000",
            "tile/8/000",
            "tile/-1/000",
            "tile/7/000.p/1",
            "tile/1/000",
            beyond,
            "tile/0/999",
            "nothing")) {
      given()
          .urlEncodingEnabled(false)
          .get(LOG + path)
          .then()
          .statusCode(404)
          .header("Content-Type", startsWith("application/problem+json"))
          .header("Cache-Control", "no-store")
          .body("type", is("urn:linkage:problem:not-found"))
          .body("stage", is("audit"));
    }
    given().get(LOG + "tile/0/000?width=3").then().statusCode(400);
    given().post(LOG + "checkpoint").then().statusCode(405);
  }

  @Test
  void entries_ofAnAuditor_theRecordsByteForByte() {
    List<byte[]> leaves = TestLog.leaves(kafka);
    Response full = as(StaffRole.AUDITOR).get(LOG + "tile/entries/000");
    full.then()
        .statusCode(200)
        .header("Content-Type", OCTETS)
        .header("Cache-Control", "private, max-age=31536000, immutable");
    List<byte[]> entries = EntryBundle.decode(new Bundle(0, 256), full.asByteArray());
    for (int i = 0; i < entries.size(); i++) {
      assertArrayEquals(leaves.get(i), entries.get(i));
    }
    Response partial = as(StaffRole.AUDITOR).get(LOG + "tile/entries/001.p/2");
    assertEquals(200, partial.statusCode());
    assertArrayEquals(
        leaves.get(257), EntryBundle.decode(new Bundle(1, 2), partial.asByteArray()).getLast());
    assertTrue(partial.asByteArray().length < full.asByteArray().length);
    for (String path : List.of("entries/999", "entries/0", "entries/000.p/256")) {
      as(StaffRole.AUDITOR).get(LOG + "tile/" + path).then().statusCode(404);
    }
  }

  @Test
  void entries_ofAnybodyElse_refused() {
    given().get(LOG + "tile/entries/000").then().statusCode(401);
    assertTrue(given().get(LOG + "tile//entries/000").statusCode() >= 400);
    for (String role : List.of(StaffRole.AGENCY_AUDITOR, StaffRole.OPERATOR)) {
      as(role).get(LOG + "tile/entries/000").then().statusCode(403);
    }
    as(StaffRole.OPERATOR).get(LOG + "tile/entries/nothing").then().statusCode(403);
  }

  private static RequestSpecification as(String role) {
    return given().auth().oauth2(StaffTokens.token(AuditResource.SERVICE, "a", role));
  }

  private static String type(Response response) {
    return response.contentType().toLowerCase(Locale.ROOT).replace(" ", "");
  }
}

package jp.linkage.audit.publication;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.OutsideReader;
import jp.linkage.audit.Prepared;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.TestNumbers;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.message.ConversionResponse;
import jp.linkage.protocol.receipt.LogReceipt;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.StandardBase64;
import jp.linkage.protocol.tlog.checkpoint.TlogProof;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class ProofResourceTest extends RunningService implements Prepared {
  private static final String LOG = "/log/v1/";

  TestGateway gateway;
  Manifest manifest;
  EmbeddedKafka kafka;

  private OutsideReader reader() {
    return new OutsideReader(manifest);
  }

  /** Two full tiles and a little more. */
  @Override
  public void prepare() {
    int end = (int) TestLog.end(kafka);
    TestLog.plantAll(
        kafka,
        IntStream.range(end, Math.max(end + 1, 530))
            .mapToObj(i -> ("y" + i).getBytes(UTF_8))
            .toList());
    reader().checkpointOf(TestLog.end(kafka));
  }

  @Test
  void proof_everyEntry_verifiedByAnybodyAndForNoOtherEntryOrIndex() {
    List<byte[]> leaves = TestLog.leaves(kafka);
    OutsideReader reader = reader();
    reader.checkpointOf(leaves.size());
    for (int i = 0; i < leaves.size(); i += i < 3 || i > leaves.size() - 5 ? 1 : 7) {
      TlogProof proof = proof(i);
      assertEquals(i, proof.index());
      assertTrue(proof.extra().isEmpty());
      byte[] hash = MerkleTree.leafHash(leaves.get(i));
      proof.verify(hash, reader.policy());
      byte[] other = MerkleTree.leafHash("another".getBytes(UTF_8));
      assertThrows(ProtocolViolation.class, () -> proof.verify(other, reader.policy()));
      int neighbour = i ^ 1;
      TlogProof moved = new TlogProof(proof.extra(), neighbour, proof.path(), proof.checkpoint());
      if (neighbour < leaves.size() && Arrays.equals(leaves.get(i), leaves.get(neighbour))) {
        // other tests append a record twice: the path of either proves both
        moved.verify(hash, reader.policy());
      } else {
        assertThrows(ProtocolViolation.class, () -> moved.verify(hash, reader.policy()));
      }
    }
  }

  @Test
  void proof_ofAReceipt_atItsOffset() {
    ConversionResponse response = gateway.register(List.of(TestNumbers.next()));
    LogReceipt receipt = response.receipt();
    OutsideReader reader = reader();
    reader.checkpointOf(receipt.offset() + 1);
    proof(receipt.offset()).verify(MerkleTree.leafHash(receipt.leaf().toArray()), reader.policy());
  }

  @Test
  void proof_formAndCaching_asTheSpecificationSays() {
    Response response = given().get(LOG + "proofs/0");
    response.then().statusCode(200).header("Cache-Control", "public, max-age=1");
    assertTrue(response.contentType().startsWith("text/plain"));
    assertTrue(response.asString().startsWith("c2sp.org/tlog-proof@v1\nindex 0\n"));
  }

  @Test
  void proof_beyondTheCheckpointOrNoIndex_notFoundWithItsSize() {
    long size = reader().checkpoint().checkpoint().size();
    for (long beyond : List.of(size, size + 1, 999_999_999_999_999_999L)) {
      given()
          .get(LOG + "proofs/" + beyond)
          .then()
          .statusCode(404)
          .header("Content-Type", startsWith("application/problem+json"))
          .body("type", is("urn:linkage:problem:not-found"))
          .body("detail", is("The newest checkpoint has " + size + " entries."));
    }
    for (String none : List.of("-1", "01", "1x", "x", "9223372036854775808", "1.0", "%201", "+1")) {
      given()
          .urlEncodingEnabled(false)
          .get(LOG + "proofs/" + none)
          .then()
          .statusCode(404)
          .body("stage", is("audit"));
    }
    given().get(LOG + "proofs/0?size=3").then().statusCode(400);
  }

  @Test
  void consistency_betweenAnySizes_verifiedAgainstTheRootsOfTheTopic() {
    List<byte[]> leaves = TestLog.leaves(kafka);
    int size = leaves.size();
    List<Integer> sizes = new ArrayList<>(List.of(1, 2, 3, 255, 256, 257, 511, 512, 513, size));
    String origin = manifest.audit().logOrigin();
    for (int from : sizes) {
      for (int to : sizes) {
        if (from <= to) {
          Checkpoint older = tree(origin, leaves.subList(0, from));
          Checkpoint newer = tree(origin, leaves.subList(0, to));
          newer.verifyGrownFrom(older, consistency(from, to));
        }
      }
    }
    assertEquals(List.of(), consistency(size, size));
    Checkpoint forged = new Checkpoint(origin, 256, Bytes.sha256());
    assertThrows(
        ProtocolViolation.class,
        () -> tree(origin, leaves).verifyGrownFrom(forged, consistency(256, size)));
  }

  @Test
  void consistency_sizesThatAreNone_refused() {
    long size = reader().checkpoint().checkpoint().size();
    given()
        .get(LOG + "consistency?from=1&to=" + size)
        .then()
        .statusCode(200)
        .header("Cache-Control", "public, max-age=31536000, immutable");
    given()
        .get(LOG + "consistency?from=1&to=" + (size + 1))
        .then()
        .statusCode(404)
        .body("detail", is("The newest checkpoint has " + size + " entries."));
    given().get(LOG + "consistency").then().statusCode(400);
    for (String query :
        List.of(
            "from=0&to=5",
            "from=5&to=4",
            "from=1",
            "to=1",
            "from=01&to=5",
            "from=-1&to=5",
            "from=1&to=9223372036854775808",
            "from=1&to=x",
            "from=1&from=2&to=5",
            "from=1&to=5&more=1")) {
      given()
          .get(LOG + "consistency?" + query)
          .then()
          .statusCode(400)
          .body("type", is("urn:linkage:problem:invalid-message"));
    }
  }

  private static Checkpoint tree(String origin, List<byte[]> leaves) {
    return new Checkpoint(origin, leaves.size(), Bytes.of(MerkleTree.rootOfLeaves(leaves)));
  }

  private static TlogProof proof(long index) {
    return TlogProof.parse(
        given().get(LOG + "proofs/" + index).then().statusCode(200).extract().asByteArray());
  }

  private static List<Bytes> consistency(long from, long to) {
    return given()
        .get(LOG + "consistency?from=" + from + "&to=" + to)
        .then()
        .statusCode(200)
        .extract()
        .asString()
        .lines()
        .map(line -> StandardBase64.decode(line).orElseThrow())
        .toList();
  }
}

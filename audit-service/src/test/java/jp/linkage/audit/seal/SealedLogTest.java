package jp.linkage.audit.seal;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.OutsideReader;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.TestNumbers;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class SealedLogTest extends RunningService {
  TestGateway gateway;
  Manifest manifest;
  EmbeddedKafka kafka;

  @Test
  void seal_everyRecordOfTheTopic_provenAtItsOffsetAgainstAFetchedCheckpoint() {
    gateway.register(List.of(TestNumbers.next(), TestNumbers.next()));
    TestLog.plantAll(kafka, garbage(600));
    gateway.register(List.of(TestNumbers.next()));
    List<byte[]> leaves = TestLog.leaves(kafka);
    OutsideReader reader = new OutsideReader(manifest);

    SignedCheckpoint signed = reader.checkpointOf(leaves.size());

    assertEquals(leaves.size(), signed.checkpoint().size());
    assertArrayEquals(
        MerkleTree.rootOfLeaves(leaves), signed.checkpoint().root().toArray(), "the topic's root");
    for (int i = 0; i < leaves.size(); i++) {
      reader.verifyInclusion(leaves.get(i), i, signed);
    }
    assertThrows(
        ProtocolViolation.class, () -> reader.verifyInclusion(leaves.getFirst(), 1, signed));
  }

  @Test
  void seal_whileTheLogGrows_anyTwoFetchedCheckpointsAreConsistent() {
    OutsideReader reader = new OutsideReader(manifest);
    List<Checkpoint> seen = new ArrayList<>();
    for (int step = 0; step < 8; step++) {
      long last = TestLog.plantAll(kafka, garbage(1 + 40 * step));
      seen.add(reader.checkpointOf(last + 1).checkpoint());
    }
    for (Checkpoint older : seen) {
      for (Checkpoint newer : seen.subList(seen.indexOf(older), seen.size())) {
        reader.verifyConsistency(older, newer);
      }
    }
    Checkpoint last = seen.getLast();
    Checkpoint forged = new Checkpoint(last.origin(), last.size(), Bytes.sha256());
    assertThrows(ProtocolViolation.class, () -> reader.verifyConsistency(seen.getFirst(), forged));
  }

  @Test
  void publish_everyCheckpoint_inTheTopicWithOneRootForASize() {
    gateway.register(List.of(TestNumbers.next()));
    OutsideReader reader = new OutsideReader(manifest);
    SignedCheckpoint served = reader.checkpointOf(TestLog.end(kafka));
    List<byte[]> leaves = TestLog.leaves(kafka);

    Map<Long, Bytes> roots = new HashMap<>();
    boolean found = false;
    for (byte[] note : TestLog.values(kafka, "audit.checkpoints.v1")) {
      SignedCheckpoint signed = SignedCheckpoint.parse(note);
      reader.policy().verify(signed);
      Checkpoint checkpoint = signed.checkpoint();
      Bytes before = roots.putIfAbsent(checkpoint.size(), checkpoint.root());
      assertTrue(before == null || before.equals(checkpoint.root()), checkpoint::text);
      assertArrayEquals(
          MerkleTree.rootOfLeaves(leaves.subList(0, (int) checkpoint.size())),
          checkpoint.root().toArray());
      found |= signed.equals(served);
    }
    assertTrue(found, "what is served was published in the topic first");
  }

  @Test
  void seal_forgedRecordOfAnotherKeyAndGarbage_leavesThatAreCountedAsInvalid() {
    long before = invalidLeaves();
    gateway.register(List.of(TestNumbers.next()));
    byte[] record = TestLog.leaves(kafka).getLast();
    byte[] forged = record.clone();
    int at = new String(record, UTF_8).indexOf("\"signature\":\"") + 20;
    forged[at] = (byte) (forged[at] == 'A' ? 'B' : 'A');
    List<byte[]> planted = List.of(forged, new byte[0], new byte[65_535], new byte[] {-1});
    long last = TestLog.plantAll(kafka, planted);
    OutsideReader reader = new OutsideReader(manifest);
    SignedCheckpoint signed = reader.checkpointOf(last + 1);
    for (int i = 0; i < planted.size(); i++) {
      reader.verifyInclusion(planted.get(i), last + 1 - planted.size() + i, signed);
    }
    assertEquals(planted.size(), invalidLeaves() - before);
  }

  private static long invalidLeaves() {
    return given()
        .get("/q/health/ready")
        .jsonPath()
        .getLong("checks.find { it.name == 'sealer' }.data.invalidLeaves");
  }

  private static List<byte[]> garbage(int count) {
    return IntStream.range(0, count).mapToObj(i -> ("planted " + i).getBytes(UTF_8)).toList();
  }
}

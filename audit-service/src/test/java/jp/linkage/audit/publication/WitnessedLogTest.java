package jp.linkage.audit.publication;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.Prepared;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.TestNumbers;
import jp.linkage.audit.Waiting;
import jp.linkage.audit.config.AuditKeys;
import jp.linkage.audit.seal.CheckpointRows;
import jp.linkage.audit.witness.CosignedRows;
import jp.linkage.audit.witness.TestWitness;
import jp.linkage.audit.witness.WitnessPolicy;
import jp.linkage.audit.witness.WitnessResource;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.NoteSigner;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TlogProof;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The service with three witnesses, two of which must cosign what is served. */
@QuarkusTest
@TestProfile(WitnessedLogTest.OwnLog.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
@QuarkusTestResource(value = WitnessResource.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WitnessedLogTest implements Prepared {
  private static final String LOG = "/log/v1/";
  private static final String WITNESSES = "checks.find { it.name == 'witnesses' }.";

  @Inject WitnessPolicy policy;
  @Inject CheckpointRows published;
  @Inject CosignedRows cosigned;
  @Inject AuditKeys keys;

  TestGateway gateway;
  Manifest manifest;
  EmbeddedKafka kafka;
  WitnessResource.Three witnesses;

  /** A profile of its own starts the service anew. */
  public static class OwnLog implements QuarkusTestProfile {}

  @Override
  public void prepare() {
    // until then nobody cosigns, and nothing is served
    witnesses
        .all()
        .forEach(witness ->
            witness.watch(manifest.audit().logOrigin(), manifest.audit().logVerifierKeys()));
    Waiting.untilReady();
  }

  @Test
  @Order(1)
  void checkpoint_served_cosignedByTheQuorumOfTheServedPolicy() {
    gateway.register(List.of(TestNumbers.next()));
    long size = TestLog.end(kafka);
    SignedCheckpoint served = awaitServed(size);
    TrustPolicy outside = TrustPolicy.parse(given().get(LOG + "policy").asByteArray());
    assertEquals(3, outside.witnesses().size());
    outside.verify(served);
    assertEquals(2, outside.logs().size());
    assertTrue(outside.cosigners(served).size() >= 2);
    // so is what proofs lead to
    TlogProof proof = TlogProof.parse(given().get(LOG + "proofs/" + (size - 1)).asByteArray());
    proof.verify(MerkleTree.leafHash(TestLog.leaves(kafka).getLast()), outside);
    // and what is served after a restart
    assertEquals(
        Optional.of(served.checkpoint()),
        new ServedCheckpoint(policy, published, cosigned)
            .newest()
            .map(SignedCheckpoint::checkpoint));
  }

  @Test
  @Order(2)
  void checkpoint_oneWitnessDead_servedAllTheSame() {
    witnesses.all().get(1).be(TestWitness.Mood.DEAD);
    gateway.register(List.of(TestNumbers.next()));
    SignedCheckpoint served = awaitServed(TestLog.end(kafka));
    policy.inForce().verify(served);
    witnesses.all().get(1).be(TestWitness.Mood.HONEST);
  }

  @Test
  @Order(3)
  void quorum_missing_exchangesGoOnButNoNewCheckpointAndInTheEndNotReady() {
    gateway.register(List.of(TestNumbers.next()));
    SignedCheckpoint before = awaitServed(TestLog.end(kafka));
    witnesses.all().get(0).be(TestWitness.Mood.LYING);
    witnesses.all().get(1).be(TestWitness.Mood.DEAD);
    Waiting.until("no round under way", this::isQuiet);
    gateway.register(List.of(TestNumbers.next()));
    long end = TestLog.end(kafka);
    Waiting.until("warning", () -> data("warning").startsWith("no quorum of witnesses for "));
    assertEquals(200, given().get("/q/health/ready").statusCode());
    Waiting.until("not ready", () -> given().get("/q/health/ready").statusCode() == 503);
    given()
        .get("/q/health/ready")
        .then()
        .body(WITNESSES + "status", is("DOWN"))
        .body(WITNESSES + "data.reason", startsWith("no quorum of witnesses for "))
        .body(WITNESSES + "data.w1", is("wrong cosignature"))
        .body(WITNESSES + "data.w2", startsWith("no answer"));
    assertTrue(served().orElseThrow().checkpoint().size() < end);
    policy.inForce().verify(served().orElseThrow());
    assertTrue(served().orElseThrow().checkpoint().size() >= before.checkpoint().size());
    gateway.register(List.of(TestNumbers.next()));

    witnesses.all().forEach(witness -> witness.be(TestWitness.Mood.HONEST));
    awaitServed(TestLog.end(kafka));
    Waiting.untilReady();
  }

  /** A round that began before takes a second at most; the next one finds the new moods. */
  private boolean isQuiet() {
    return data("w1").equals("wrong cosignature") && data("w2").startsWith("no answer");
  }

  @Test
  @Order(4)
  void witness_aheadOfTheLog_nothingMoreIsSignedAndReadinessTellsWhy() {
    gateway.register(List.of(TestNumbers.next()));
    long size = awaitServed(TestLog.end(kafka)).checkpoint().size();
    String origin = manifest.audit().logOrigin();
    witnesses
        .all()
        .get(2)
        .remember(
            SignedCheckpoint.sign(
                new Checkpoint(origin, size + 50, Bytes.sha256()),
                List.of(
                    NoteSigner.ed25519(origin, keys.logKey()),
                    NoteSigner.mlDsaCosigner(origin, keys.logMlDsaKey())),
                Instant.now()));
    Waiting.until("not ready", () -> given().get("/q/health/ready").statusCode() == 503);
    given()
        .get("/q/health/ready")
        .then()
        .body("checks.find { it.name == 'sealer' }.status", is("DOWN"))
        .body(
            "checks.find { it.name == 'sealer' }.data.reason",
            is(
                "the log was rolled back or split: the witness w3 has seen %d entries, the database has %d; it shows a checkpoint that this log has signed and does not hold"
                    .formatted(size + 50, size)));
    int notes = TestLog.values(kafka, "audit.checkpoints.v1").size();
    TestLog.plant(kafka, "x".getBytes(UTF_8));
    Waiting.until("w3", () -> data("w3").contains("has seen"));
    assertEquals(notes, TestLog.values(kafka, "audit.checkpoints.v1").size());
    assertEquals(size, served().orElseThrow().checkpoint().size());
  }

  private static String data(String name) {
    return Optional.ofNullable(
            given().get("/q/health/ready").jsonPath().getString(WITNESSES + "data." + name))
        .orElse("");
  }

  private static Optional<SignedCheckpoint> served() {
    var response = given().get(LOG + "checkpoint");
    return response.statusCode() == 200
        ? Optional.of(SignedCheckpoint.parse(response.asByteArray()))
        : Optional.empty();
  }

  private static SignedCheckpoint awaitServed(long size) {
    Waiting.until(
        "a cosigned checkpoint of " + size,
        () -> served().filter(found -> found.checkpoint().size() >= size).isPresent());
    return served().orElseThrow();
  }
}

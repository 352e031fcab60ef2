package jp.linkage.audit.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.Waiting;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.receipt.ConfigRecord;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.NoteSigner;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** After a rotation of the log's Ed25519 key (AUDIT.md §5, fault 23). */
@QuarkusTest
@TestProfile(EarlierKeyTest.Rotated.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
@QuarkusTestResource(value = EarlierKeyResource.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EarlierKeyTest extends SealerFaults {
  private static final String ORIGIN = EarlierKeyResource.ORIGIN;

  /** A profile of its own starts the service anew. */
  public static class Rotated implements QuarkusTestProfile {}

  @Test
  @Order(1)
  void start_publishedByTheEarlierKeyOnly_publishedAndServedAgainByThePresentOnes() {
    SignedCheckpoint old = byEarlierKey(served().checkpoint());
    TestLog.plantAll(kafka, CHECKPOINTS, Stream.generate(old::bytes).limit(70).toList());
    change("delete from checkpoint");
    int before = published().size();
    SealerKafka sealer = new Parts().start();
    Waiting.until("served", () -> new CheckpointRows(transactions).newest().isPresent());
    assertTrue(sealer.halted().isEmpty(), sealer.halted()::toString);
    assertEquals(old.checkpoint(), served().checkpoint());
    assertEquals(before + 1, published().size());
    stopSealers();
    requireOneChain();
  }

  @Test
  @Order(2)
  void start_checkpointOfTheEarlierKeyAheadOfTheDatabase_refused() {
    long size = size();
    TestLog.plantAll(
        kafka,
        CHECKPOINTS,
        List.of(byEarlierKey(new Checkpoint(ORIGIN, size + 3, Bytes.sha256())).bytes()));
    SealerKafka sealer = new Parts().start();
    Waiting.until("refusal", () -> sealer.halted().isPresent());
    assertEquals(
        "the database was rolled back: it has %d entries, the topic of the checkpoints holds a checkpoint of %d"
            .formatted(size, size + 3),
        sealer.halted().orElseThrow());
    stopSealers();
    bury();
  }

  @Test
  @Order(3)
  void start_checkpointOfTheEarlierKeyBeyondItsLastOffset_nobodys() {
    TestLog.plantAll(
        kafka,
        CHECKPOINTS,
        List.of(
            byEarlierKey(new Checkpoint(ORIGIN, EarlierKeyResource.LAST + 2, Bytes.sha256()))
                .bytes()));
    resumesWithOneChain();
  }

  @Test
  @Order(4)
  void records_ofTheEarlierKey_validUpToItsLastOffsetAndInvalidBehindIt() {
    byte[] record =
        new ConfigRecord(
                ORIGIN,
                Instant.parse("2026-11-23T00:00:00.000Z"),
                Bytes.sha256(),
                LogRecord.UNSIGNED)
            .signed(EarlierKeyResource.KEY)
            .leaf();
    long first = TestLog.plant(kafka, record);
    TestLog.plantAll(
        kafka,
        LongStream.range(first + 1, EarlierKeyResource.LAST)
            .mapToObj(i -> ("x" + i).getBytes(UTF_8))
            .toList());
    assertEquals(EarlierKeyResource.LAST, TestLog.plant(kafka, record));
    TestLog.plant(kafka, record);
    resumesWithOneChain();
    assertEquals("valid", state(first));
    assertEquals("invalid", state(first + 1));
    assertEquals("valid", state(EarlierKeyResource.LAST));
    assertEquals("invalid", state(EarlierKeyResource.LAST + 1));
  }

  private SignedCheckpoint byEarlierKey(Checkpoint checkpoint) {
    return SignedCheckpoint.sign(
        checkpoint,
        List.of(
            NoteSigner.ed25519(ORIGIN, EarlierKeyResource.KEY),
            NoteSigner.mlDsaCosigner(ORIGIN, keys.logMlDsaKey())),
        clock.instant());
  }

  /** What a sealer looks at first is the log's own again. */
  private void bury() {
    byte[] own = served().bytes();
    TestLog.plantAll(kafka, CHECKPOINTS, Stream.generate(() -> own).limit(70).toList());
  }

  private String state(long index) {
    return transactions.read(session -> {
      try (var statement = session.createStatement();
          var row = statement.executeQuery("select state from entry where leaf_index = " + index)) {
        row.next();
        return row.getString(1);
      }
    });
  }
}

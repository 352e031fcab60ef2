package jp.linkage.audit.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.Waiting;
import jp.linkage.audit.projection.LeafRead;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.NoteSigner;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/** Forged checkpoints, and other records than were sealed. */
@QuarkusTest
@TestProfile(SealerFaults.OwnLog.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class SealerForgeryTest extends SealerFaults {
  @Test
  void start_checkpointsOfAnotherKeyInTheTopic_passedOver() {
    NoteSigner forger = NoteSigner.ed25519("linkage.test/log", SigningKey.generate());
    SignedCheckpoint forged =
        SignedCheckpoint.sign(
            new Checkpoint("linkage.test/log", 1_000_000, Bytes.sha256()),
            List.of(forger),
            Instant.now());
    List<byte[]> planted = new ArrayList<>();
    // more than are read at first
    for (int i = 0; i < 70; i++) {
      planted.add(i % 2 == 0 ? forged.bytes() : "no note".getBytes(UTF_8));
    }
    TestLog.plantAll(kafka, CHECKPOINTS, planted);
    plant(1);
    SealerKafka sealer = new Parts().start();
    awaitPublished();
    assertTrue(sealer.halted().isEmpty());
  }

  @Test
  void rebuild_rowsFilledAgain_theTreeStays() throws SQLException {
    Checkpoint before = served().checkpoint();
    change("do $$ begin perform rebuild_projection(); end $$");
    assertEquals(before.size(), size());
    SealerKafka sealer = new Parts().start();
    awaitPublished();
    Waiting.until("rows", () -> number("select next_offset from log_state") == before.size());
    assertEquals(before.size(), number("select count(*) from entry"));
    assertEquals(before, served().checkpoint());
    assertTrue(sealer.halted().isEmpty());
    stopSealers();

    // another record than was sealed
    change("do $$ begin perform rebuild_projection(); end $$");
    try (Connection session = transactions.connection()) {
      SealedLog sealed = new Parts().openLog().open(session, checkpointTopic(), List.of());
      LeafRead other =
          readLeaf.read(0, "another".getBytes(UTF_8), Instant.now(), "linkage.test/log");
      SealingHalted refused =
          assertThrows(SealingHalted.class, () -> sealed.commit(session, List.of(other)));
      assertEquals(
          "the log holds another record at offset 0 than was sealed", refused.getMessage());
      session.setAutoCommit(true);
    }
    resumesWithOneChain();
  }
}

package jp.linkage.audit.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.Waiting;
import jp.linkage.audit.projection.LeafRead;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/** A sealer does not begin on a log that was changed, rolled back or replaced. */
@QuarkusTest
@TestProfile(SealerFaults.OwnLog.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class SealerRefusalTest extends SealerFaults {
  @Test
  void start_tileChangedInTheDatabase_refusedAndNothingSigned() {
    backup("honest");
    int notes = published().size();
    change(
        "update tile set hashes = overlay(hashes placing sha256(hashes) from 33)"
            + " where level = 0 and index = 0");
    SealerKafka sealer = new Parts().start();
    Waiting.until("refusal", () -> sealer.halted().isPresent());
    assertTrue(
        sealer.halted().orElseThrow().startsWith("tile/0/000 was changed in the database"),
        sealer.halted()::toString);
    plant(1);
    assertEquals(notes, published().size());
    stopSealers();
    restore("honest");
    resumesWithOneChain();
  }

  @Test
  void start_otherChangesOfTheDatabase_refusedWithTheReason() {
    backup("honest");
    long size = size();
    Map<String, String> changes = new HashMap<>();
    changes.put(
        "update tile set hashes = overlay(hashes placing sha256(hashes) from 1)"
            + " where level = 0 and index = (select max(index) from tile where level = 0)",
        "the root of " + size + " entries is not the one");
    changes.put(
        "update log_state set root = sha256('other')",
        "the root of " + size + " entries is not the one");
    changes.put(
        "update tile set hashes = overlay(hashes placing sha256(hashes) from 1) where level = 1",
        "the root of " + size + " entries is not the one");
    changes.put("delete from tile where level = 1", "no tile as the last one of level 1");
    changes.put("delete from tile where level = 0 and index = 0", "tile/0/000 was changed");
    changes.put(
        "insert into tile select 0, 99, 1, root from log_state",
        "tile/0/099.p/1 as the last one of level 0");
    changes.put(
        "update log_state set origin = 'another/log'",
        "this is the log another/log, the manifest names the log linkage.test/log");
    changes.put(
        "update log_state set checkpoint_topic_id = gen_random_uuid()",
        "the topic of the checkpoints is another one");
    changes.forEach((change, reason) -> {
      change(change);
      String found = refusal(List.of());
      assertTrue(found.contains(reason), change + ": " + found);
      restore("honest");
    });
  }

  @Test
  void start_databaseOlderThanTheCheckpoints_refused() {
    backup("old");
    long old = size();
    plant(5);
    new Parts().start();
    awaitPublished();
    stopSealers();
    backup("newer");
    long newer = size();

    restore("old");
    SealerKafka sealer = new Parts().start();
    Waiting.until("refusal", () -> sealer.halted().isPresent());
    assertEquals(
        "the database was rolled back: it has %d entries, the topic of the checkpoints holds a checkpoint of %d"
            .formatted(old, newer),
        sealer.halted().orElseThrow());
    stopSealers();
    restore("newer");
    resumesWithOneChain();
  }

  @Test
  void start_databaseOlderThanTheCheckpoints_mayCatchUpToThePublishedRootUnsigned() {
    backup("old");
    long old = size();
    plant(5);
    new Parts().start();
    awaitPublished();
    stopSealers();
    int notes = published().size();

    restore("old");
    SealerKafka sealer = catchingUp().start();
    awaitPublished();
    assertTrue(sealer.halted().isEmpty(), sealer.halted()::toString);
    stopSealers();
    List<SignedCheckpoint> since = published().subList(notes, published().size());
    assertTrue(since.stream().allMatch(note -> note.checkpoint().size() >= old + 5));
    requireOneChain();
  }

  @Test
  void catchUp_anotherRootWasPublished_refusedBeforeItIsCommitted() throws SQLException {
    plant(2);
    long size = size();
    HeldCheckpoint other =
        new HeldCheckpoint("w", new Checkpoint("linkage.test/log", size + 1, Bytes.sha256()));
    try (Connection session = transactions.connection()) {
      SealedLog sealed = catchingUp().openLog().open(session, checkpointTopic(), List.of(other));
      assertTrue(sealed.isBehind());
      assertEquals(1, sealed.most(100));
      List<LeafRead> next = leavesFrom(size).subList(0, 1);
      SealingHalted refused = assertThrows(SealingHalted.class, () -> sealed.commit(session, next));
      assertEquals(
          "the log holds other records than were sealed: a checkpoint of "
              + (size + 1)
              + " entries with another root was published",
          refused.getMessage());
    }
    assertEquals(size, size());
    resumesWithOneChain();
  }

  @Test
  void start_anotherRootWasSigned_refused() {
    Checkpoint other = new Checkpoint("linkage.test/log", 2, Bytes.sha256());
    assertEquals(
        "the checkpoint of 2 entries that the topic holds has another root than the tiles",
        refusal(List.of(new HeldCheckpoint("the topic", other))));
  }

  @Test
  void start_witnessAheadOfTheDatabase_refusedThoughItsTopicIsNot() {
    long size = size();
    int notes = published().size();
    Checkpoint ahead = new Checkpoint("linkage.test/log", size + 9, Bytes.sha256());
    SealerKafka sealer =
        new Parts() {
          @Override
          Witnesses witnesses() {
            return () -> List.of(new HeldCheckpoint("the witness w1", ahead));
          }
        }.start();
    Waiting.until("refusal", () -> sealer.halted().isPresent());
    assertEquals(
        "the database was rolled back: it has %d entries, the witness w1 holds a checkpoint of %d"
            .formatted(size, size + 9),
        sealer.halted().orElseThrow());
    plant(1);
    assertEquals(notes, published().size());
    stopSealers();
    resumesWithOneChain();
  }

  @Test
  void halt_whileItSeals_nothingMoreIsSigned() {
    SealerKafka sealer = new Parts().start();
    Waiting.until("signing", sealer::isSigning);
    sealer.halt("somebody holds another tree");
    int notes = published().size();
    plant(1);
    Waiting.until("the end", () -> !sealer.isSigning());
    stopSealers();
    assertEquals(notes, published().size());
    assertEquals("somebody holds another tree", sealer.halted().orElseThrow());
    resumesWithOneChain();
  }

  @Test
  void start_anotherTopic_hinderedWithBothIdentities() {
    backup("honest");
    change("update log_state set topic_id = '" + UUID.randomUUID() + "'");
    SealerKafka sealer = new Parts().start();
    Waiting.until("refusal", () -> sealer.hindered().orElse("").contains("is another topic"));
    stopSealers();
    restore("honest");
    resumesWithOneChain();
  }

  private Parts catchingUp() {
    return new Parts() {
      @Override
      SealConfig config() {
        return new SettableConfig(config) {
          @Override
          public boolean catchUp() {
            return true;
          }
        };
      }
    };
  }
}

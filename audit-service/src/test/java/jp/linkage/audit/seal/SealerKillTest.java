package jp.linkage.audit.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.Waiting;
import jp.linkage.audit.append.LogUnavailable;
import jp.linkage.audit.database.AdvisoryLock;
import jp.linkage.audit.projection.LeafRead;
import jp.linkage.audit.projection.ProjectionRows;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/** A sealer that dies between any two steps, or is not alone, leaves one chain of checkpoints. */
@QuarkusTest
@TestProfile(SealerFaults.OwnLog.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class SealerKillTest extends SealerFaults {
  @Test
  void kill_beforeTheCommit_nothingRemainsAndTheNextSealsAll() {
    killed(
        new Parts() {
          @Override
          ProjectionRows projection() {
            return new ProjectionRows() {
              @Override
              public void insert(Connection inTransaction, List<LeafRead> leaves)
                  throws SQLException {
                SealerKillTest.this.projection.insert(inTransaction, leaves);
                dieIfArmed("before the commit");
              }
            };
          }
        });
    assertEquals(TestLog.end(kafka) - 1, size());
    assertEquals(size(), newestPublished());
    assertEquals(size(), number("select count(*) from leaf"));
    resumesWithOneChain();
  }

  @Test
  void kill_betweenCommitAndSign_theNextSignsTheCommittedRoot() {
    killed(
        new Parts() {
          @Override
          CheckpointSigner signer() {
            return new CheckpointSigner(keys, manifests, clock) {
              @Override
              SignedCheckpoint sign(Checkpoint committed) {
                dieIfArmed("before the signature");
                return super.sign(committed);
              }
            };
          }
        });
    assertEquals(TestLog.end(kafka), size());
    assertTrue(newestPublished() < size());
    resumesWithOneChain();
  }

  @Test
  void kill_betweenSignAndPublish_theNextPublishesTheCommittedRoot() {
    killed(aroundPublish(true));
    assertEquals(TestLog.end(kafka), size());
    assertTrue(newestPublished() < size());
    resumesWithOneChain();
  }

  @Test
  void kill_betweenPublishAndServe_theNextServesWhatWasPublished() {
    killed(aroundPublish(false));
    long size = size();
    assertEquals(size, newestPublished());
    assertTrue(served().checkpoint().size() < size);
    new Parts().start();
    awaitPublished();
    assertEquals(1, published().stream().filter(note -> note.checkpoint().size() == size).count());
    assertEquals(published().getLast(), served());
    requireOneChain();
  }

  @Test
  void sealers_twoWithoutALock_oneChain() {
    Parts unlocked =
        new Parts() {
          @Override
          void lead(Connection session, AdvisoryLock.Work work) throws SQLException {
            session.setAutoCommit(true);
            work.run();
          }
        };
    List<SealerKafka> both = List.of(unlocked.start(), unlocked.start());
    for (int i = 0; i < 40; i++) {
      plant(1 + i % 7);
    }
    awaitPublished();
    assertTrue(both.stream().allMatch(sealer -> sealer.halted().isEmpty()));
    stopSealers();
    requireOneChain();
  }

  @Test
  void sealers_twoInOneState_theSecondToCommitStops() throws SQLException {
    plant(3);
    OpenLog openLog = new Parts().openLog();
    try (Connection one = transactions.connection();
        Connection other = transactions.connection()) {
      SealedLog first = openLog.open(one, checkpointTopic(), List.of());
      SealedLog second = openLog.open(other, checkpointTopic(), List.of());
      List<LeafRead> next = leavesFrom(first.state().nextOffset());
      first.commit(one, next);
      // though it computed the same
      SQLException late = assertThrows(SQLException.class, () -> second.commit(other, next));
      assertEquals("40001", late.getSQLState());
      assertEquals(first.state().size(), size());
      other.setAutoCommit(true);
    }
    resumesWithOneChain();
  }

  @Test
  void publish_failsForAWhile_fewAttemptsWithTheReasonVisibleThenOneChain() throws Exception {
    AtomicBoolean failing = new AtomicBoolean(true);
    AtomicInteger attempts = new AtomicInteger();
    plant(1);
    SealerKafka sealer =
        new Parts() {
          @Override
          CheckpointTopicKafka topic() {
            return new CheckpointTopicKafka(logConfig, config, connection) {
              @Override
              void publish(byte[] note) {
                if (failing.get()) {
                  attempts.incrementAndGet();
                  throw new LogUnavailable("a planted failure");
                }
                super.publish(note);
              }
            };
          }
        }.start();
    Waiting.until("failure", () -> sealer.hindered().isPresent());
    for (int i = 0; i < 60; i++) {
      assertEquals(Optional.of("a planted failure"), sealer.hindered());
      Thread.sleep(100);
    }
    // after 0, 0.5, 1.5, 3.5 and 7.5 s, and not every half second
    assertTrue(attempts.get() <= 5, attempts::toString);
    failing.set(false);
    awaitPublished();
    Waiting.until("no reason", () -> sealer.hindered().isEmpty());
    stopSealers();
    requireOneChain();
  }

  private Parts aroundPublish(boolean before) {
    return new Parts() {
      @Override
      CheckpointTopicKafka topic() {
        return new CheckpointTopicKafka(logConfig, config, connection) {
          @Override
          void publish(byte[] note) {
            if (before) {
              dieIfArmed("before it was published");
            }
            super.publish(note);
            dieIfArmed("after it was published");
          }
        };
      }
    };
  }

  /** Starts a sealer that dies over the next record. */
  private void killed(Parts parts) {
    parts.start();
    awaitPublished();
    plant(1);
    awaitPublished();
    parts.armed.set(true);
    plant(1);
    Waiting.until("death", parts.died::get);
    stopSealers();
  }
}

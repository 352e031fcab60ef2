package jp.linkage.audit.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.OutsideReader;
import jp.linkage.audit.Prepared;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.Waiting;
import jp.linkage.audit.append.LogConfig;
import jp.linkage.audit.append.LogKafka;
import jp.linkage.audit.config.AuditKeys;
import jp.linkage.audit.database.AdvisoryLock;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.projection.LeafRead;
import jp.linkage.audit.projection.ProjectionRows;
import jp.linkage.audit.projection.ReadLeaf;
import jp.linkage.kit.manifest.HeldManifest;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.tlog.CompactRange;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.NoteSigner;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stops the service's sealer and runs others on its log, which die or meet a changed database. */
@QuarkusTest
@TestProfile(SealerFaultTest.OwnLog.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class SealerFaultTest implements Prepared {
  private static final String CHECKPOINTS = "audit.checkpoints.v1";
  private static final List<String> TABLES =
      List.of("log_state", "tile", "checkpoint", "leaf", "entry", "entry_subject");

  @Inject SealerKafka service;
  @Inject LogConfig logConfig;
  @Inject SealConfig config;
  @Inject LogKafka log;
  @Inject ReadLeaf readLeaf;
  @Inject ProjectionRows projection;
  @Inject SealRows sealRows;
  @Inject TileRows tileRows;
  @Inject AuditKeys keys;
  @Inject HeldManifest manifests;
  @Inject Clock clock;
  @Inject Transactions transactions;

  @Inject
  @Identifier("default-kafka-broker")
  Map<String, Object> connection;

  Manifest manifest;
  EmbeddedKafka kafka;

  private final List<SealerKafka> started = new ArrayList<>();
  private final List<CheckpointTopicKafka> topics = new ArrayList<>();

  /** A profile of its own starts the service anew. */
  public static class OwnLog implements QuarkusTestProfile {}

  /** What kill -9 looks like from inside: nothing catches it. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed(String when) {
      super("killed " + when, null, false, false);
    }
  }

  /** The parts of a sealer; a test overrides what shall fail. */
  private class Parts {
    final AtomicBoolean armed = new AtomicBoolean();
    final AtomicBoolean died = new AtomicBoolean();

    void dieIfArmed(String when) {
      if (armed.get()) {
        died.set(true);
        throw new Killed(when);
      }
    }

    CheckpointSigner signer() {
      return new CheckpointSigner(keys, manifests, clock);
    }

    CheckpointTopicKafka topic() {
      return new CheckpointTopicKafka(logConfig, config, connection);
    }

    ProjectionRows projection() {
      return projection;
    }

    void lead(Connection session, AdvisoryLock.Work work) throws SQLException {
      AdvisoryLock.SEALER.whileHeld(session, work);
    }

    SealConfig config() {
      return config;
    }

    OpenLog openLog() {
      return new OpenLog(config(), sealRows, tileRows, projection(), signer());
    }

    SealerKafka start() {
      CheckpointTopicKafka topic = topic();
      topics.add(topic);
      SealerKafka sealer =
          new SealerKafka(
              logConfig,
              config,
              log,
              readLeaf,
              openLog(),
              new PublishCheckpoints(signer(), topic, new CheckpointRows(transactions)),
              transactions,
              connection) {
            @Override
            void lead(Connection session, AdvisoryLock.Work work) throws SQLException {
              Parts.this.lead(session, work);
            }
          };
      started.add(sealer);
      sealer.start();
      return sealer;
    }
  }

  /** A sealed log of one full tile and a little more, and no sealer. */
  @Override
  public void prepare() {
    Waiting.until("the log", () -> log.topicId().isPresent());
    service.stop();
    plant(TestLog.end(kafka) == 0 ? 300 : 1);
    new Parts().start();
    awaitPublished();
    stopSealers();
  }

  @AfterEach
  void stopSealers() {
    started.forEach(SealerKafka::stop);
    topics.forEach(CheckpointTopicKafka::close);
    started.clear();
    topics.clear();
  }

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
                SealerFaultTest.this.projection.insert(inTransaction, leaves);
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
    killed(
        new Parts() {
          @Override
          CheckpointTopicKafka topic() {
            return new CheckpointTopicKafka(logConfig, config, connection) {
              @Override
              void publish(byte[] note) {
                dieIfArmed("before it was published");
                super.publish(note);
              }
            };
          }
        });
    assertEquals(TestLog.end(kafka), size());
    assertTrue(newestPublished() < size());
    resumesWithOneChain();
  }

  @Test
  void kill_betweenPublishAndServe_theNextServesWhatWasPublished() {
    killed(
        new Parts() {
          @Override
          CheckpointTopicKafka topic() {
            return new CheckpointTopicKafka(logConfig, config, connection) {
              @Override
              void publish(byte[] note) {
                super.publish(note);
                dieIfArmed("after it was published");
              }
            };
          }
        });
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
        "the database was rolled back: it has %d entries, a checkpoint of %d was published"
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
    Checkpoint other = new Checkpoint("linkage.test/log", size + 1, Bytes.sha256());
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

  private Parts catchingUp() {
    return new Parts() {
      @Override
      SealConfig config() {
        return new SealConfig() {
          @Override
          public String checkpointTopic() {
            return config.checkpointTopic();
          }

          @Override
          public int batch() {
            return config.batch();
          }

          @Override
          public Duration gathering() {
            return config.gathering();
          }

          @Override
          public boolean catchUp() {
            return true;
          }

          @Override
          public Duration maxLag() {
            return config.maxLag();
          }

          @Override
          public int checkTiles() {
            return config.checkTiles();
          }
        };
      }
    };
  }

  @Test
  void start_anotherRootWasSigned_refused() {
    Checkpoint other = new Checkpoint("linkage.test/log", 2, Bytes.sha256());
    assertEquals(
        "the checkpoint of 2 entries that was published has another root than the tiles",
        refusal(List.of(other)));
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

  private void resumesWithOneChain() {
    new Parts().start();
    plant(2);
    awaitPublished();
    stopSealers();
    requireOneChain();
  }

  /** The topic's records, the database and all published checkpoints are of one tree. */
  private void requireOneChain() {
    List<byte[]> leaves = TestLog.leaves(kafka);
    List<Bytes> roots = new ArrayList<>();
    CompactRange range = CompactRange.startingAt(0);
    roots.add(Bytes.of(range.root()));
    for (byte[] leaf : leaves) {
      range.append(MerkleTree.leafHash(leaf));
      roots.add(Bytes.of(range.root()));
    }
    for (SignedCheckpoint signed : published()) {
      Checkpoint checkpoint = signed.checkpoint();
      assertEquals(roots.get((int) checkpoint.size()), checkpoint.root(), checkpoint::text);
    }
    assertEquals(leaves.size(), size());
    assertEquals(leaves.size(), number("select count(*) from leaf"));
    assertEquals(leaves.size(), number("select next_offset from log_state"));
    OutsideReader reader = new OutsideReader(manifest);
    SignedCheckpoint served = reader.checkpoint();
    assertEquals(roots.getLast(), served.checkpoint().root());
    LongStream.of(0, 255, 256, leaves.size() - 1L)
        .forEach(index -> reader.verifyInclusion(leaves.get((int) index), index, served));
  }

  private String refusal(List<Checkpoint> published) {
    try (Connection session = transactions.connection()) {
      try {
        return String.valueOf(
            assertThrows(
                    SealingHalted.class,
                    () -> new Parts().openLog().open(session, checkpointTopic(), published))
                .getMessage());
      } finally {
        session.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private UUID checkpointTopic() {
    CheckpointTopicKafka topic = new Parts().topic();
    topics.add(topic);
    return topic.check(false);
  }

  private List<LeafRead> leavesFrom(long offset) {
    List<byte[]> leaves = TestLog.leaves(kafka);
    return LongStream.range(offset, leaves.size())
        .mapToObj(i -> readLeaf.read(i, leaves.get((int) i), Instant.now(), "linkage.test/log"))
        .toList();
  }

  private void plant(int count) {
    String mark = UUID.randomUUID().toString();
    TestLog.plantAll(
        kafka, IntStream.range(0, count).mapToObj(i -> (mark + i).getBytes(UTF_8)).toList());
  }

  private void awaitPublished() {
    long end = TestLog.end(kafka);
    Waiting.until(
        "a checkpoint of " + end,
        () ->
            new CheckpointRows(transactions)
                .newest()
                .map(published -> published.size() >= end)
                .orElse(false));
  }

  private SignedCheckpoint served() {
    return new OutsideReader(manifest).checkpoint();
  }

  private List<SignedCheckpoint> published() {
    OutsideReader reader = new OutsideReader(manifest);
    List<SignedCheckpoint> published = new ArrayList<>();
    for (byte[] note : TestLog.values(kafka, CHECKPOINTS)) {
      try {
        SignedCheckpoint signed = SignedCheckpoint.parse(note);
        reader.policy().verify(signed);
        published.add(signed);
      } catch (ProtocolViolation e) {
        // planted by a test
      }
    }
    return published;
  }

  private long newestPublished() {
    return published().stream().mapToLong(signed -> signed.checkpoint().size()).max().orElse(-1);
  }

  private long size() {
    return number("select size from log_state");
  }

  private long number(String sql) {
    return transactions.read(session -> {
      try (var statement = session.createStatement();
          var row = statement.executeQuery(sql)) {
        row.next();
        return row.getLong(1);
      }
    });
  }

  private void change(String... statements) {
    transactions.inTransaction(session -> {
      try (var statement = session.createStatement()) {
        for (String sql : statements) {
          statement.execute(sql);
        }
        return statements.length;
      }
    });
  }

  /** Keeps the log's tables as they are now under a name, as a backup does. */
  private void backup(String name) {
    TABLES.forEach(table ->
        change(
            "drop table if exists %s_%s".formatted(name, table),
            "create table %s_%s as table %s".formatted(name, table, table)));
  }

  private void restore(String name) {
    change(
        TABLES.stream()
            .flatMap(table ->
                Stream.of(
                    "truncate " + table,
                    "insert into %s select * from %s_%s".formatted(table, name, table)))
            .toArray(String[]::new));
  }
}

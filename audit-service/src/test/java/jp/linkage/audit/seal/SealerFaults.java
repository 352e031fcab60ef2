package jp.linkage.audit.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import jp.linkage.audit.OutsideReader;
import jp.linkage.audit.Prepared;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.Waiting;
import jp.linkage.audit.append.LogConfig;
import jp.linkage.audit.append.LogKafka;
import jp.linkage.audit.append.StoredEntriesKafka;
import jp.linkage.audit.config.AuditKeys;
import jp.linkage.audit.database.AdvisoryLock;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.projection.LeafRead;
import jp.linkage.audit.projection.ProjectionRows;
import jp.linkage.audit.projection.ReadLeaf;
import jp.linkage.kit.manifest.HeldManifest;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.tlog.CompactRange;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.testing.EmbeddedKafka;
import org.junit.jupiter.api.AfterEach;

/** Stops the service's sealer and runs others on its log, which die or meet a changed database. */
@QuarkusTest
abstract class SealerFaults implements Prepared {
  static final String CHECKPOINTS = "audit.checkpoints.v1";
  static final List<String> TABLES =
      List.of("log_state", "tile", "checkpoint", "leaf", "entry", "entry_subject");

  @Inject SealerKafka service;
  @Inject LogConfig logConfig;
  @Inject SealConfig config;
  @Inject LogKafka log;
  @Inject ReadLeaf readLeaf;
  @Inject ProjectionRows projection;
  @Inject SealRows sealRows;
  @Inject TileRows tileRows;
  @Inject StoredEntriesKafka storedEntries;
  @Inject AuditKeys keys;
  @Inject HeldManifest manifests;
  @Inject Clock clock;
  @Inject Transactions transactions;

  @Inject
  @Identifier("default-kafka-broker")
  Map<String, Object> connection;

  Manifest manifest;
  EmbeddedKafka kafka;

  final List<SealerKafka> started = new ArrayList<>();
  final List<CheckpointTopicKafka> topics = new ArrayList<>();

  /** A profile of its own starts the service anew. */
  public static class OwnLog implements QuarkusTestProfile {}

  /** What kill -9 looks like from inside: nothing catches it. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed(String when) {
      super("killed " + when, null, false, false);
    }
  }

  /** The parts of a sealer; a test overrides what shall fail. */
  class Parts {
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

    Witnesses witnesses() {
      return List::of;
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
              config(),
              log,
              readLeaf,
              openLog(),
              new CompareWithTopic(tileRows, storedEntries),
              witnesses(),
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

  void resumesWithOneChain() {
    new Parts().start();
    plant(2);
    awaitPublished();
    stopSealers();
    requireOneChain();
  }

  /** The topic's records, the database and all published checkpoints are of one tree. */
  void requireOneChain() {
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

  String refusal(List<HeldCheckpoint> held) {
    try (Connection session = transactions.connection()) {
      try {
        return String.valueOf(
            assertThrows(
                    SealingHalted.class,
                    () -> new Parts().openLog().open(session, checkpointTopic(), held))
                .getMessage());
      } finally {
        session.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  UUID checkpointTopic() {
    CheckpointTopicKafka topic = new Parts().topic();
    topics.add(topic);
    return topic.check(false);
  }

  List<LeafRead> leavesFrom(long offset) {
    List<byte[]> leaves = TestLog.leaves(kafka);
    return LongStream.range(offset, leaves.size())
        .mapToObj(i -> readLeaf.read(i, leaves.get((int) i), Instant.now(), "linkage.test/log"))
        .toList();
  }

  void plant(int count) {
    String mark = UUID.randomUUID().toString();
    TestLog.plantAll(
        kafka, IntStream.range(0, count).mapToObj(i -> (mark + i).getBytes(UTF_8)).toList());
  }

  void awaitPublished() {
    long end = TestLog.end(kafka);
    Waiting.until(
        "a checkpoint of " + end,
        () ->
            new CheckpointRows(transactions)
                .newest()
                .map(published -> published.size() >= end)
                .orElse(false));
  }

  SignedCheckpoint served() {
    return new OutsideReader(manifest).checkpoint();
  }

  List<SignedCheckpoint> published() {
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

  long newestPublished() {
    return published().stream().mapToLong(signed -> signed.checkpoint().size()).max().orElse(-1);
  }

  long size() {
    return number("select size from log_state");
  }

  long number(String sql) {
    return transactions.read(session -> {
      try (var statement = session.createStatement();
          var row = statement.executeQuery(sql)) {
        row.next();
        return row.getLong(1);
      }
    });
  }

  void change(String... statements) {
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
  void backup(String name) {
    TABLES.forEach(table ->
        change(
            "drop table if exists %s_%s".formatted(name, table),
            "create table %s_%s as table %s".formatted(name, table, table)));
  }

  void restore(String name) {
    change(
        TABLES.stream()
            .flatMap(table ->
                Stream.of(
                    "truncate " + table,
                    "insert into %s select * from %s_%s".formatted(table, name, table)))
            .toArray(String[]::new));
  }
}

package jp.linkage.audit.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.OutsideReader;
import jp.linkage.audit.Prepared;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.append.LogStateRows;
import jp.linkage.audit.config.AuditKeys;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.seal.CheckpointRows;
import jp.linkage.audit.seal.CheckpointSigner;
import jp.linkage.audit.seal.HeldCheckpoint;
import jp.linkage.audit.seal.Sealing;
import jp.linkage.audit.seal.TileRows;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.NoteSigner;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.Folders;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The running service's log, shown to witnesses of all kinds (AUDIT.md §5, faults 18 to 20). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class CosignCheckpointsTest extends RunningService implements Prepared {
  private static final String TWO_OF_THREE = "group three 2 w1 w2 w3\nquorum three\n";
  private static final String ALL = "group three all w1 w2 w3\nquorum three\n";

  @Inject CheckpointSigner log;
  @Inject CheckpointRows published;
  @Inject CosignedRows cosigned;
  @Inject LogStateRows states;
  @Inject TileRows tiles;
  @Inject AuditKeys keys;
  @Inject Transactions transactions;

  Manifest manifest;
  EmbeddedKafka kafka;

  private final Path folder = Folders.temporary("linkage-cosign-");

  private final List<TestWitness> witnesses =
      List.of(new TestWitness("w1"), new TestWitness("w2"), new TestWitness("w3"));
  private final List<String> halted = new ArrayList<>();
  private final List<WitnessHttp> clients = new ArrayList<>();

  @Override
  public void prepare() {
    witnesses.forEach(witness -> witness.watch(origin(), log.verifierKeys()));
    grow(3);
  }

  @AfterEach
  void close() {
    witnesses.forEach(TestWitness::close);
    clients.forEach(WitnessHttp::close);
    Folders.remove(folder);
  }

  @Test
  void round_honestWitnesses_cosignedByAllAndGrownFromTheTreeBefore() {
    Client client = client(TWO_OF_THREE);
    for (int i = 0; i < 3; i++) {
      Checkpoint newest = grow(1 + 300 * i);
      client.cosigning.round();
      SignedCheckpoint kept = kept();
      assertEquals(newest, kept.checkpoint());
      assertEquals(5, kept.note().signatures().size());
      client.policy.inForce().verify(kept);
    }
    // each was asked once for each tree, after the first time from the size that it had
    witnesses.forEach(witness -> assertEquals(3, witness.asked()));
    assertEquals("cosigned " + kept().checkpoint().size(), client.cosigning.said().get("w1"));
    // nothing new: not shown again before its time
    client.cosigning.round();
    witnesses.forEach(witness -> assertEquals(3, witness.asked()));
  }

  @Test
  void round_clientThatForgot_provesFromTheSizeThatItIsTold() {
    client(ALL).cosigning.round();
    Checkpoint newest = grow(7);
    Client another = client(ALL);
    another.cosigning.round();
    assertEquals(newest, kept().checkpoint());
    // shown, refused with the size, proven
    witnesses.forEach(witness -> assertEquals(3, witness.asked()));
    assertEquals(List.of(), halted);
  }

  @Test
  void round_liarAmongThree_itsCosignatureCountsForNothingAndSpoilsNothing() {
    witnesses.get(1).be(TestWitness.Mood.LYING);
    Client lenient = client(TWO_OF_THREE);
    lenient.cosigning.round();
    SignedCheckpoint kept = kept();
    assertEquals(newest(), kept.checkpoint());
    assertEquals(4, kept.note().signatures().size());
    lenient.policy.inForce().verify(kept);
    assertEquals(1, lenient.cosigning.wrongCosignatures());
    assertEquals("wrong cosignature", lenient.cosigning.said().get("w2"));
    assertEquals(List.of(), halted);

    long before = kept.checkpoint().size();
    grow(2);
    Client strict = client(ALL);
    strict.cosigning.round();
    assertEquals(before, kept().checkpoint().size());
    witnesses.get(1).be(TestWitness.Mood.HONEST);
    strict.cosigning.round();
    assertEquals(newest(), kept().checkpoint());
    strict.policy.inForce().verify(kept());
  }

  @Test
  void round_slowDeadOrEndlessWitness_theOthersAreEnoughAndNobodyWaitsForLong() {
    for (TestWitness.Mood mood :
        List.of(TestWitness.Mood.SLOW, TestWitness.Mood.DEAD, TestWitness.Mood.ENDLESS)) {
      witnesses.get(2).be(mood);
      Checkpoint newest = grow(1);
      Client lenient = client(TWO_OF_THREE);
      long start = System.nanoTime();
      lenient.cosigning.round();
      long millis = (System.nanoTime() - start) / 1_000_000;
      assertTrue(millis < 2_500, mood + " took " + millis + " ms");
      assertEquals(newest, kept().checkpoint(), mood::toString);
      lenient.policy.inForce().verify(kept());
      assertTrue(
          lenient.cosigning.said().getOrDefault("w3", "").startsWith("no answer"),
          lenient.cosigning.said()::toString);

      grow(1);
      client(ALL).cosigning.round();
      assertEquals(newest, kept().checkpoint(), mood::toString);
    }
    assertEquals(List.of(), halted);
  }

  @Test
  void round_witnessAheadOfTheDatabase_haltWithBothSizes() {
    long size = newest().size();
    witnesses.get(0).remember(signed(new Checkpoint(origin(), size + 5, Bytes.sha256())));
    client(TWO_OF_THREE).cosigning.round();
    assertEquals(
        List.of(
            "the log was rolled back or split: the witness w1 has seen %d entries, the database has %d; it shows a checkpoint that this log has signed and does not hold"
                .formatted(size + 5, size)),
        halted);
  }

  @Test
  void round_witnessWithAnotherTree_halt() {
    long size = newest().size();
    witnesses.get(2).remember(signed(new Checkpoint(origin(), size - 1, Bytes.sha256())));
    client(TWO_OF_THREE).cosigning.round();
    assertEquals(
        List.of(
            "the log was rolled back or split: the witness w3 says that the tree of %d entries did not grow from the one that it has; it shows a checkpoint that this log has signed and does not hold"
                .formatted(size)),
        halted);
  }

  @Test
  void round_witnessThatBoasts_stopsNothingAndIsNotCounted() {
    witnesses.get(0).be(TestWitness.Mood.BOASTING);
    Client client = client(TWO_OF_THREE);
    client.cosigning.round();
    assertEquals(List.of(), halted);
    String said = client.cosigning.said().getOrDefault("w1", "nothing");
    assertTrue(said.startsWith("has seen "), said);
    assertEquals(4, kept().note().signatures().size());
  }

  @Test
  void round_replicaThatDoesNotSign_asksNobody() {
    Client client = client(TWO_OF_THREE);
    client.signing = false;
    client.cosigning.round();
    witnesses.forEach(witness -> assertEquals(0, witness.asked()));
  }

  @Test
  void held_byWitnesses_onlyWhatTheLogHasSigned() {
    Checkpoint ahead = new Checkpoint(origin(), 1_000_000, Bytes.sha256());
    witnesses.get(0).remember(signed(ahead));
    witnesses
        .get(1)
        .remember(
            SignedCheckpoint.sign(
                ahead,
                List.of(NoteSigner.ed25519(origin(), SigningKey.generate())),
                Instant.now()));
    witnesses.get(2).be(TestWitness.Mood.DEAD);
    assertEquals(List.of(new HeldCheckpoint("the witness w1", ahead)), client(ALL).held.held());
  }

  @Test
  void policy_servedAsAFile_saysTheSame() {
    WitnessPolicy policy = client(TWO_OF_THREE).policy;
    assertEquals(
        policy.inForce(),
        jp.linkage.protocol.tlog.checkpoint.TrustPolicy.parse(policy.text().getBytes(UTF_8)));
    assertTrue(policy.needsQuorum());
    assertEquals(3, policy.sites().size());
  }

  @Test
  void policy_fileThatIsNotRight_theServiceDoesNotStart() {
    String key = witnesses.getFirst().line("w1").split(" ", 3)[2].split(" ", 2)[0];
    String otherLog =
        "log " + NoteSigner.ed25519(origin(), SigningKey.generate()).key().text() + "\n";
    for (String wrong :
        List.of(
            "witness w1 " + key + "\nquorum w1\n",
            "witness w1 " + key + " ftp://witness.test/\nquorum w1\n",
            "witness w1 " + key + " http://user@witness.test/\nquorum w1\n",
            "witness w1 " + key + " http://witness.test/?q\nquorum w1\n",
            otherLog + "witness w1 " + key + " http://witness.test/\nquorum w1\n",
            "witness w1 " + key + " http://witness.test/\n",
            "nothing")) {
      assertThrows(IllegalStateException.class, () -> policy(wrong), wrong);
    }
    assertDoesNotThrow(() -> policy("witness w1 " + key + " https://witness.test\nquorum w1\n"));
  }

  /** A client of its own with a policy of its own. */
  private final class Client implements Sealing {
    private final WitnessPolicy policy;
    private final AskWhatIsHeld held;
    private final CosignCheckpoints cosigning;
    private boolean signing = true;

    Client(WitnessPolicy policy) {
      this.policy = policy;
      WitnessHttp http = new WitnessHttp(config(Optional.empty()));
      clients.add(http);
      this.held = new AskWhatIsHeld(policy, http, log);
      this.cosigning =
          new CosignCheckpoints(
              config(Optional.empty()),
              policy,
              new AskWitness(http, tiles),
              held,
              published,
              cosigned,
              states,
              this);
    }

    @Override
    public boolean isSigning() {
      return signing;
    }

    @Override
    public void halt(String reason) {
      halted.add(reason);
    }
  }

  private Client client(String quorum) {
    StringBuilder lines = new StringBuilder("# the witnesses\n");
    for (int i = 0; i < witnesses.size(); i++) {
      lines.append(witnesses.get(i).line("w" + (i + 1)));
    }
    return new Client(policy(lines + quorum));
  }

  private WitnessPolicy policy(String text) {
    try {
      Path file = Files.write(folder.resolve("policy"), text.getBytes(UTF_8));
      WitnessPolicy policy = new WitnessPolicy(config(Optional.of(file)), log);
      policy.load();
      return policy;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static WitnessConfig config(Optional<Path> file) {
    return new WitnessConfig() {
      @Override
      public Optional<Path> policy() {
        return file;
      }

      @Override
      public Duration every() {
        return Duration.ofSeconds(1);
      }

      @Override
      public Duration timeout() {
        return Duration.ofSeconds(1);
      }

      @Override
      public Duration repeat() {
        return Duration.ofSeconds(30);
      }

      @Override
      public Duration maxWithoutQuorum() {
        return Duration.ofMinutes(10);
      }
    };
  }

  private SignedCheckpoint signed(Checkpoint checkpoint) {
    return SignedCheckpoint.sign(
        checkpoint,
        List.of(
            NoteSigner.ed25519(origin(), keys.logKey()),
            NoteSigner.mlDsaCosigner(origin(), keys.logMlDsaKey())),
        Instant.now());
  }

  private String origin() {
    return manifest.audit().logOrigin();
  }

  private Checkpoint newest() {
    return new OutsideReader(manifest).checkpoint().checkpoint();
  }

  private Checkpoint grow(int count) {
    List<byte[]> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(("x" + i).getBytes(UTF_8));
    }
    long last = TestLog.plantAll(kafka, entries);
    return new OutsideReader(manifest).checkpointOf(last + 1).checkpoint();
  }

  private SignedCheckpoint kept() {
    return SignedCheckpoint.parse(cosigned.newest().orElseThrow().note().toArray());
  }
}

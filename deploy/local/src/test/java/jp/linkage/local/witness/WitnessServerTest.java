package jp.linkage.local.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.NoteSigner;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TestLog;
import jp.linkage.protocol.tlog.witness.AddCheckpointRequest;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse.Conflict;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse.Cosigned;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse.Refusal;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse.Refused;
import jp.linkage.protocol.tlog.witness.WitnessedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessServerTest {
  private static final WitnessedLog WATCHED =
      new WitnessedLog(TestLog.ORIGIN, TestLog.SIGNERS.stream().map(NoteSigner::key).toList());
  private static final List<NoteSigner> KEYS = List.of(TestLog.WITNESS, TestLog.OTHER_WITNESS);

  private final TestLog log = new TestLog(20);
  @TempDir private Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();
  private WitnessServer server;
  private WitnessClient witness;

  private WitnessServer start() throws IOException {
    WitnessServer server =
        WitnessServer.start(
            0, folder.resolve("state"), List.of(WATCHED), KEYS, InstantSource.fixed(TestLog.TIME));
    open.add(server);
    return server;
  }

  private WitnessClient client(WitnessServer server) {
    WitnessClient client = new WitnessClient(server.uri());
    open.add(client);
    return client;
  }

  @BeforeEach
  void startServer() throws IOException {
    server = start();
    witness = client(server);
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  private AddCheckpointResponse grow(int old, int size) throws IOException, InterruptedException {
    return witness.add(old, old == 0 ? List.of() : log.consistency(old, size), log.signed(size));
  }

  private static void refused(Refusal refusal, AddCheckpointResponse response) {
    assertEquals(refusal, assertInstanceOf(Refused.class, response).refusal());
  }

  @Test
  void addCheckpoint_logThatGrows_isCosignedByEveryKey() throws Exception {
    Cosigned first = assertInstanceOf(Cosigned.class, grow(0, 3));
    Cosigned second = assertInstanceOf(Cosigned.class, grow(3, 7));
    assertInstanceOf(Cosigned.class, grow(7, 7));
    for (NoteSigner key : KEYS) {
      first.addTo(log.signed(3), key.key());
      SignedCheckpoint cosigned = second.addTo(log.signed(7), key.key());
      assertEquals(1, cosigned.note().verify(List.of(key.key())).size());
    }
  }

  @Test
  void checkpoint_afterEachStep_isTheLatestWithItsSignatures() throws Exception {
    assertEquals(404, witness.get(WATCHED.monitoringPath()).statusCode());
    grow(0, 3);
    grow(3, 7);
    HttpResponse<byte[]> response = witness.get(WATCHED.monitoringPath());
    assertEquals(200, response.statusCode());
    SignedCheckpoint latest = SignedCheckpoint.parse(response.body());
    assertEquals(log.checkpoint(7), latest.checkpoint());
    TestLog.policy(KEYS.toArray(NoteSigner[]::new)).verify(latest);
  }

  @Test
  void addCheckpoint_anotherOldSize_is409WithTheStoredSize() throws Exception {
    assertEquals(new Conflict(0), grow(3, 7));
    grow(0, 3);
    assertEquals(new Conflict(3), grow(0, 7));
    assertEquals(new Conflict(3), grow(2, 7));
    HttpResponse<byte[]> raw =
        witness.post(new AddCheckpointRequest(2, log.consistency(2, 7), log.signed(7)).bytes());
    assertEquals(409, raw.statusCode());
    assertEquals("text/x.tlog.size", raw.headers().firstValue("Content-Type").orElseThrow());
    assertEquals("3\n", new String(raw.body(), UTF_8));
    assertInstanceOf(Cosigned.class, grow(3, 7));
  }

  @Test
  void addCheckpoint_unknownLog_is404() throws Exception {
    NoteSigner other = NoteSigner.ed25519("other.example/log", TestLog.ed25519(5));
    Checkpoint checkpoint = new Checkpoint("other.example/log", 3, log.checkpoint(3).root());
    refused(
        Refusal.UNKNOWN_LOG,
        witness.add(0, List.of(), SignedCheckpoint.sign(checkpoint, List.of(other), TestLog.TIME)));
  }

  @Test
  void addCheckpoint_notSignedByEveryKeyOfTheLog_is403() throws Exception {
    for (NoteSigner only : TestLog.SIGNERS) {
      refused(
          Refusal.NOT_SIGNED,
          witness.add(
              0, List.of(), SignedCheckpoint.sign(log.checkpoint(3), List.of(only), TestLog.TIME)));
    }
    NoteSigner forger = NoteSigner.ed25519(TestLog.ORIGIN, TestLog.ed25519(9));
    refused(
        Refusal.NOT_SIGNED,
        witness.add(
            0, List.of(), SignedCheckpoint.sign(log.checkpoint(3), List.of(forger), TestLog.TIME)));
  }

  @Test
  void addCheckpoint_malformed_is400() throws Exception {
    byte[] sound = new AddCheckpointRequest(0, List.of(), log.signed(3)).bytes();
    for (byte[] body :
        List.of(
            new byte[0],
            "old x\n\n".getBytes(UTF_8),
            Arrays.copyOf(sound, sound.length - 1),
            new byte[AddCheckpointRequest.MAX_BYTES + 1])) {
      assertEquals(400, witness.post(body).statusCode());
    }
    refused(Refusal.MALFORMED, witness.add(4, List.of(), log.signed(3)));
    Checkpoint extended =
        new Checkpoint(TestLog.ORIGIN, 3, log.checkpoint(3).root(), List.of("more"));
    // Only the Ed25519 key can sign that.
    assertEquals(
        403,
        witness
            .post(
                new AddCheckpointRequest(
                        0,
                        List.of(),
                        SignedCheckpoint.sign(
                            extended, TestLog.SIGNERS.subList(0, 1), TestLog.TIME))
                    .bytes())
            .statusCode());
    assertEquals(200, witness.post(sound).statusCode());
  }

  @Test
  void addCheckpoint_treeThatDidNotGrow_is422() throws Exception {
    grow(0, 3);
    List<Bytes> proof = new ArrayList<>(log.consistency(3, 7));
    proof.removeLast();
    refused(Refusal.INCONSISTENT, witness.add(3, proof, log.signed(7)));
    refused(Refusal.INCONSISTENT, witness.add(3, List.of(), log.signed(7)));
    TestLog split = new TestLog(List.of(new byte[1], new byte[2], new byte[3], new byte[4]));
    refused(Refusal.INCONSISTENT, witness.add(3, split.consistency(3, 4), split.signed(4)));
    refused(Refusal.INCONSISTENT, witness.add(3, List.of(), split.signed(3)));
    assertInstanceOf(Cosigned.class, grow(3, 7));
  }

  @Test
  void http_otherPathsAndMethods_are404And405() throws Exception {
    assertEquals(404, witness.get("").statusCode());
    assertEquals(404, witness.get("x/checkpoint").statusCode());
    assertEquals(404, witness.get("..%2Flock").statusCode());
    assertEquals(405, witness.status("GET", "add-checkpoint"));
    assertEquals(405, witness.status("PUT", "add-checkpoint"));
    assertEquals(405, witness.status("DELETE", WATCHED.monitoringPath()));
  }

  // Two trees that both grew from one: never more than one of them gets a cosignature.
  @Test
  void addCheckpoint_twoTreesAtOnce_oneIsCosigned() throws Exception {
    List<byte[]> entries = new ArrayList<>();
    for (int size = 1; size <= 20; size++) {
      int old = size - 1;
      TestLog one = with(entries, "one");
      TestLog other = with(entries, "other");
      List<TestLog> trees = List.of(one, other);
      List<TestLog> cosigned = new ArrayList<>();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<AddCheckpointResponse>> answers = new ArrayList<>();
        for (TestLog tree : trees) {
          List<Bytes> proof = old == 0 ? List.of() : tree.consistency(old, old + 1);
          answers.add(threads.submit(() -> witness.add(old, proof, tree.signed(old + 1))));
        }
        for (int i = 0; i < trees.size(); i++) {
          if (answers.get(i).get() instanceof Cosigned) {
            cosigned.add(trees.get(i));
          }
        }
      }
      assertEquals(1, cosigned.size(), "size " + size);
      entries.add(cosigned.getFirst().entry(old));
      assertEquals(
          cosigned.getFirst().checkpoint(size),
          SignedCheckpoint.parse(witness.get(WATCHED.monitoringPath()).body()).checkpoint());
    }
  }

  private static TestLog with(List<byte[]> entries, String last) {
    List<byte[]> all = new ArrayList<>(entries);
    all.add(last.getBytes(UTF_8));
    return new TestLog(all);
  }

  @Test
  void restart_onTheState_goesOnWhereItWas() throws Exception {
    grow(0, 3);
    grow(3, 7);
    byte[] before = witness.get(WATCHED.monitoringPath()).body();
    server.close();
    witness = client(start());
    assertArrayEquals(before, witness.get(WATCHED.monitoringPath()).body());
    assertEquals(new Conflict(7), grow(3, 9));
    assertInstanceOf(Cosigned.class, grow(7, 9));
  }

  @Test
  void start_onStateThatIsOpen_isRefused() {
    IOException refused = assertThrows(IOException.class, this::start);
    assertTrue(refused.toString().contains("another witness runs"), refused::toString);
  }

  @Test
  void start_onDamagedState_isRefused() throws Exception {
    grow(0, 3);
    server.close();
    Path file = folder.resolve("state").resolve(WATCHED.monitoringPath());
    byte[] stored = Files.readAllBytes(file);
    // Each byte of the tree that it stored.
    for (int at = 0; at < log.checkpoint(3).text().length(); at++) {
      byte[] changed = stored.clone();
      changed[at] ^= 1;
      Files.write(file, changed);
      IOException refused = assertThrows(IOException.class, this::start, "byte " + at);
      assertTrue(refused.toString().contains("something else"), refused::toString);
    }
    Files.write(file, stored);
    witness = client(start());
    assertInstanceOf(Cosigned.class, grow(3, 7));
  }

  @Test
  void start_whatAnUnfinishedStoreLeft_isOverwritten() throws Exception {
    grow(0, 3);
    server.close();
    Path file = folder.resolve("state").resolve(WATCHED.monitoringPath());
    Files.writeString(file.resolveSibling("checkpoint.new"), "half of a che");
    witness = client(start());
    assertEquals(new Conflict(3), grow(0, 7));
    assertInstanceOf(Cosigned.class, grow(3, 7));
  }

  // No cosignature may leave when the checkpoint could not be kept.
  @Test
  void addCheckpoint_stateThatCannotBeWritten_is500WithoutCosignature() throws Exception {
    grow(0, 3);
    Path file = folder.resolve("state").resolve(WATCHED.monitoringPath());
    Files.createDirectory(file.resolveSibling("checkpoint.new"));
    HttpResponse<byte[]> response =
        witness.post(new AddCheckpointRequest(3, log.consistency(3, 7), log.signed(7)).bytes());
    assertEquals(500, response.statusCode());
    assertEquals("the witness cannot keep its state\n", new String(response.body(), UTF_8));
    Files.delete(file.resolveSibling("checkpoint.new"));
    assertInstanceOf(Cosigned.class, grow(3, 9));
  }
}

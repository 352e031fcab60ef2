package jp.linkage.local.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jp.linkage.protocol.evidence.SampleEvidence;
import jp.linkage.protocol.tlog.checkpoint.TestLog;
import jp.linkage.protocol.tlog.checkpoint.VerifierKey;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse.Conflict;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse.Cosigned;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The witness as a process, which is killed while it works and started again on its state. */
class WitnessProcessTest {
  private static final int SIZE = 400;

  private final TestLog log = new TestLog(SIZE + 1);
  private final List<Process> processes = new ArrayList<>();
  @TempDir private Path folder;

  /** A running witness: where it is, and its keys. */
  private record Running(Process process, URI uri, List<VerifierKey> keys) {
    /** SIGKILL, as a loss of power would end it. */
    void kill() throws InterruptedException {
      process.destroyForcibly();
      assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    }

    /** When it has cosigned so much, somewhere in the midst of the next. */
    void killAfter(int enough, AtomicInteger cosigned) {
      try {
        while (cosigned.get() < enough) {
          Thread.sleep(1);
        }
        Thread.sleep(7);
        kill();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Process process() throws IOException {
    Path policy = Files.writeString(folder.resolve("policy"), SampleEvidence.POLICY);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "jp.linkage.local.Main",
                "witness",
                "--name",
                "witness.example/process",
                "--policy",
                policy.toString(),
                "--state",
                folder.resolve("state").toString())
            .redirectError(folder.resolve("error").toFile())
            .start();
    processes.add(process);
    return process;
  }

  private Running start() throws IOException {
    Process process = process();
    BufferedReader lines = process.inputReader();
    String first = String.valueOf(lines.readLine());
    assertTrue(first.startsWith("witness http://127.0.0.1:"), first);
    List<VerifierKey> keys = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      String line = String.valueOf(lines.readLine());
      keys.add(VerifierKey.parse(line.substring(line.lastIndexOf(' ') + 1)));
    }
    return new Running(process, URI.create(first.substring("witness ".length())), keys);
  }

  @AfterEach
  void killAll() {
    processes.forEach(Process::destroyForcibly);
  }

  private AddCheckpointResponse grow(WitnessClient witness, int old, int size)
      throws IOException, InterruptedException {
    return witness.add(old, old == 0 ? List.of() : log.consistency(old, size), log.signed(size));
  }

  @Test
  void kill_whileItCosigns_forgetsNothingThatItAnswered() throws Exception {
    Running running = start();
    List<VerifierKey> keys = running.keys();
    int answered = 0;
    for (int kill = 0; kill < 3; kill++) {
      WitnessClient witness = new WitnessClient(running.uri());
      Running killed = running;
      AtomicInteger cosigned = new AtomicInteger();
      Thread killer = Thread.ofVirtual().start(() -> killed.killAfter(10, cosigned));
      answered = growUntilItDies(witness, answered, keys, cosigned);
      killer.join();
      running = start();
      assertEquals(keys, running.keys());
      try (WitnessClient restarted = new WitnessClient(running.uri())) {
        answered = assertKnows(restarted, answered);
      }
    }
    assertTrue(answered >= 30, "answered " + answered);
    running.kill();
  }

  /** Grows the log one entry at a time; the last size for which a cosignature arrived. */
  private int growUntilItDies(
      WitnessClient witness, int from, List<VerifierKey> keys, AtomicInteger cosignatures)
      throws InterruptedException {
    int answered = from;
    try (witness) {
      while (answered < SIZE) {
        Cosigned cosigned = assertInstanceOf(Cosigned.class, grow(witness, answered, answered + 1));
        answered++;
        cosigned.addTo(log.signed(answered), keys.getFirst());
        cosignatures.incrementAndGet();
      }
    } catch (IOException _) {
      return answered;
    }
    return answered;
  }

  /** It knows what it answered, or one entry more when it died before it could answer. */
  private int assertKnows(WitnessClient witness, int answered)
      throws IOException, InterruptedException {
    long known =
        switch (grow(witness, SIZE + 1, SIZE + 1)) {
          case Conflict conflict -> conflict.size();
          case Cosigned _, AddCheckpointResponse.Refused _ -> -1;
        };
    assertTrue(
        known == answered || known == answered + 1, "known " + known + ", answered " + answered);
    return (int) known;
  }

  @Test
  void start_twiceOnOneState_isRefused() throws Exception {
    Running running = start();
    Process second = process();
    assertTrue(second.waitFor(30, TimeUnit.SECONDS));
    assertEquals(1, second.exitValue());
    assertTrue(Files.readString(folder.resolve("error")).contains("another witness runs"));
    try (WitnessClient witness = new WitnessClient(running.uri())) {
      assertInstanceOf(Cosigned.class, grow(witness, 0, 5));
    }
    running.kill();
  }
}

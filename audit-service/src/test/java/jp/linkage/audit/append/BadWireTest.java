package jp.linkage.audit.append;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.Waiting;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.EmbeddedPostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A broker that is slow, or whose acknowledgement gets lost (AUDIT.md §5, faults 3 and 6): whoever
 * asks is refused in time, and what reached the broker is there once.
 */
class BadWireTest {
  private static final Duration REFUSED_WITHIN = Duration.ofSeconds(4);
  private static final Wire WIRE = new Wire();
  private static final EmbeddedKafka KAFKA =
      EmbeddedKafka.throwaway().with("advertised.listeners", "CLIENTS://localhost:" + WIRE.port());
  private static final EmbeddedPostgresServer POSTGRES = EmbeddedPostgresServer.throwaway();
  private static LogKafka log;

  @BeforeAll
  static void startParts() {
    KAFKA.start();
    POSTGRES.start();
    String direct = KAFKA.bootstrapServers();
    WIRE.leadTo(Integer.parseInt(direct.substring(direct.indexOf(':') + 1)));
    log = TestLogs.start(POSTGRES, "wire", "audit.entries.v1", 1, "localhost:" + WIRE.port());
    available();
  }

  @AfterAll
  static void stopParts() {
    log.stop();
    WIRE.close();
    KAFKA.close();
    POSTGRES.close();
  }

  @AfterEach
  void repair() {
    WIRE.repair();
    available();
  }

  @Test
  void append_brokerALittleSlow_acknowledged() {
    append("quick");
    WIRE.delay(Duration.ofMillis(400));
    append("a little slow");
    WIRE.repair();
    requireOnce("a little slow");
  }

  @Test
  void append_brokerTooSlow_refusedInTimeAndThereOnce() {
    append("before it was slow");
    WIRE.delay(Duration.ofSeconds(6));
    requireRefusedInTime("too slow");
    WIRE.repair();
    available();
    append("after it was slow");
    requireOnce("too slow");
  }

  @Test
  void append_everyAnswerLost_refusedInTimeAndThereOnce() {
    append("before it was silent");
    WIRE.silence();
    requireRefusedInTime("unknown outcome");
    WIRE.repair();
    available();
    append("after it was silent");
    requireOnce("unknown outcome");
  }

  /** The producer asks again by itself, and the broker knows the record by its number. */
  @Test
  void append_oneAcknowledgementLost_acknowledgedAllTheSameAndThereOnce() {
    append("before the cut");
    WIRE.cutAtTheNextAnswer();
    append("acknowledged twice");
    assertTrue(WIRE.wasCut());
    requireOnce("acknowledged twice");
  }

  private static void append(String text) {
    log.append(text.getBytes(UTF_8));
  }

  private static void requireRefusedInTime(String text) {
    long start = System.nanoTime();
    assertThrows(LogUnavailable.class, () -> append(text));
    assertTrue(System.nanoTime() - start < REFUSED_WITHIN.toNanos(), "refused too late");
  }

  private static void requireOnce(String text) {
    List<String> there =
        TestLog.leaves(KAFKA).stream().map(leaf -> new String(leaf, UTF_8)).toList();
    assertEquals(1, there.stream().filter(text::equals).count(), there::toString);
  }

  private static void available() {
    Waiting.until("the log", () -> log.unavailable().isEmpty());
  }
}

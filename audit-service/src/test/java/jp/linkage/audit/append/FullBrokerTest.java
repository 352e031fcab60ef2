package jp.linkage.audit.append;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.Waiting;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.EmbeddedPostgresServer;
import jp.linkage.testing.SmallDisk;
import org.junit.jupiter.api.Test;

/**
 * The broker's disk fills up (AUDIT.md §5, fault 21): what was acknowledged stays, whoever asks
 * meanwhile is refused, and with room on the disk the log goes on.
 */
class FullBrokerTest {
  private static final Duration REFUSED_WITHIN = Duration.ofSeconds(4);
  private static final int RECORD = 60_000;

  @Test
  void append_diskOfTheBrokerFull_refusedAndNothingAcknowledgedIsLost() {
    Optional<SmallDisk> mounted = SmallDisk.mount(64);
    assumeTrue(mounted.isPresent(), "this process may not mount a disk");
    try (SmallDisk disk = mounted.get();
        var kafka = EmbeddedKafka.keptIn(disk.folder().resolve("kafka"), 0, 0);
        var postgres = EmbeddedPostgresServer.throwaway()) {
      kafka.start();
      postgres.start();
      LogKafka log =
          TestLogs.start(postgres, "full_disk", "audit.entries.v1", 1, kafka.bootstrapServers());
      try {
        Waiting.until("the log", () -> log.unavailable().isEmpty());
        Map<Long, byte[]> acknowledged = new HashMap<>();
        fillUp(log, acknowledged);
        assertTrue(acknowledged.size() > 100, acknowledged.size() + " records until it was full");
        for (int i = 0; i < 5; i++) {
          long start = System.nanoTime();
          assertThrows(LogUnavailable.class, () -> log.append("while it is full".getBytes(UTF_8)));
          assertTrue(System.nanoTime() - start < REFUSED_WITHIN.toNanos(), "refused too late");
        }
        kafka.stop();
        disk.grow(128);
        kafka.start();
        Waiting.until("the log", () -> log.unavailable().isEmpty());
        byte[] after = "after".getBytes(UTF_8);
        acknowledged.put(log.append(after).offset(), after);
        List<byte[]> leaves = TestLog.leaves(kafka);
        acknowledged.forEach(
            (offset, record) -> assertArrayEquals(record, leaves.get(offset.intValue())));
      } finally {
        log.stop();
      }
    }
  }

  private static void fillUp(LogKafka log, Map<Long, byte[]> acknowledged) {
    for (int i = 0; i < 2000; i++) {
      byte[] record = new byte[RECORD];
      Arrays.fill(record, (byte) i);
      try {
        acknowledged.put(log.append(record).offset(), record);
      } catch (LogUnavailable _) {
        return;
      }
    }
    throw new AssertionError("the disk is not full");
  }
}

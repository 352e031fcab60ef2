package jp.linkage.audit.append;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import jp.linkage.audit.Waiting;
import jp.linkage.testing.EmbeddedKafkaCluster;
import jp.linkage.testing.EmbeddedPostgresServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The log on three brokers, as in production, of which two must have every record before it is
 * acknowledged (AUDIT.md §5, faults 4 to 6): what was acknowledged is there, once, at its place.
 */
class ReplicatedLogTest {
  private static final EmbeddedKafkaCluster KAFKA = new EmbeddedKafkaCluster();
  private static final EmbeddedPostgresServer POSTGRES = EmbeddedPostgresServer.throwaway();
  private static final int CALLERS = 8;

  /** The delivery time-out of 2.5 s, and what a loaded machine takes. */
  private static final Duration REFUSED_WITHIN = Duration.ofSeconds(4);

  private static int number;

  private final Map<Long, String> acknowledged = new ConcurrentHashMap<>();
  private String topic;
  private LogKafka log;

  @BeforeAll
  static void startParts() {
    KAFKA.start();
    POSTGRES.start();
  }

  @AfterAll
  static void stopParts() {
    KAFKA.close();
    POSTGRES.close();
  }

  @BeforeEach
  void freshLog() {
    number++;
    topic = "entries-" + number;
    log = TestLogs.start(POSTGRES, "log_" + number, topic, 3, KAFKA.bootstrapServers());
    Waiting.until("three replicas", () -> inSync() == 3);
    available();
  }

  @AfterEach
  void repair() {
    log.stop();
    EmbeddedKafkaCluster.brokers().forEach(KAFKA::start);
  }

  /** Fault 5: the broker that leads the log dies under load. */
  @Test
  void append_leaderDiesUnderLoad_losesNothingRepeatsNothingAndGoesOn() throws Exception {
    int leader = leader();
    try (var load = new Load()) {
      Waiting.until("some records", () -> acknowledged.size() > 200);
      KAFKA.stop(leader);
      int before = acknowledged.size();
      Waiting.until("another leader", () -> acknowledged.size() > before + 400);
      assertNotEquals(leader, leader());
      KAFKA.start(leader);
      Waiting.until("its return", () -> inSync() == 3);
      int returned = acknowledged.size();
      Waiting.until("more records", () -> acknowledged.size() > returned + 100);
      load.requireNoOtherFailure();
    }
    requireAcknowledgedOnceAndDense();
  }

  /** Fault 4: of three brokers one is left, which must not acknowledge alone. */
  @Test
  void append_fewerBrokersThanTheLeast_refusedInTimeAndNothingLostLater() throws Exception {
    for (int i = 0; i < 20; i++) {
      append("before " + i);
    }
    List<Integer> others = followers();
    others.forEach(KAFKA::stop);
    Waiting.until("the lonely leader", () -> inSync() == 1);
    for (int i = 0; i < 5; i++) {
      requireRefusedInTime("alone " + i);
    }
    KAFKA.start(others.getFirst());
    available();
    append("with two of three");
    others.forEach(KAFKA::start);
    requireAcknowledgedOnceAndDense();
  }

  /**
   * Fault 6: the leader has the record, but nobody learns that it is safe, as both followers die.
   * Whoever asked is refused; the record may come to light later, and stays a leaf of its own.
   */
  @Test
  void append_followersDieBeforeItIsReplicated_refusedThoughItIsThereLater() throws Exception {
    append("before");
    List<Integer> others = followers();
    others.forEach(KAFKA::stop);
    // the leader has not noticed, and takes it
    assertEquals(3, inSync());
    requireRefusedInTime("unknown outcome");
    others.forEach(KAFKA::start);
    available();
    append("unknown outcome, asked again");
    requireAcknowledgedOnceAndDense();
    assertTrue(read().containsValue("unknown outcome"), "the leader did not take it");
  }

  private void requireRefusedInTime(String text) {
    long start = System.nanoTime();
    assertThrows(LogUnavailable.class, () -> append(text));
    assertTrue(System.nanoTime() - start < REFUSED_WITHIN.toNanos(), "refused too late");
  }

  private void append(String text) {
    acknowledged.put(log.append(text.getBytes(UTF_8)).offset(), text);
  }

  /** Every acknowledged record is at its place, none is there twice, and no place is empty. */
  private void requireAcknowledgedOnceAndDense() {
    Map<Long, String> there = read();
    acknowledged.forEach(
        (offset, text) -> assertEquals(text, there.getOrDefault(offset, "nothing")));
    for (long offset = 0; offset < there.size(); offset++) {
      assertTrue(there.containsKey(offset), "nothing at " + offset);
    }
    assertEquals(
        there.size(), new HashSet<>(there.values()).size(), "records that are there twice");
  }

  private Map<Long, String> read() {
    Map<Long, String> there = new HashMap<>();
    TopicPartition partition = new TopicPartition(topic, 0);
    try (var consumer =
        new KafkaConsumer<>(
            connection(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record -> there.put(record.offset(), new String(record.value(), UTF_8)));
      }
    }
    return there;
  }

  private int leader() {
    Node leader = description().partitions().getFirst().leader();
    return leader == null ? -1 : leader.id();
  }

  private List<Integer> followers() {
    int leader = leader();
    return EmbeddedKafkaCluster.brokers().stream().filter(broker -> broker != leader).toList();
  }

  private int inSync() {
    return description().partitions().getFirst().isr().size();
  }

  private TopicDescription description() {
    try (Admin admin = Admin.create(connection())) {
      while (true) {
        try {
          return requireNonNull(
              admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
        } catch (ExecutionException _) {
          // while the log makes it
          Thread.sleep(50);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void available() {
    Waiting.until("the log", () -> log.unavailable().isEmpty());
  }

  /** Callers that append all the time, every record another one. */
  private final class Load implements AutoCloseable {
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger next = new AtomicInteger();

    /** Refused: it may be there all the same, once. */
    private final AtomicInteger unknown = new AtomicInteger();

    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    Load() {
      for (int i = 0; i < CALLERS; i++) {
        callers.execute(this::appendAll);
      }
    }

    private void appendAll() {
      while (!ended.get()) {
        try {
          append("record " + next.getAndIncrement());
        } catch (LogUnavailable _) {
          unknown.incrementAndGet();
        } catch (RuntimeException | Error e) {
          failures.add(e);
          return;
        }
      }
    }

    void requireNoOtherFailure() {
      assertEquals(List.of(), new ArrayList<>(failures), () -> unknown + " refused");
    }

    @Override
    public void close() {
      ended.set(true);
      callers.close();
    }
  }

  private static Map<String, Object> connection() {
    return Map.of("bootstrap.servers", KAFKA.bootstrapServers());
  }
}

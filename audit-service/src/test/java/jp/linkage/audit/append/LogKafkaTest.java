package jp.linkage.audit.append;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import jp.linkage.audit.database.Transactions;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.EmbeddedPostgresServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class LogKafkaTest {
  private static final EmbeddedKafka KAFKA = EmbeddedKafka.throwaway();
  private static final EmbeddedPostgresServer POSTGRES = EmbeddedPostgresServer.throwaway();
  private static int number;

  private final List<LogKafka> started = new ArrayList<>();
  private String topic = "";
  private LogStateRows states = states("none");

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
    POSTGRES.createDatabase("log_" + number);
    states = states("log_" + number);
    Flyway.configure()
        .dataSource(
            POSTGRES.jdbcUrl("log_" + number),
            EmbeddedPostgresServer.USERNAME,
            EmbeddedPostgresServer.PASSWORD)
        .load()
        .migrate();
  }

  @AfterEach
  void stopLogs() {
    started.forEach(LogKafka::stop);
  }

  @Test
  void append_manyAtOnce_densePlacesWithTheBrokersTime() throws Exception {
    LogKafka log = available(log(Map.of("create-topic", "true")));
    long before = System.currentTimeMillis();
    List<Long> offsets = new ArrayList<>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<AcknowledgedRecord>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        byte[] leaf = bytes("record " + i);
        answers.add(callers.submit(() -> log.append(leaf)));
      }
      for (int i = 0; i < answers.size(); i++) {
        AcknowledgedRecord record = answers.get(i).get();
        assertArrayEquals(bytes("record " + i), record.leaf());
        assertEquals(log.topicId(), Optional.of(record.topicId()));
        assertTrue(record.time().toEpochMilli() >= before - 1_000);
        offsets.add(record.offset());
      }
    }
    assertEquals(LongStream.range(0, 200).boxed().toList(), offsets.stream().sorted().toList());
  }

  @Test
  void append_brokerStopped_refusedInTimeThenAtOnceAndAgainAfterItsReturn() {
    LogKafka log = available(log(Map.of("create-topic", "true")));
    assertEquals(0, log.append(bytes("before")).offset());
    KAFKA.stop();
    try {
      long first = millisOf(() -> assertThrows(LogUnavailable.class, () -> append(log)));
      assertTrue(first < 4_000, "took " + first + " ms");
      for (int i = 0; i < 20; i++) {
        long next = millisOf(() -> assertThrows(LogUnavailable.class, () -> append(log)));
        assertTrue(next < 100, "took " + next + " ms");
      }
      assertTrue(log.unavailable().isPresent());
    } finally {
      KAFKA.start();
    }
    available(log);
    assertTrue(log.append(bytes("after")).offset() > 0);
  }

  @Test
  void append_topicDeletedAndCreatedAgain_refusedForGood() throws Exception {
    LogKafka log = available(log(Map.of("create-topic", "true", "check-every", "100ms")));
    for (int i = 0; i < 5; i++) {
      append(log);
    }
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(topic)).all().get();
      // its end is beyond what the log acknowledged, so that only its identity tells it apart
      createTopic(admin, Map.of());
      try (var other =
          new KafkaProducer<>(
              new HashMap<String, Object>(connection()),
              new ByteArraySerializer(),
              new ByteArraySerializer())) {
        for (int i = 0; i < 20; i++) {
          other.send(new ProducerRecord<>(topic, 0, null, bytes("planted"))).get();
        }
      }
    }
    long until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (System.nanoTime() < until) {
      assertThrows(LogUnavailable.class, () -> append(log));
      Thread.sleep(20);
    }
    assertTrue(
        log.unavailable().orElse("").contains("is another topic"), log.unavailable()::toString);
  }

  @Test
  void start_pinnedTopicReplaced_refusesWithBothIdentities() throws Exception {
    append(available(log(Map.of("create-topic", "true"))));
    started.getFirst().stop();
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(topic)).all().get();
      createTopic(admin, Map.of());
    }
    LogKafka log = log(Map.of("create-topic", "true"));
    awaitReason(log, "is another topic");
    assertThrows(LogUnavailable.class, () -> append(log));
  }

  @Test
  void start_pinnedTopicMissing_notCreatedAgain() throws Exception {
    append(available(log(Map.of("create-topic", "true"))));
    started.getFirst().stop();
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(topic)).all().get();
    }
    awaitReason(log(Map.of("create-topic", "true")), "UnknownTopicOrPartitionException");
  }

  @Test
  void start_topicMissing_notCreatedUnlessConfigured() {
    awaitReason(log(Map.of()), "UnknownTopicOrPartitionException");
  }

  @Test
  void start_topicThatForgets_refusedWithTheSetting() throws Exception {
    try (Admin admin = admin()) {
      createTopic(admin, Map.of("retention.ms", "604800000"));
    }
    awaitReason(log(Map.of()), "retention.ms=604800000, must have -1");
  }

  @Test
  void start_topicShorterThanTheSealedLog_refused() throws Exception {
    available(log(Map.of("create-topic", "true")));
    started.getFirst().stop();
    // as after the loss of the topic's last records
    transactions("log_" + number)
        .inTransaction(connection -> {
          try (var update =
              connection.prepareStatement(
                  "update log_state set size = 1, compact_range = root, next_offset = 0")) {
            return update.executeUpdate();
          }
        });
    awaitReason(log(Map.of()), "ends at offset 0, the log was sealed up to 1");
  }

  @Test
  void append_largestRecord_acknowledgedAndOneByteMoreRefusedBeforeItIsSent() {
    LogKafka log = available(log(Map.of("create-topic", "true")));
    assertEquals(0, log.append(new byte[LogKafka.MAX_RECORD_BYTES]).offset());
    assertThrows(
        IllegalArgumentException.class, () -> log.append(new byte[LogKafka.MAX_RECORD_BYTES + 1]));
    assertThrows(IllegalArgumentException.class, () -> log.append(new byte[0]));
    assertEquals(1, append(log).offset());
  }

  private static AcknowledgedRecord append(LogKafka log) {
    return log.append(bytes("a record"));
  }

  private LogKafka log(Map<String, String> settings) {
    Map<String, String> properties = new HashMap<>();
    properties.put("linkage.audit.log.topic", topic);
    properties.put("linkage.audit.log.replication-factor", "1");
    properties.put("linkage.audit.log.min-insync-replicas", "1");
    settings.forEach((name, value) -> properties.put("linkage.audit.log." + name, value));
    LogKafka log = TestLogs.of(states, properties, connection());
    started.add(log);
    log.start();
    return log;
  }

  private static LogKafka available(LogKafka log) {
    awaitReason(log, "");
    return log;
  }

  private static void awaitReason(LogKafka log, String part) {
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!(part.isEmpty()
        ? log.unavailable().isEmpty()
        : log.unavailable().orElse("").contains(part))) {
      assertTrue(System.nanoTime() < until, () -> "still " + log.unavailable());
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void createTopic(Admin admin, Map<String, String> other) throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("retention.ms", "-1");
    settings.put("retention.bytes", "-1");
    settings.put("message.timestamp.type", "LogAppendTime");
    settings.put("max.message.bytes", String.valueOf(TopicKafka.MAX_BATCH_BYTES));
    settings.putAll(other);
    NewTopic created = new NewTopic(topic, 1, (short) 1).configs(settings);
    long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (true) {
      try {
        admin.createTopics(List.of(created)).all().get();
        return;
      } catch (ExecutionException e) {
        // the deletion is not through yet
        assertTrue(System.nanoTime() < until, e::toString);
        Thread.sleep(50);
      }
    }
  }

  private static Map<String, Object> connection() {
    return Map.of("bootstrap.servers", KAFKA.bootstrapServers());
  }

  private static Admin admin() {
    return Admin.create(connection());
  }

  private static LogStateRows states(String database) {
    return new LogStateRows(transactions(database));
  }

  private static Transactions transactions(String database) {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(POSTGRES.isRunning() ? POSTGRES.jdbcUrl(database) : "jdbc:postgresql:none");
    dataSource.setUser(EmbeddedPostgresServer.USERNAME);
    dataSource.setPassword(EmbeddedPostgresServer.PASSWORD);
    return new Transactions(dataSource);
  }

  private static long millisOf(Runnable action) {
    long start = System.nanoTime();
    action.run();
    return (System.nanoTime() - start) / 1_000_000;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

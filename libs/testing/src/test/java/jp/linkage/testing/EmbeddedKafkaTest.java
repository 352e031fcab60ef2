package jp.linkage.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
  private static final String TOPIC = "facts";

  @Test
  void broker_stoppedAndStarted_keepsPortAndOffsets() throws Exception {
    try (var kafka = EmbeddedKafka.throwaway()) {
      kafka.start();
      createTopic(kafka);
      assertEquals(0, send(kafka));
      assertEquals(1, send(kafka));
      String address = kafka.bootstrapServers();

      kafka.stop();
      assertFalse(kafka.isRunning());
      var failure = assertThrows(ExecutionException.class, () -> send(kafka));
      assertInstanceOf(TimeoutException.class, failure.getCause());

      kafka.start();
      assertTrue(kafka.isRunning());
      assertEquals(address, kafka.bootstrapServers());
      assertEquals(2, send(kafka));
    }
  }

  @Test
  void keptBroker_openedAgainOnItsPorts_hasItsRecords(@TempDir Path folder) throws Exception {
    int broker;
    int controller;
    try (var first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      broker = first.getLocalPort();
      controller = second.getLocalPort();
    }
    Path data = folder.resolve("made/when/missing");
    try (var kafka = EmbeddedKafka.keptIn(data, broker, controller)) {
      kafka.start();
      createTopic(kafka);
      assertEquals(0, send(kafka));
    }
    try (var kafka = EmbeddedKafka.keptIn(data, broker, controller)) {
      kafka.start();
      assertEquals(1, send(kafka));
    }
  }

  @Test
  void broker_whosePortIsTaken_failsWithoutEndingTheJvm(@TempDir Path folder) throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var kafka = EmbeddedKafka.keptIn(folder, taken.getLocalPort(), 0)) {
      var failure = assertThrows(IllegalStateException.class, kafka::start);
      assertEquals(3, failure.getSuppressed().length);
      assertFalse(kafka.isRunning());
    }
  }

  private static void createTopic(EmbeddedKafka kafka) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
  }

  /** Sends one record and returns its offset. */
  private static long send(EmbeddedKafka kafka) throws Exception {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "max.block.ms",
            "5000",
            "request.timeout.ms",
            "2000",
            "delivery.timeout.ms",
            "5000");
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      return producer.send(new ProducerRecord<>(TOPIC, "a fact")).get().offset();
    }
  }
}

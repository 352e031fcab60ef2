package jp.linkage.local.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import jp.linkage.local.topic.TopicKafka;
import jp.linkage.local.verify.database.BrokerTimes;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.WireInstant;
import jp.linkage.protocol.receipt.ConfigRecord;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Somebody with the broker's rights: reads what is there, and appends what he likes. */
final class RawRecordsKafka {
  private static final TopicPartition LOG = new TopicPartition("audit.entries.v1", 0);
  private static final TopicPartition CHECKPOINTS = new TopicPartition("audit.checkpoints.v1", 0);

  private final String bootstrapServers;
  private final String origin;

  RawRecordsKafka(String bootstrapServers, String origin) {
    this.bootstrapServers = bootstrapServers;
    this.origin = origin;
  }

  /** How many records the log has. */
  long end() throws InterruptedException, ExecutionException {
    return end(LOG);
  }

  private long end(TopicPartition topic) throws InterruptedException, ExecutionException {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      return admin
          .listOffsets(Map.of(topic, OffsetSpec.latest()))
          .partitionResult(topic)
          .get()
          .offset();
    }
  }

  /** All records of the log, as there are so many. */
  List<byte[]> all(long end) throws IOException {
    List<byte[]> records = new ArrayList<>();
    try (BrokerTimes topic = TopicKafka.open(bootstrapServers)) {
      for (long i = 0; i < end; i++) {
        records.add(topic.next().value().toArray());
      }
    }
    return records;
  }

  /** Every checkpoint that was ever published. */
  List<SignedCheckpoint> checkpoints() throws InterruptedException, ExecutionException {
    List<SignedCheckpoint> notes = new ArrayList<>();
    long end = end(CHECKPOINTS);
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(CHECKPOINTS));
      consumer.seekToBeginning(List.of(CHECKPOINTS));
      while (consumer.position(CHECKPOINTS) < end) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record -> notes.add(SignedCheckpoint.parse(record.value())));
      }
    }
    return notes;
  }

  /**
   * Appends the last records once more, one that another key signed, and one that is none.
   *
   * @return how many
   */
  int append() throws InterruptedException, ExecutionException, IOException {
    List<byte[]> there = all(end());
    List<byte[]> more = new ArrayList<>();
    there.reversed().stream().filter(RawRecordsKafka::isRecord).limit(4).forEach(more::add);
    more.add(
        new ConfigRecord(
                origin,
                WireInstant.millis(Instant.now()),
                Bytes.sha256("forged".getBytes(UTF_8)),
                LogRecord.UNSIGNED)
            .signed(SigningKey.generate())
            .leaf());
    more.add("no record at all".getBytes(UTF_8));
    more.add(new byte[0]);
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (byte[] record : more) {
        producer.send(new ProducerRecord<>(LOG.topic(), 0, null, record)).get();
      }
    }
    return more.size();
  }

  private static boolean isRecord(byte[] bytes) {
    try {
      LogRecord.parse(bytes);
      return true;
    } catch (InvalidMessage _) {
      return false;
    }
  }
}

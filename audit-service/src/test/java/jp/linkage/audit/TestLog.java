package jp.linkage.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.ReleaseRecord;
import jp.linkage.testing.EmbeddedKafka;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Reads the topic as anybody with access to the broker can, and plants what nobody should. */
public final class TestLog {
  private static final TopicPartition LOG = new TopicPartition("audit.entries.v1", 0);

  private TestLog() {}

  /** The values of all records, in order. */
  public static List<byte[]> leaves(EmbeddedKafka kafka) {
    return values(kafka, LOG);
  }

  /** The values of all records of a topic with one partition, in order. */
  public static List<byte[]> values(EmbeddedKafka kafka, String topic) {
    return values(kafka, new TopicPartition(topic, 0));
  }

  private static List<byte[]> values(EmbeddedKafka kafka, TopicPartition partition) {
    try (var consumer =
        new KafkaConsumer<>(
            connection(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      List<byte[]> values = new ArrayList<>();
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          values.add(record.value() == null ? new byte[0] : record.value());
        }
      }
      return values;
    }
  }

  /** How many records there are. */
  public static long end(EmbeddedKafka kafka) {
    try (var consumer =
        new KafkaConsumer<>(
            connection(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return consumer.endOffsets(List.of(LOG)).getOrDefault(LOG, 0L);
    }
  }

  /** The records of one exchange, in order. */
  public static List<LogRecord> of(EmbeddedKafka kafka, ExchangeId id) {
    List<LogRecord> records = new ArrayList<>();
    for (byte[] leaf : leaves(kafka)) {
      try {
        LogRecord record = LogRecord.parse(leaf);
        boolean its =
            (record instanceof ExchangeRecord exchange && exchange.exchangeId().equals(id))
                || (record instanceof ReleaseRecord release && release.exchangeId().equals(id));
        if (its) {
          records.add(record);
        }
      } catch (InvalidMessage e) {
        // planted by another test
      }
    }
    return records;
  }

  /** Appends values past the service; returns the offset of the last one. */
  public static long plantAll(EmbeddedKafka kafka, List<byte[]> values) {
    return plantAll(kafka, LOG.topic(), values);
  }

  /** The same in another topic. */
  public static long plantAll(EmbeddedKafka kafka, String topic, List<byte[]> values) {
    try (var producer =
        new KafkaProducer<>(
            connection(kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
      long last = -1;
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      values.forEach(value -> sent.add(producer.send(new ProducerRecord<>(topic, 0, null, value))));
      for (Future<RecordMetadata> acknowledged : sent) {
        last = acknowledged.get().offset();
      }
      return last;
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Appends a value past the service; returns its offset. */
  public static long plant(EmbeddedKafka kafka, byte[] value) {
    try (var producer =
        new KafkaProducer<>(
            connection(kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
      return producer.send(new ProducerRecord<>(LOG.topic(), 0, null, value)).get().offset();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Appends a value in a transaction, whose end takes a place of its own in the log. */
  public static void plantInTransaction(EmbeddedKafka kafka, byte[] value) {
    Map<String, Object> properties = connection(kafka);
    properties.put("transactional.id", "planted");
    try (var producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      var _ = producer.send(new ProducerRecord<>(LOG.topic(), 0, null, value));
      producer.commitTransaction();
    }
  }

  private static Map<String, Object> connection(EmbeddedKafka kafka) {
    return new HashMap<>(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }
}

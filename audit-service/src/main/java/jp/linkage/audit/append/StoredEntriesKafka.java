package jp.linkage.audit.append;

import static java.util.Objects.requireNonNull;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.linkage.protocol.json.Bytes;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the log's topic holds at single offsets, for those who do not follow it. */
@ApplicationScoped
public class StoredEntriesKafka {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final TopicPartition partition;
  private final Map<String, Object> properties;

  StoredEntriesKafka(
      LogConfig config, @Identifier("default-kafka-broker") Map<String, Object> connection) {
    this.partition = new TopicPartition(config.topic(), 0);
    this.properties = new HashMap<>(connection);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "audit-service-entries");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
  }

  /**
   * A record of the topic.
   *
   * @param value empty where it has none
   * @param loggedAt the broker's append time
   */
  public record StoredEntry(Bytes value, Instant loggedAt) {}

  /**
   * Reads the records at these offsets.
   *
   * @return those that there are
   * @throws LogUnavailable if the topic cannot be read
   */
  public Map<Long, StoredEntry> read(Collection<Long> offsets) {
    Map<Long, StoredEntry> found = new HashMap<>();
    try (var consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> assigned = List.of(partition);
      consumer.assign(assigned);
      long begin = requireNonNull(consumer.beginningOffsets(assigned, PATIENCE).get(partition));
      long end = requireNonNull(consumer.endOffsets(assigned, PATIENCE).get(partition));
      for (long offset : offsets) {
        if (offset >= begin && offset < end) {
          consumer.seek(partition, offset);
          next(consumer)
              .filter(record -> record.offset() == offset)
              .ifPresent(record -> found.put(offset, entry(record)));
        }
      }
    } catch (KafkaException e) {
      throw new LogUnavailable(
          "the topic " + partition.topic() + " cannot be read: " + e.getClass().getSimpleName(), e);
    }
    return found;
  }

  private Optional<ConsumerRecord<byte[], byte[]>> next(KafkaConsumer<byte[], byte[]> consumer) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      List<ConsumerRecord<byte[], byte[]>> records =
          consumer.poll(Duration.ofMillis(100)).records(partition);
      if (!records.isEmpty()) {
        return Optional.of(records.getFirst());
      }
    }
    throw new LogUnavailable("the topic " + partition.topic() + " was not read in time");
  }

  private static StoredEntry entry(ConsumerRecord<byte[], byte[]> record) {
    return new StoredEntry(
        record.value() == null ? Bytes.EMPTY : Bytes.of(record.value()),
        Instant.ofEpochMilli(record.timestamp()));
  }
}

package jp.linkage.audit.seal;

import static java.util.Objects.requireNonNull;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jp.linkage.audit.append.KeptTopicKafka;
import jp.linkage.audit.append.LogConfig;
import jp.linkage.audit.append.LogUnavailable;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The topic of the published checkpoints, outside of the database: what stands there cannot be
 * taken back by restoring an old database.
 *
 * <p>It is written without transactions. A sealer that was deposed while it published may be late
 * with one checkpoint, which is of a committed tree like all others; readers take the largest.
 */
@ApplicationScoped
class CheckpointTopicKafka {
  private static final String CLIENT = "audit-service-checkpoint-";
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final TopicPartition partition;
  private final Map<String, Object> connection;
  private final KeptTopicKafka topic;

  // used by the one thread of the sealer
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  CheckpointTopicKafka(
      LogConfig logConfig,
      SealConfig config,
      @Identifier("default-kafka-broker") Map<String, Object> connection) {
    this.partition = new TopicPartition(config.checkpointTopic(), 0);
    this.connection = Map.copyOf(connection);
    this.topic =
        new KeptTopicKafka(
            partition.topic(), CLIENT + "topic", logConfig, Map.of(), Map.of(), connection);
  }

  private Map<String, Object> properties(String client) {
    Map<String, Object> properties = new HashMap<>(connection);
    properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, CLIENT + client);
    return properties;
  }

  /**
   * The topic's identity, after its settings were compared.
   *
   * @param mayCreate whether a missing topic may be created where the service creates topics: only
   *     while none was ever pinned
   * @throws LogUnavailable with the reason if the topic cannot be used
   */
  UUID check(boolean mayCreate) {
    return topic.check(() -> mayCreate).id();
  }

  /**
   * The values of the newest records.
   *
   * @param most how many at most
   * @throws LogUnavailable if the topic cannot be read
   */
  List<byte[]> newest(int most) {
    Map<String, Object> properties = properties("reader");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    try (var consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> assigned = List.of(partition);
      consumer.assign(assigned);
      long begin = requireNonNull(consumer.beginningOffsets(assigned, PATIENCE).get(partition));
      long end = requireNonNull(consumer.endOffsets(assigned, PATIENCE).get(partition));
      consumer.seek(partition, Math.max(begin, end - most));
      List<byte[]> values = new ArrayList<>();
      long deadline = System.nanoTime() + 5 * PATIENCE.toNanos();
      while (consumer.position(partition, PATIENCE) < end) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(record -> values.add(record.value() == null ? new byte[0] : record.value()));
        if (System.nanoTime() > deadline) {
          throw topic.refused("cannot be read to its end");
        }
      }
      return values;
    } catch (KafkaException e) {
      throw new LogUnavailable(
          "the topic " + partition.topic() + " cannot be read: " + e.getClass().getSimpleName(), e);
    }
  }

  /**
   * Appends a checkpoint and waits for the acknowledgement of all in-sync replicas.
   *
   * @throws LogUnavailable if it was not acknowledged in time; it may be in the topic all the same
   */
  void publish(byte[] note) {
    KafkaProducer<byte[], byte[]> current = producer;
    if (current == null) {
      current =
          new KafkaProducer<>(producing(), new ByteArraySerializer(), new ByteArraySerializer());
      producer = current;
    }
    try {
      await(current.send(new ProducerRecord<>(partition.topic(), 0, null, note)));
    } catch (LogUnavailable e) {
      closeProducer();
      throw e;
    } catch (KafkaException | IllegalStateException e) {
      closeProducer();
      throw new LogUnavailable(
          "a checkpoint was not published: " + e.getClass().getSimpleName(), e);
    }
  }

  private Map<String, Object> producing() {
    Map<String, Object> properties = properties("writer");
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2_000);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_200);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
    return properties;
  }

  private void await(Future<RecordMetadata> answer) {
    try {
      answer.get(PATIENCE.toMillis() + 500, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new LogUnavailable(
          "the topic " + partition.topic() + " cannot be used: " + cause.getClass().getSimpleName(),
          cause);
    } catch (TimeoutException e) {
      throw new LogUnavailable("the brokers did not answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailable("interrupted", e);
    }
  }

  private void closeProducer() {
    KafkaProducer<byte[], byte[]> current = producer;
    producer = null;
    if (current != null) {
      current.close(Duration.ZERO);
    }
  }

  @PreDestroy
  void close() {
    closeProducer();
    topic.close();
  }
}

package jp.linkage.audit.seal;

import static java.util.Objects.requireNonNull;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jp.linkage.audit.append.LogConfig;
import jp.linkage.audit.append.LogUnavailable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
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
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Map<String, String> REQUIRED =
      Map.of(
          CLEANUP_POLICY_CONFIG, "delete",
          RETENTION_MS_CONFIG, "-1",
          RETENTION_BYTES_CONFIG, "-1",
          UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");

  private final LogConfig logConfig;
  private final TopicPartition partition;
  private final Map<String, Object> connection;
  private final Admin admin;

  // used by the one thread of the sealer
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  CheckpointTopicKafka(
      LogConfig logConfig,
      SealConfig config,
      @Identifier("default-kafka-broker") Map<String, Object> connection) {
    this.logConfig = logConfig;
    this.partition = new TopicPartition(config.checkpointTopic(), 0);
    this.connection = Map.copyOf(connection);
    Map<String, Object> properties = properties("topic");
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_000);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 1_500);
    this.admin = Admin.create(properties);
  }

  private Map<String, Object> properties(String client) {
    Map<String, Object> properties = new HashMap<>(connection);
    properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "audit-service-checkpoint-" + client);
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
    TopicDescription description = describe(mayCreate);
    if (description.partitions().size() != 1) {
      throw refused("has " + description.partitions().size() + " partitions, must have 1");
    }
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, partition.topic());
    Config settings =
        requireNonNull(get(admin.describeConfigs(List.of(resource)).all()).get(resource));
    REQUIRED.forEach((name, wanted) -> {
      String found = settings.get(name).value();
      if (!wanted.equals(found)) {
        throw refused("has " + name + "=" + found + ", must have " + wanted);
      }
    });
    Uuid id = description.topicId();
    return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  private TopicDescription describe(boolean mayCreate) {
    try {
      return described();
    } catch (LogUnavailable e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException
          && mayCreate
          && logConfig.createTopic()) {
        create();
        return described();
      }
      throw e;
    }
  }

  private TopicDescription described() {
    String topic = partition.topic();
    return requireNonNull(get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic));
  }

  private void create() {
    Map<String, String> settings = new HashMap<>(REQUIRED);
    settings.put(MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(logConfig.minInsyncReplicas()));
    NewTopic topic =
        new NewTopic(partition.topic(), Optional.of(1), Optional.of(logConfig.replicationFactor()))
            .configs(settings);
    try {
      get(admin.createTopics(List.of(topic)).all());
    } catch (LogUnavailable e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
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
          throw refused("cannot be read to its end");
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
      get(current.send(new ProducerRecord<>(partition.topic(), 0, null, note)));
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

  private LogUnavailable refused(String what) {
    return new LogUnavailable("the topic " + partition.topic() + " " + what);
  }

  private <T> T get(Future<T> answer) {
    try {
      return answer.get(PATIENCE.toMillis() + 500, TimeUnit.MILLISECONDS);
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
    admin.close(Duration.ZERO);
  }
}

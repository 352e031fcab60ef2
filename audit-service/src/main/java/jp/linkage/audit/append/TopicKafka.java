package jp.linkage.audit.append;

import static java.util.Objects.requireNonNull;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Tells whether the topic is the log: the pinned identity, one partition, nothing cut off, enough
 * replicas in sync, and settings under which nothing is ever removed. A producer does not notice
 * that its topic was deleted and created again; only the identity shows it.
 */
@ApplicationScoped
class TopicKafka {
  /** A record of 65,535 bytes and the batch around it. */
  static final int MAX_BATCH_BYTES = 65_536 + 1_024;

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final LogConfig config;
  private final LogStateRows states;
  private final Admin admin;

  TopicKafka(
      LogConfig config,
      LogStateRows states,
      @Identifier("default-kafka-broker") Map<String, Object> connection) {
    this.config = config;
    this.states = states;
    Map<String, Object> properties = new HashMap<>(connection);
    properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "audit-service-topic");
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_000);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 1_500);
    this.admin = Admin.create(properties);
  }

  /** A topic that passed. */
  record CheckedTopic(UUID id, long endOffset) {}

  /**
   * Checks everything; the first time, pins the identity.
   *
   * @throws LogUnavailable with the reason if the topic cannot be used
   */
  CheckedTopic check() {
    TopicDescription description = describe();
    // KIP-516: the identity is 16 bytes, shown in Kafka as base64, here as a UUID
    UUID id =
        new UUID(
            description.topicId().getMostSignificantBits(),
            description.topicId().getLeastSignificantBits());
    if (description.partitions().size() != 1) {
      throw refused("has " + description.partitions().size() + " partitions, must have 1");
    }
    Config settings = settings();
    checkSettings(settings);
    checkReplicas(description.partitions().getFirst(), settings);
    long first = offset(OffsetSpec.earliest());
    long end = offset(OffsetSpec.latest());
    if (first != 0) {
      throw refused("begins at offset " + first + ", must begin at 0");
    }
    LogStateRows.LogState state = states.findThoughThePoolIsEmpty().orElseGet(() -> states.pin(id));
    if (!state.topicId().equals(id)) {
      throw refused("is another topic: its id is " + id + ", pinned is " + state.topicId());
    }
    if (end < state.size()) {
      throw refused("ends at offset " + end + ", the log was sealed up to " + state.size());
    }
    return new CheckedTopic(id, end);
  }

  private TopicDescription describe() {
    try {
      return described();
    } catch (LogUnavailable e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException && mayCreate()) {
        create();
        return described();
      }
      throw e;
    }
  }

  private TopicDescription described() {
    return requireNonNull(
        get(admin.describeTopics(List.of(config.topic())).allTopicNames()).get(config.topic()));
  }

  private boolean mayCreate() {
    return config.createTopic() && states.find().isEmpty();
  }

  private void create() {
    Map<String, String> settings = new HashMap<>(REQUIRED);
    settings.put(MAX_MESSAGE_BYTES_CONFIG, String.valueOf(MAX_BATCH_BYTES));
    settings.put(MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(config.minInsyncReplicas()));
    settings.put(SEGMENT_BYTES_CONFIG, String.valueOf(256 * 1024 * 1024));
    if (config.flushEveryBatch()) {
      settings.put(FLUSH_MESSAGES_INTERVAL_CONFIG, "1");
    }
    NewTopic topic =
        new NewTopic(config.topic(), Optional.of(1), Optional.of(config.replicationFactor()))
            .configs(settings);
    try {
      get(admin.createTopics(List.of(topic)).all());
    } catch (LogUnavailable e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private static final Map<String, String> REQUIRED =
      Map.of(
          CLEANUP_POLICY_CONFIG, "delete",
          RETENTION_MS_CONFIG, "-1",
          RETENTION_BYTES_CONFIG, "-1",
          MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime",
          UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");

  private Config settings() {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, config.topic());
    return requireNonNull(get(admin.describeConfigs(List.of(resource)).all()).get(resource));
  }

  private void checkSettings(Config settings) {
    REQUIRED.forEach((name, wanted) -> {
      String found = settings.get(name).value();
      if (!wanted.equals(found)) {
        throw refused("has " + name + "=" + found + ", must have " + wanted);
      }
    });
    int max = Integer.parseInt(settings.get(MAX_MESSAGE_BYTES_CONFIG).value());
    if (max < MAX_BATCH_BYTES) {
      throw refused(
          "has "
              + MAX_MESSAGE_BYTES_CONFIG
              + "="
              + max
              + ", must have at least "
              + MAX_BATCH_BYTES);
    }
  }

  private void checkReplicas(TopicPartitionInfo partition, Config settings) {
    int wanted = Integer.parseInt(settings.get(MIN_IN_SYNC_REPLICAS_CONFIG).value());
    if (partition.leader() == null || partition.leader().isEmpty()) {
      throw refused("has no leader");
    }
    if (partition.isr().size() < wanted) {
      throw refused("has " + partition.isr().size() + " replicas in sync, needs " + wanted);
    }
  }

  private long offset(OffsetSpec which) {
    TopicPartition partition = new TopicPartition(config.topic(), 0);
    return get(admin.listOffsets(Map.of(partition, which)).partitionResult(partition)).offset();
  }

  private LogUnavailable refused(String what) {
    return new LogUnavailable("the topic " + config.topic() + " " + what);
  }

  private <T> T get(Future<T> answer) {
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new LogUnavailable(
          "the topic " + config.topic() + " cannot be read: " + cause.getClass().getSimpleName(),
          cause);
    } catch (TimeoutException e) {
      throw new LogUnavailable("the brokers did not answer in " + PATIENCE.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailable("interrupted", e);
    }
  }

  @PreDestroy
  void close() {
    admin.close(Duration.ZERO);
  }
}

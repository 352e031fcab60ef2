package jp.linkage.audit.append;

import static java.util.Objects.requireNonNull;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG;

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
import java.util.function.BooleanSupplier;
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
 * A topic of one partition from which nothing is ever removed: describes it, compares its settings
 * and, where the service may, makes it. A topic that was deleted and made again keeps its name;
 * only the identity tells it apart.
 */
public final class KeptTopicKafka implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Under these a topic keeps everything. */
  private static final Map<String, String> KEPT =
      Map.of(
          CLEANUP_POLICY_CONFIG, "delete",
          RETENTION_MS_CONFIG, "-1",
          RETENTION_BYTES_CONFIG, "-1",
          UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");

  private final String name;
  private final LogConfig config;
  private final Map<String, String> required;
  private final Map<String, String> whenMade;
  private final Admin admin;

  /**
   * A topic, which is not looked at yet.
   *
   * @param name of the topic
   * @param client what the brokers see who asks
   * @param config whether the service may make topics, and with how many replicas
   * @param required settings that it must have beside those that keep everything
   * @param whenMade further settings of a topic that the service makes
   * @param connection to the brokers
   */
  public KeptTopicKafka(
      String name,
      String client,
      LogConfig config,
      Map<String, String> required,
      Map<String, String> whenMade,
      Map<String, Object> connection) {
    this.name = name;
    this.config = config;
    this.required = new HashMap<>(KEPT);
    this.required.putAll(required);
    this.whenMade = Map.copyOf(whenMade);
    Map<String, Object> properties = new HashMap<>(connection);
    properties.put(AdminClientConfig.CLIENT_ID_CONFIG, client);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_000);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 1_500);
    this.admin = Admin.create(properties);
  }

  /** A topic that has the settings; KIP-516: the identity is 16 bytes. */
  public record Found(UUID id, Config settings) {}

  /**
   * Describes the topic and compares its settings.
   *
   * @param mayMake whether it may be made when it is missing, where the service makes topics: only
   *     while none was ever pinned
   * @throws LogUnavailable with the reason if the topic cannot be used
   */
  public Found check(BooleanSupplier mayMake) {
    TopicDescription description = describe(mayMake);
    if (description.partitions().size() != 1) {
      throw refused("has " + description.partitions().size() + " partitions, must have 1");
    }
    Config settings = settings();
    required.forEach((setting, wanted) -> {
      String found = settings.get(setting).value();
      if (!wanted.equals(found)) {
        throw refused("has " + setting + "=" + found + ", must have " + wanted);
      }
    });
    requireReplicas(description.partitions().getFirst(), settings);
    return new Found(
        new UUID(
            description.topicId().getMostSignificantBits(),
            description.topicId().getLeastSignificantBits()),
        settings);
  }

  private TopicDescription describe(BooleanSupplier mayMake) {
    try {
      return described();
    } catch (LogUnavailable e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException
          && config.createTopic()
          && mayMake.getAsBoolean()) {
        make();
        return described();
      }
      throw e;
    }
  }

  private TopicDescription described() {
    return requireNonNull(get(admin.describeTopics(List.of(name)).allTopicNames()).get(name));
  }

  private void make() {
    Map<String, String> settings = new HashMap<>(required);
    settings.putAll(whenMade);
    settings.put(MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(config.minInsyncReplicas()));
    NewTopic topic =
        new NewTopic(name, Optional.of(1), Optional.of(config.replicationFactor()))
            .configs(settings);
    try {
      get(admin.createTopics(List.of(topic)).all());
    } catch (LogUnavailable e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private Config settings() {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    return requireNonNull(get(admin.describeConfigs(List.of(resource)).all()).get(resource));
  }

  private void requireReplicas(TopicPartitionInfo partition, Config settings) {
    int wanted = Integer.parseInt(settings.get(MIN_IN_SYNC_REPLICAS_CONFIG).value());
    if (partition.leader() == null || partition.leader().isEmpty()) {
      throw refused("has no leader");
    }
    if (partition.isr().size() < wanted) {
      throw refused("has " + partition.isr().size() + " replicas in sync, needs " + wanted);
    }
  }

  /**
   * An offset of the topic.
   *
   * @throws LogUnavailable if the brokers do not tell it in time
   */
  long offset(OffsetSpec which) {
    TopicPartition partition = new TopicPartition(name, 0);
    return get(admin.listOffsets(Map.of(partition, which)).partitionResult(partition)).offset();
  }

  /** That the topic cannot be used, with the reason. */
  public LogUnavailable refused(String what) {
    return new LogUnavailable("the topic " + name + " " + what);
  }

  private <T> T get(Future<T> answer) {
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new LogUnavailable(
          "the topic " + name + " cannot be read: " + cause.getClass().getSimpleName(), cause);
    } catch (TimeoutException e) {
      throw new LogUnavailable("the brokers did not answer in " + PATIENCE.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailable("interrupted", e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}

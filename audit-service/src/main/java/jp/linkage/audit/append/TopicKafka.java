package jp.linkage.audit.append;

import static org.apache.kafka.common.config.TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_BYTES_CONFIG;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.OffsetSpec;

/**
 * Tells whether the topic is the log: the pinned identity, one partition, nothing cut off, enough
 * replicas in sync, and settings under which nothing is ever removed. A producer does not notice
 * that its topic was deleted and created again; only the identity shows it.
 */
@ApplicationScoped
class TopicKafka {
  /** A record of 65,535 bytes and the batch around it. */
  static final int MAX_BATCH_BYTES = 65_536 + 1_024;

  private final LogStateRows states;
  private final KeptTopicKafka topic;

  TopicKafka(
      LogConfig config,
      LogStateRows states,
      @Identifier("default-kafka-broker") Map<String, Object> connection) {
    this.states = states;
    this.topic =
        new KeptTopicKafka(
            config.topic(),
            "audit-service-topic",
            config,
            Map.of(MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"),
            whenMade(config),
            connection);
  }

  private static Map<String, String> whenMade(LogConfig config) {
    Map<String, String> settings = new HashMap<>();
    settings.put(MAX_MESSAGE_BYTES_CONFIG, String.valueOf(MAX_BATCH_BYTES));
    settings.put(SEGMENT_BYTES_CONFIG, String.valueOf(256 * 1024 * 1024));
    if (config.flushEveryBatch()) {
      settings.put(FLUSH_MESSAGES_INTERVAL_CONFIG, "1");
    }
    return settings;
  }

  /** A topic that passed. */
  record CheckedTopic(UUID id, long endOffset) {}

  /**
   * Checks everything; the first time, pins the identity.
   *
   * @throws LogUnavailable with the reason if the topic cannot be used
   */
  CheckedTopic check() {
    KeptTopicKafka.Found found = topic.check(() -> states.find().isEmpty());
    int max = Integer.parseInt(found.settings().get(MAX_MESSAGE_BYTES_CONFIG).value());
    if (max < MAX_BATCH_BYTES) {
      throw topic.refused(
          "has "
              + MAX_MESSAGE_BYTES_CONFIG
              + "="
              + max
              + ", must have at least "
              + MAX_BATCH_BYTES);
    }
    long first = topic.offset(OffsetSpec.earliest());
    long end = topic.offset(OffsetSpec.latest());
    if (first != 0) {
      throw topic.refused("begins at offset " + first + ", must begin at 0");
    }
    UUID id = found.id();
    LogStateRows.LogState state = states.findThoughThePoolIsEmpty().orElseGet(() -> states.pin(id));
    if (!state.topicId().equals(id)) {
      throw topic.refused("is another topic: its id is " + id + ", pinned is " + state.topicId());
    }
    if (end < state.size()) {
      throw topic.refused("ends at offset " + end + ", the log was sealed up to " + state.size());
    }
    return new CheckedTopic(id, end);
  }

  @PreDestroy
  void close() {
    topic.close();
  }
}

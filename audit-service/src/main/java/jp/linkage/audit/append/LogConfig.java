package jp.linkage.audit.append;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * The log of record. The connection to the brokers is configured by {@code kafka.*}, as Kafka's own
 * clients name it ({@code kafka.bootstrap.servers}, {@code kafka.security.protocol}, …).
 */
@ConfigMapping(prefix = "linkage.audit.log")
public interface LogConfig {

  /** The topic: one partition, append only, kept for ever. */
  @WithDefault("audit.entries.v1")
  String topic();

  /**
   * Whether the service creates the topic when it is missing and none was ever pinned. For
   * development: in production an operator creates it, so that no principal of the service may.
   */
  @WithDefault("false")
  boolean createTopic();

  /** Replicas of a topic that the service creates. */
  @WithDefault("3")
  short replicationFactor();

  /** {@code min.insync.replicas} of a topic that the service creates. */
  @WithDefault("2")
  int minInsyncReplicas();

  /**
   * Whether a topic that the service creates is flushed to disk with every batch. Kafka's
   * durability is replication; with one broker or one zone there is none.
   */
  @WithDefault("false")
  boolean flushEveryBatch();

  /** How long a caller waits at most for the acknowledgement. */
  @WithDefault("2500ms")
  Duration deliveryTimeout();

  /** How long one request to the broker may take before it is repeated. */
  @WithDefault("1200ms")
  Duration requestTimeout();

  /** How long a send may wait for the topic's metadata or for memory. */
  @WithDefault("1s")
  Duration maxBlock();

  /** After a failure: how often the broker is asked whether it is back. */
  @WithDefault("250ms")
  Duration probeEvery();

  /** While all is well: how often the topic's identity and settings are compared. */
  @WithDefault("5s")
  Duration checkEvery();
}

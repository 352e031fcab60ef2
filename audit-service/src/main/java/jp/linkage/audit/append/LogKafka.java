package jp.linkage.audit.append;

import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jp.linkage.audit.database.DatabaseUnavailable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Appends to the log of record and waits for the acknowledgement of all in-sync replicas. Callers
 * that come together share a batch, so that the wait is paid once for all of them.
 *
 * <p>Security guarantees: no {@link AcknowledgedRecord} without an acknowledgement; none from a
 * topic other than the pinned one, as every refresh of the producer's metadata is followed by a
 * comparison of the topic's identity before what was sent after it counts; none whose offset is not
 * beyond those before it. A failure makes the log unavailable at once to all callers until a probe
 * has passed.
 */
@Startup
@ApplicationScoped
public class LogKafka {
  /** The largest record (C2SP tlog-tiles: an entry's length is a uint16). */
  public static final int MAX_RECORD_BYTES = 65_535;

  private static final Logger LOG = Logger.getLogger(LogKafka.class);

  private final LogConfig config;
  private final TopicKafka topic;
  private final Map<String, Object> producerProperties;
  private final Circuit circuit = new Circuit();
  private final Object changed = new Object();
  private final Thread checker;

  // guarded by "changed"
  private long refreshes;
  private long comparedRefreshes = -1;
  private boolean stopped;

  private volatile @Nullable UUID topicId;
  private volatile @Nullable KafkaProducer<byte[], byte[]> producer;
  private volatile boolean producerBroken;
  private volatile long lastOffset = -1;
  private volatile long checkedEnd;

  LogKafka(
      LogConfig config,
      TopicKafka topic,
      @Identifier("default-kafka-broker") Map<String, Object> connection) {
    this.config = config;
    this.topic = topic;
    this.producerProperties = new HashMap<>(connection);
    producerProperties.putAll(
        Map.of(
            ProducerConfig.CLIENT_ID_CONFIG,
            "audit-service-append",
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.LINGER_MS_CONFIG,
            0,
            ProducerConfig.BATCH_SIZE_CONFIG,
            64 * 1024,
            // records are mostly ciphertext
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "none",
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            millis(config.deliveryTimeout()),
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            millis(config.requestTimeout()),
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            millis(config.maxBlock()),
            ProducerConfig.METADATA_MAX_AGE_CONFIG,
            30_000));
    producerProperties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    this.checker = Thread.ofVirtual().name("audit-log-topic").unstarted(this::checkForEver);
  }

  @PostConstruct
  void start() {
    checker.start();
  }

  /**
   * Appends a record and waits until it is durable.
   *
   * @param leaf the record's value, 1 to 65,535 bytes
   * @throws LogUnavailable if it was not acknowledged in time; it may be in the log all the same
   */
  public AcknowledgedRecord append(byte[] leaf) {
    if (leaf.length == 0 || leaf.length > MAX_RECORD_BYTES) {
      throw new IllegalArgumentException(
          "a record has 1 to " + MAX_RECORD_BYTES + " bytes, this one has " + leaf.length);
    }
    Circuit.Ticket ticket =
        circuit
            .admit()
            .orElseThrow(() ->
                new LogUnavailable(
                    "the log is not available: " + circuit.reason().orElse("being tried")));
    try {
      byte[] value = leaf.clone();
      Acknowledgement acknowledgement = send(value);
      awaitComparison(acknowledgement.refreshes());
      UUID id = topicId;
      if (id == null || !acknowledgement.beyond()) {
        throw new LogUnavailable("the log acknowledged a record at a place that was taken");
      }
      circuit.succeeded(ticket);
      return new AcknowledgedRecord(
          value, id, acknowledgement.offset(), Instant.ofEpochMilli(acknowledgement.time()));
    } catch (RuntimeException e) {
      LOG.errorf("No log, no exchange: %s", e.getMessage());
      circuit.failed(ticket, String.valueOf(e.getMessage()));
      wakeChecker();
      throw e;
    }
  }

  /** Why the log takes no records at the moment; empty while it does. */
  public Optional<String> unavailable() {
    return circuit.reason();
  }

  /** The pinned topic's identity; empty until the first check has passed. */
  public Optional<UUID> topicId() {
    return Optional.ofNullable(topicId);
  }

  /** How many records the log had when last heard of: at a check, or by an acknowledgement. */
  public long knownEnd() {
    return Math.max(checkedEnd, lastOffset + 1);
  }

  /**
   * Compares the topic with the pinned one now.
   *
   * @throws LogUnavailable if it is another one, or cannot be used
   */
  public void compareTopic() {
    topic.check();
  }

  private record Acknowledgement(long offset, long time, long refreshes, boolean beyond) {}

  private Acknowledgement send(byte[] leaf) {
    KafkaProducer<byte[], byte[]> current = producer;
    if (current == null) {
      throw new LogUnavailable("the producer has not started");
    }
    CompletableFuture<Acknowledgement> answer = new CompletableFuture<>();
    try {
      var _ =
          current.send(
              new ProducerRecord<>(config.topic(), 0, null, leaf),
              (metadata, error) -> {
                if (error == null) {
                  answer.complete(acknowledged(metadata));
                } else {
                  answer.completeExceptionally(error);
                }
              });
      return answer.get(
          config.deliveryTimeout().plus(config.maxBlock()).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw lost(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException | KafkaException | IllegalStateException e) {
      throw lost(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailable("interrupted", e);
    }
  }

  /** On the producer's one I/O thread, in the order of the offsets. */
  private Acknowledgement acknowledged(RecordMetadata metadata) {
    long offset = metadata.offset();
    // a topic that was deleted and created again begins at 0
    boolean beyond = metadata.hasOffset() && metadata.hasTimestamp() && offset > lastOffset;
    if (beyond) {
      lastOffset = offset;
    }
    synchronized (changed) {
      return new Acknowledgement(offset, metadata.timestamp(), refreshes, beyond);
    }
  }

  private LogUnavailable lost(Throwable cause) {
    if (!(cause instanceof RetriableException) && !(cause instanceof TimeoutException)) {
      producerBroken = true;
    }
    return new LogUnavailable(
        "the log did not acknowledge a record: " + cause.getClass().getSimpleName(), cause);
  }

  private void awaitComparison(long refresh) {
    long deadline = System.nanoTime() + config.requestTimeout().toNanos();
    synchronized (changed) {
      while (comparedRefreshes < refresh && !stopped) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new LogUnavailable("the topic's identity could not be compared in time");
        }
        try {
          changed.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new LogUnavailable("interrupted", e);
        }
      }
    }
  }

  private void wakeChecker() {
    synchronized (changed) {
      changed.notifyAll();
    }
  }

  private void checkForEver() {
    while (check()) {
      synchronized (changed) {
        try {
          if (circuit.reason().isPresent()) {
            changed.wait(config.probeEvery().toMillis());
          } else if (comparedRefreshes == refreshes) {
            changed.wait(config.checkEvery().toMillis());
          }
        } catch (InterruptedException e) {
          return;
        }
      }
    }
  }

  /** One comparison; false when the service stops. */
  private boolean check() {
    long before;
    synchronized (changed) {
      if (stopped) {
        return false;
      }
      before = refreshes;
    }
    try {
      TopicKafka.CheckedTopic checked = topic.check();
      topicId = checked.id();
      checkedEnd = checked.endOffset();
      if (producer == null || producerBroken) {
        renewProducer(checked.endOffset());
      }
      synchronized (changed) {
        comparedRefreshes = before;
        changed.notifyAll();
      }
      if (circuit.reason().isPresent()) {
        circuit.checkPassed();
        LOG.infof("The log answers: topic %s, id %s", config.topic(), checked.id());
      }
    } catch (LogUnavailable | DatabaseUnavailable | KafkaException e) {
      checkFailed(String.valueOf(e.getMessage()));
    } catch (Throwable e) {
      // without this thread nothing would be logged until the service is started again
      LOG.error("The check of the log's topic failed", e);
      checkFailed("the check of the topic failed");
    }
    return true;
  }

  private void checkFailed(String reason) {
    if (!circuit.reason().equals(Optional.of(reason))) {
      LOG.errorf("No log, no exchange: %s", reason);
    }
    circuit.checkFailed(reason);
  }

  private void renewProducer(long endOffset) {
    KafkaProducer<byte[], byte[]> old = producer;
    if (old != null) {
      old.close(Duration.ZERO);
    }
    lastOffset = Math.max(lastOffset, endOffset - 1);
    producerBroken = false;
    RefreshCounter counter = new RefreshCounter();
    producer = new KafkaProducer<>(producerProperties, new ByteArraySerializer(), counter);
  }

  @PreDestroy
  void stop() {
    synchronized (changed) {
      stopped = true;
      changed.notifyAll();
    }
    checker.interrupt();
    KafkaProducer<byte[], byte[]> current = producer;
    if (current != null) {
      current.close(config.deliveryTimeout());
    }
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }

  /** Kafka tells its serializers of every refresh of the metadata, before it sends by it. */
  private final class RefreshCounter extends ByteArraySerializer
      implements ClusterResourceListener {
    @Override
    public void onUpdate(ClusterResource cluster) {
      synchronized (changed) {
        refreshes++;
        changed.notifyAll();
      }
    }
  }
}

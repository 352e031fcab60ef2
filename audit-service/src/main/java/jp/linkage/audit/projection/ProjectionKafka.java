package jp.linkage.audit.projection;

import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import jp.linkage.audit.append.LogConfig;
import jp.linkage.audit.append.LogKafka;
import jp.linkage.audit.append.LogStateRows;
import jp.linkage.audit.append.LogUnavailable;
import jp.linkage.audit.database.AdvisoryLock;
import jp.linkage.audit.database.DatabaseUnavailable;
import jp.linkage.audit.database.Transactions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Follows the topic from the place that the database holds. The database, not Kafka, knows that
 * place, and a batch's rows commit with it by compare and swap: a crash repeats a batch from its
 * start, and two replicas that both believe to lead cannot both commit.
 */
@Startup
@ApplicationScoped
public class ProjectionKafka {
  private static final Logger LOG = Logger.getLogger(ProjectionKafka.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** How long a search may lag behind the log, so that a transaction projects several records. */
  private static final Duration GATHERING = Duration.ofMillis(100);

  /** Bytes of records that are projected without gathering more. */
  private static final int WORTH_A_BATCH = 256 * 1024;

  private final LogConfig logConfig;
  private final LogKafka log;
  private final ReadLeaf readLeaf;
  private final ProjectionRows rows;
  private final Transactions transactions;
  private final Map<String, Object> properties;
  private final Thread follower;

  private volatile boolean stopped;
  private volatile Optional<String> halted = Optional.empty();

  ProjectionKafka(
      LogConfig logConfig,
      ProjectionConfig config,
      LogKafka log,
      ReadLeaf readLeaf,
      ProjectionRows rows,
      Transactions transactions,
      @Identifier("default-kafka-broker") Map<String, Object> connection) {
    this.logConfig = logConfig;
    this.log = log;
    this.readLeaf = readLeaf;
    this.rows = rows;
    this.transactions = transactions;
    this.properties = new HashMap<>(connection);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "audit-service-projection");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.batch());
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, WORTH_A_BATCH);
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(GATHERING.toMillis()));
    // a platform thread: the consumer sits in a selector most of the time
    this.follower = Thread.ofPlatform().name("audit-projection").daemon().unstarted(this::run);
  }

  @PostConstruct
  void start() {
    follower.start();
  }

  /** Why the projection stands still for good; empty while it follows the log. */
  public Optional<String> halted() {
    return halted;
  }

  private void run() {
    while (!stopped && halted.isEmpty()) {
      try (Connection connection = transactions.connection()) {
        AdvisoryLock.PROJECTION.whileHeld(connection, () -> follow(connection));
      } catch (Halt e) {
        halted = Optional.of(String.valueOf(e.getMessage()));
        LOG.errorf("The projection stands still: %s", e.getMessage());
      } catch (SQLException
          | DatabaseUnavailable
          | LogUnavailable
          | WakeupException
          | InterruptException e) {
        LOG.debugf("The projection starts again: %s", e.getClass().getSimpleName());
      } catch (KafkaException e) {
        LOG.warnf("The projection starts again: %s", e.getClass().getSimpleName());
      } catch (RuntimeException e) {
        LOG.error("The projection starts again", e);
      }
      pause();
    }
  }

  private void follow(Connection connection) throws SQLException {
    Optional<LogStateRows.LogState> state = LogStateRows.select(connection);
    if (state.isEmpty() || log.topicId().isEmpty()) {
      // the append pins the topic
      return;
    }
    UUID topicId = state.get().topicId();
    TopicPartition partition = new TopicPartition(logConfig.topic(), 0);
    RefreshFlag refreshed = new RefreshFlag();
    try (var consumer =
        new KafkaConsumer<byte[], byte[]>(properties, new ByteArrayDeserializer(), refreshed)) {
      consumer.assign(List.of(partition));
      long next = state.get().nextOffset();
      consumer.seek(partition, next);
      LOG.infof("The projection follows topic %s from offset %d", topicId, next);
      while (!stopped) {
        List<ConsumerRecord<byte[], byte[]>> batch = poll(consumer, partition, next);
        if (batch.isEmpty()) {
          if (LogStateRows.select(connection).map(now -> now.nextOffset()).orElse(-1L) != next) {
            // somebody rebuilds the projection
            return;
          }
          continue;
        }
        if (refreshed.take()) {
          // a topic that was replaced keeps its name
          log.compareTopic();
        }
        next = project(connection, topicId, next, batch);
      }
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> poll(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long next) {
    try {
      return consumer.poll(POLL).records(partition);
    } catch (OffsetOutOfRangeException e) {
      throw new Halt("the log does not hold offset " + next + " any more");
    }
  }

  private long project(
      Connection connection, UUID topicId, long from, List<ConsumerRecord<byte[], byte[]>> batch)
      throws SQLException {
    List<LeafRead> leaves = new ArrayList<>(batch.size());
    long expected = from;
    for (ConsumerRecord<byte[], byte[]> record : batch) {
      if (record.offset() != expected) {
        // leaf index = offset: going on would give every later leaf a wrong index
        throw new Halt(
            "offset " + expected + " is missing in the log, the next one is " + record.offset());
      }
      byte[] value = record.value() == null ? new byte[0] : record.value();
      leaves.add(readLeaf.read(record.offset(), value, Instant.ofEpochMilli(record.timestamp())));
      expected++;
    }
    long to = expected;
    Transactions.commit(
        connection,
        inTransaction -> {
          rows.insert(inTransaction, leaves);
          if (!LogStateRows.advance(inTransaction, topicId, from, to)) {
            throw new SQLException("another projection has moved on", "40001");
          }
          return to;
        });
    connection.setAutoCommit(true);
    return to;
  }

  private void pause() {
    if (!stopped) {
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @PreDestroy
  void stop() {
    stopped = true;
    follower.interrupt();
    try {
      follower.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The projection cannot go on, and must not skip. */
  private static final class Halt extends RuntimeException {
    Halt(String reason) {
      super(reason);
    }
  }

  /** Kafka tells its deserializers of every refresh of the metadata. */
  private static final class RefreshFlag extends ByteArrayDeserializer
      implements ClusterResourceListener {
    private final AtomicBoolean flag = new AtomicBoolean(true);

    @Override
    public void onUpdate(ClusterResource cluster) {
      flag.set(true);
    }

    boolean take() {
      return flag.getAndSet(false);
    }
  }
}

package jp.linkage.audit.seal;

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
import java.util.concurrent.atomic.AtomicLong;
import jp.linkage.audit.append.LogConfig;
import jp.linkage.audit.append.LogKafka;
import jp.linkage.audit.append.LogStateRows;
import jp.linkage.audit.append.LogUnavailable;
import jp.linkage.audit.database.AdvisoryLock;
import jp.linkage.audit.database.DatabaseUnavailable;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.projection.LeafRead;
import jp.linkage.audit.projection.ReadLeaf;
import jp.linkage.kit.problem.DatabaseFailure;
import jp.linkage.protocol.tlog.EntryBundle;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Follows the topic from the place that the database holds. The database, not Kafka, knows that
 * place, and a batch's rows, tiles and root commit with it by compare and swap: a crash repeats a
 * batch from its start, and two replicas that both believe to lead cannot both commit. What was
 * committed is signed and published before the next batch; after a crash in between, at the next
 * start.
 */
@Startup
@ApplicationScoped
public class SealerKafka {
  private static final Logger LOG = Logger.getLogger(SealerKafka.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** Bytes of records that are sealed without gathering more. */
  private static final int WORTH_A_BATCH = 256 * 1024;

  /**
   * Bytes of records that one poll takes: a log that has fallen behind catches up in large steps.
   */
  private static final int LARGEST_BATCH = 8 * 1024 * 1024;

  private final LogConfig logConfig;
  private final LogKafka log;
  private final ReadLeaf readLeaf;
  private final OpenLog openLog;
  private final PublishCheckpoints publishCheckpoints;
  private final Transactions transactions;
  private final Map<String, Object> properties;
  private final Thread follower;
  private final AtomicLong invalid = new AtomicLong();

  private volatile boolean stopped;
  private volatile Optional<String> halted = Optional.empty();
  private volatile Optional<String> hindered = Optional.empty();

  SealerKafka(
      LogConfig logConfig,
      SealConfig config,
      LogKafka log,
      ReadLeaf readLeaf,
      OpenLog openLog,
      PublishCheckpoints publishCheckpoints,
      Transactions transactions,
      @Identifier("default-kafka-broker") Map<String, Object> connection) {
    this.logConfig = logConfig;
    this.log = log;
    this.readLeaf = readLeaf;
    this.openLog = openLog;
    this.publishCheckpoints = publishCheckpoints;
    this.transactions = transactions;
    this.properties = new HashMap<>(connection);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "audit-service-sealer");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.batch());
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, LARGEST_BATCH);
    // The broker gathers while the batch before is being sealed, as the consumer asks ahead: under
    // load a batch takes what has come meanwhile, and waits for nothing.
    properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, WORTH_A_BATCH);
    properties.put(
        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(config.gathering().toMillis()));
    // a platform thread: the consumer sits in a selector most of the time
    this.follower = Thread.ofPlatform().name("audit-sealer").daemon().unstarted(this::run);
  }

  @PostConstruct
  void start() {
    follower.start();
  }

  /** Why the sealer stands still for good; empty while it does not. */
  public Optional<String> halted() {
    return halted;
  }

  /** Why this replica, which leads, does not seal at the moment; it goes on trying. */
  public Optional<String> hindered() {
    return hindered;
  }

  /** How many leaves this replica has sealed that are no records of the log key. */
  public long invalidLeaves() {
    return invalid.get();
  }

  private void run() {
    while (!stopped && halted.isEmpty()) {
      try (Connection connection = transactions.connection()) {
        lead(connection, () -> follow(connection));
        // another replica leads
        hindered = Optional.empty();
      } catch (SealingHalted e) {
        halted = Optional.of(String.valueOf(e.getMessage()));
        LOG.errorf("The sealer stands still: %s", e.getMessage());
      } catch (LogUnavailable e) {
        hinder(String.valueOf(e.getMessage()));
      } catch (KafkaException e) {
        hinder("the brokers answer with " + e.getClass().getSimpleName());
      } catch (DatabaseUnavailable e) {
        LOG.debug("The sealer starts again: the database does not answer");
      } catch (SQLException e) {
        if (DatabaseFailure.isUnavailable(e)) {
          LOG.debugf("The sealer starts again: SQL state %s", e.getSQLState());
        } else {
          hinder("the database refuses: SQL state " + e.getSQLState());
        }
      } catch (Throwable e) {
        // without this thread nothing would be sealed until the service is started again
        LOG.error("The sealer starts again", e);
        hindered = Optional.of("the sealer failed: " + e.getClass().getSimpleName());
      }
      pause();
    }
  }

  private void hinder(String reason) {
    // whoever stops it interrupts it
    if (!stopped && !hindered.equals(Optional.of(reason))) {
      LOG.warnf("The sealer tries again: %s", reason);
    }
    hindered = Optional.of(reason);
  }

  /** Runs the work if no other replica leads. */
  void lead(Connection connection, AdvisoryLock.Work work) throws SQLException {
    AdvisoryLock.SEALER.whileHeld(connection, work);
  }

  private void follow(Connection connection) throws SQLException {
    if (log.topicId().isEmpty()) {
      // the append pins the topic
      return;
    }
    log.compareTopic();
    SealedLog sealed = open(connection);
    hindered = Optional.empty();
    UUID topicId = sealed.state().topicId();
    TopicPartition partition = new TopicPartition(logConfig.topic(), 0);
    RefreshFlag refreshed = new RefreshFlag();
    try (var consumer =
        new KafkaConsumer<byte[], byte[]>(properties, new ByteArrayDeserializer(), refreshed)) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, sealed.state().nextOffset());
      LOG.infof(
          "The sealer follows topic %s from offset %d, %d leaves are sealed",
          topicId, sealed.state().nextOffset(), sealed.state().size());
      while (!stopped) {
        long next = sealed.state().nextOffset();
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
        seal(connection, sealed, leaves(sealed, batch));
      }
    }
  }

  private SealedLog open(Connection connection) throws SQLException {
    UUID topic = publishCheckpoints.topic(openLog.checkpointTopic(connection));
    List<SignedCheckpoint> published = publishCheckpoints.published();
    SealedLog sealed =
        openLog.open(
            connection, topic, published.stream().map(SignedCheckpoint::checkpoint).toList());
    publishCheckpoints.resume(connection, sealed.checkpoint(), published);
    return sealed;
  }

  private static List<ConsumerRecord<byte[], byte[]>> poll(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long next) {
    try {
      return consumer.poll(POLL).records(partition);
    } catch (OffsetOutOfRangeException e) {
      throw new SealingHalted("the log does not hold offset " + next + " any more");
    }
  }

  /** Every record, also one that is none, in the order of the log. */
  private List<LeafRead> leaves(SealedLog sealed, List<ConsumerRecord<byte[], byte[]>> batch) {
    List<LeafRead> leaves = new ArrayList<>(batch.size());
    long expected = sealed.state().nextOffset();
    for (ConsumerRecord<byte[], byte[]> record : batch) {
      if (record.offset() != expected) {
        // leaf index = offset: going on would give every later leaf a wrong index
        throw new SealingHalted(
            "offset " + expected + " is missing in the log, the next one is " + record.offset());
      }
      byte[] value = record.value() == null ? new byte[0] : record.value();
      if (value.length > EntryBundle.MAX_ENTRY) {
        // no bundle could hold it, and no mirror could have it
        throw new SealingHalted(
            "offset "
                + expected
                + " has "
                + value.length
                + " bytes, an entry has at most "
                + EntryBundle.MAX_ENTRY);
      }
      Instant loggedAt = Instant.ofEpochMilli(record.timestamp());
      leaves.add(readLeaf.read(record.offset(), value, loggedAt, sealed.origin()));
      expected++;
    }
    return leaves;
  }

  private void seal(Connection connection, SealedLog sealed, List<LeafRead> leaves)
      throws SQLException {
    int done = 0;
    while (done < leaves.size()) {
      long size = sealed.state().size();
      List<LeafRead> part = leaves.subList(done, done + sealed.most(leaves.size() - done));
      sealed.commit(connection, part);
      done += part.size();
      if (sealed.state().size() > size) {
        invalid.addAndGet(
            part.stream().filter(leaf -> leaf.content() instanceof LeafRead.Invalid).count());
        if (!sealed.isBehind()) {
          publishCheckpoints.publish(connection, sealed.checkpoint());
        }
      }
    }
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

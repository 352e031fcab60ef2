package jp.linkage.audit.seal;

import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import org.apache.kafka.common.KafkaException;
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
public class SealerKafka implements Sealing {
  private static final Logger LOG = Logger.getLogger(SealerKafka.class);

  /** Between two looks whether another replica still leads. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** Between two attempts that fail. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

  /** An attempt that went on for so long, or sealed something, did not fail at once. */
  private static final Duration SETTLED = Duration.ofSeconds(5);

  private final LogConfig logConfig;
  private final SealConfig config;
  private final LogKafka log;
  private final ReadLeaf readLeaf;
  private final OpenLog openLog;
  private final CompareWithTopic compareWithTopic;
  private final Witnesses witnesses;
  private final PublishCheckpoints publishCheckpoints;
  private final Transactions transactions;
  private final Map<String, Object> connection;
  private final Thread follower;
  private final AtomicLong invalid = new AtomicLong();

  // of the follower's thread
  private final Backoff backoff = new Backoff(PAUSE, LONGEST_PAUSE);

  private volatile boolean stopped;
  private volatile boolean signing;
  private volatile Optional<String> halted = Optional.empty();
  private volatile Optional<String> hindered = Optional.empty();

  SealerKafka(
      LogConfig logConfig,
      SealConfig config,
      LogKafka log,
      ReadLeaf readLeaf,
      OpenLog openLog,
      CompareWithTopic compareWithTopic,
      Witnesses witnesses,
      PublishCheckpoints publishCheckpoints,
      Transactions transactions,
      @Identifier("default-kafka-broker") Map<String, Object> connection) {
    this.logConfig = logConfig;
    this.config = config;
    this.log = log;
    this.readLeaf = readLeaf;
    this.openLog = openLog;
    this.compareWithTopic = compareWithTopic;
    this.witnesses = witnesses;
    this.publishCheckpoints = publishCheckpoints;
    this.transactions = transactions;
    this.connection = Map.copyOf(connection);
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

  @Override
  public boolean isSigning() {
    return signing && halted.isEmpty();
  }

  @Override
  public void halt(String reason) {
    if (halted.isEmpty()) {
      halted = Optional.of(reason);
      LOG.errorf("The sealer stands still: %s", reason);
    }
  }

  private void requireNotHalted() {
    halted.ifPresent(reason -> {
      throw new SealingHalted(reason);
    });
  }

  /** How many leaves this replica has sealed that are no records of the log key. */
  public long invalidLeaves() {
    return invalid.get();
  }

  private void run() {
    while (!stopped && halted.isEmpty()) {
      pause(attempt() ? PAUSE : backoff.failed());
    }
  }

  /** Whether there was nothing to do, rather than a failure. */
  private boolean attempt() {
    try (Connection session = transactions.connection()) {
      try {
        lead(session, () -> follow(session));
      } finally {
        signing = false;
      }
      // another replica leads
      settled();
      return true;
    } catch (SealingHalted e) {
      halt(String.valueOf(e.getMessage()));
    } catch (LogUnavailable | DatabaseUnavailable e) {
      hinder(String.valueOf(e.getMessage()));
    } catch (KafkaException e) {
      hinder("the brokers answer with " + e.getClass().getSimpleName());
    } catch (SQLException e) {
      hinder(
          DatabaseFailure.isUnavailable(e)
              ? "the database is not available"
              : "the database refuses: SQL state " + e.getSQLState());
    } catch (Throwable e) {
      // without this thread nothing would be sealed until the service is started again
      LOG.error("The sealer starts again", e);
      hindered = Optional.of("the sealer failed: " + e.getClass().getSimpleName());
    }
    return false;
  }

  private void hinder(String reason) {
    // whoever stops it interrupts it
    if (!stopped && !hindered.equals(Optional.of(reason))) {
      LOG.warnf("The sealer tries again: %s", reason);
    }
    hindered = Optional.of(reason);
  }

  /**
   * The reason of a failure stays until then: what fails soon after each start is still failing.
   */
  private void settled() {
    backoff.succeeded();
    hindered = Optional.empty();
  }

  /** Runs the work if no other replica leads. */
  void lead(Connection session, AdvisoryLock.Work work) throws SQLException {
    AdvisoryLock.SEALER.whileHeld(session, work);
  }

  private void follow(Connection session) throws SQLException {
    if (log.topicId().isEmpty()) {
      // the append pins the topic
      return;
    }
    log.compareTopic();
    SealedLog sealed = open(session);
    long from = sealed.state().nextOffset();
    LOG.infof(
        "The sealer follows topic %s from offset %d, %d leaves are sealed",
        sealed.state().topicId(), from, sealed.state().size());
    long opened = System.nanoTime();
    try (var followed = new FollowedLogKafka(connection, logConfig.topic(), config, from)) {
      while (!stopped) {
        requireNotHalted();
        signing = !sealed.isBehind();
        List<FollowedLogKafka.Entry> batch = followed.read();
        if (batch.isEmpty()) {
          long next = sealed.state().nextOffset();
          if (LogStateRows.select(session).map(now -> now.nextOffset()).orElse(-1L) != next) {
            // somebody rebuilds the projection
            return;
          }
          if (System.nanoTime() - opened > SETTLED.toNanos()) {
            settled();
          }
          continue;
        }
        if (followed.takeRefreshed()) {
          // a topic that was replaced keeps its name
          log.compareTopic();
        }
        seal(session, sealed, batch.stream().map(entry -> leaf(sealed, entry)).toList());
        settled();
      }
    }
  }

  private SealedLog open(Connection session) throws SQLException {
    UUID topic = publishCheckpoints.topic(openLog.checkpointTopic(session));
    List<SignedCheckpoint> published = publishCheckpoints.published();
    List<HeldCheckpoint> held = new ArrayList<>(witnesses.held());
    published.forEach(signed ->
        held.add(new HeldCheckpoint("the topic of the checkpoints", signed.checkpoint())));
    SealedLog sealed = openLog.open(session, topic, held);
    compareWithTopic.requireSame(session, sealed.state().size());
    publishCheckpoints.resume(session, sealed.checkpoint(), published);
    return sealed;
  }

  /** Every record becomes one, also what is none. */
  private LeafRead leaf(SealedLog sealed, FollowedLogKafka.Entry entry) {
    return readLeaf.read(
        entry.offset(), entry.value().toArray(), entry.loggedAt(), sealed.origin());
  }

  private void seal(Connection session, SealedLog sealed, List<LeafRead> leaves)
      throws SQLException {
    int done = 0;
    while (done < leaves.size()) {
      long size = sealed.state().size();
      List<LeafRead> part = leaves.subList(done, done + sealed.most(leaves.size() - done));
      sealed.commit(session, part);
      done += part.size();
      if (sealed.state().size() > size) {
        invalid.addAndGet(
            part.stream().filter(leaf -> leaf.content() instanceof LeafRead.Invalid).count());
        if (!sealed.isBehind()) {
          requireNotHalted();
          publishCheckpoints.publish(session, sealed.checkpoint());
        }
      }
    }
  }

  private void pause(Duration pause) {
    if (!stopped) {
      try {
        Thread.sleep(pause);
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
}

package jp.linkage.audit.seal;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jp.linkage.audit.append.LogKafka;
import jp.linkage.audit.append.LogStateRows;
import jp.linkage.audit.append.LogStateRows.LogState;
import jp.linkage.audit.append.LogUnavailable;
import jp.linkage.audit.append.StoredEntriesKafka;
import jp.linkage.audit.append.StoredEntriesKafka.StoredEntry;
import jp.linkage.audit.database.DatabaseUnavailable;
import jp.linkage.kit.schedule.Periodic;
import org.jspecify.annotations.Nullable;

/**
 * How old the oldest record is that no published checkpoint has, as every replica sees it, whoever
 * seals. What is lent for while nothing is sealed cannot be proven: beyond a limit no exchange
 * begins.
 */
@Startup
@ApplicationScoped
public class SealLag {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final LogKafka log;
  private final LogStateRows states;
  private final StoredEntriesKafka entries;
  private final SealConfig config;
  private final Clock clock;

  // of the one thread that looks
  private final OldestUnsealed oldest = new OldestUnsealed();
  private boolean firstLook = true;
  private long knownOffset = -1;
  private Instant knownTime = Instant.EPOCH;

  private volatile Duration lag = Duration.ZERO;
  private volatile boolean tooLong;
  private @Nullable Periodic looking;

  SealLag(
      LogKafka log,
      LogStateRows states,
      StoredEntriesKafka entries,
      SealConfig config,
      Clock clock) {
    this.log = log;
    this.states = states;
    this.entries = entries;
    this.config = config;
    this.clock = clock;
  }

  @PostConstruct
  void start() {
    looking = Periodic.start("audit-seal-lag", EVERY, this::look);
  }

  /** The age of the oldest record without a published checkpoint, to about a second. */
  public Duration lag() {
    return lag;
  }

  /** Why no exchange may begin; empty while one may. Costs the reading of a flag. */
  public Optional<String> refusal() {
    return tooLong
        ? Optional.of("a record has not been sealed for " + lag.toSeconds() + " s")
        : Optional.empty();
  }

  /** Takes a look; without the database or the brokers the last one stays. */
  void look() {
    Optional<LogState> state;
    try {
      state = states.findThoughThePoolIsEmpty();
    } catch (DatabaseUnavailable _) {
      return;
    }
    long published = state.map(LogState::published).orElse(0L);
    Duration age = oldest.look(published, log.knownEnd(), System.nanoTime());
    // A record that is there for the first time is young, unless this is the first look: no clock
    // is compared with the brokers' while records are sealed as they come.
    if (published < log.knownEnd() && (firstLook || !age.isZero())) {
      Duration logged = Duration.between(loggedAt(published), clock.instant());
      age = age.compareTo(logged) < 0 ? logged : age;
    }
    firstLook &= state.isEmpty() || log.knownEnd() == 0;
    lag = age;
    tooLong = age.compareTo(config.maxLag()) > 0;
  }

  /** The broker's time of a record; now, when it does not tell. */
  private Instant loggedAt(long offset) {
    if (knownOffset != offset) {
      try {
        StoredEntry entry = entries.read(List.of(offset)).get(offset);
        if (entry == null) {
          return clock.instant();
        }
        knownTime = entry.loggedAt();
        knownOffset = offset;
      } catch (LogUnavailable _) {
        return clock.instant();
      }
    }
    return knownTime;
  }

  @PreDestroy
  void stop() {
    Periodic running = looking;
    if (running != null) {
      running.close();
    }
  }
}

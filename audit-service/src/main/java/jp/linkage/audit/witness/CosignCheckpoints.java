package jp.linkage.audit.witness;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import jp.linkage.audit.append.LogStateRows;
import jp.linkage.audit.append.LogStateRows.LogState;
import jp.linkage.audit.database.DatabaseUnavailable;
import jp.linkage.audit.seal.CheckpointRows;
import jp.linkage.audit.seal.Sealing;
import jp.linkage.kit.schedule.Periodic;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Shows the newest published checkpoint to all witnesses at once, again and again, on the replica
 * that seals. A cosignature counts when it verifies; the checkpoint is kept as soon as the quorum
 * has cosigned it. A witness that contradicts the log stops the sealer.
 */
@Startup
@ApplicationScoped
public class CosignCheckpoints {
  private static final Logger LOG = Logger.getLogger(CosignCheckpoints.class);

  private static final String WRONG = "wrong cosignature";

  private final WitnessConfig config;
  private final WitnessPolicy policy;
  private final AskWitness askWitness;
  private final AskWhatIsHeld askWhatIsHeld;
  private final CheckpointRows published;
  private final CosignedRows cosigned;
  private final LogStateRows states;
  private final Sealing sealer;
  private final Map<String, String> said = new ConcurrentHashMap<>();
  private final AtomicLong wrong = new AtomicLong();
  private @Nullable Periodic rounds;

  // of the thread of the rounds: the checkpoint as it was published, with what was collected for
  // it, by whom, and when it was kept last with how many cosigners
  private Optional<SignedCheckpoint> shown = Optional.empty();
  private Optional<SignedCheckpoint> collected = Optional.empty();
  private final Set<String> cosigners = new HashSet<>();
  private int keptCosigners;
  private long keptAt;

  CosignCheckpoints(
      WitnessConfig config,
      WitnessPolicy policy,
      AskWitness askWitness,
      AskWhatIsHeld askWhatIsHeld,
      CheckpointRows published,
      CosignedRows cosigned,
      LogStateRows states,
      Sealing sealer) {
    this.config = config;
    this.policy = policy;
    this.askWitness = askWitness;
    this.askWhatIsHeld = askWhatIsHeld;
    this.published = published;
    this.cosigned = cosigned;
    this.states = states;
    this.sealer = sealer;
  }

  @PostConstruct
  void start() {
    if (!policy.sites().isEmpty()) {
      rounds = Periodic.start("audit-witnesses", config.every(), this::round);
    }
  }

  /** What each witness said last, by its name in the policy; empty on a replica that never led. */
  public Map<String, String> said() {
    return new TreeMap<>(said);
  }

  /** How many cosignatures were missing in an answer, or did not verify. */
  public long wrongCosignatures() {
    return wrong.get();
  }

  /** One round. */
  void round() {
    if (!sealer.isSigning()) {
      return;
    }
    try {
      Optional<SignedCheckpoint> newest =
          published.newest().map(found -> SignedCheckpoint.parse(found.note().toArray()));
      if (newest.isPresent()) {
        if (!shown.equals(newest)) {
          shown = newest;
          collected = newest;
          cosigners.clear();
          keptCosigners = 0;
        }
        if (cosigners.size() < policy.inForce().witnesses().size() || isOld()) {
          show(newest.get());
        }
      }
    } catch (DatabaseUnavailable _) {
      // nothing is published without it either
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isOld() {
    return System.nanoTime() - keptAt >= config.repeat().toNanos();
  }

  private record Answer(WitnessSite site, AskWitness.Outcome outcome) {}

  private void show(SignedCheckpoint newest) throws InterruptedException {
    boolean again = false;
    try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ExecutorCompletionService<Answer>(asking);
      for (WitnessSite site : policy.sites()) {
        var _ = answers.submit(() -> new Answer(site, askWitness.show(site, newest)));
      }
      for (int i = 0; i < policy.sites().size(); i++) {
        again |= take(answers.take());
        // a slow witness delays nobody
        if (cosigners.size() > keptCosigners) {
          keep();
        }
      }
    }
    if (again && isOld()) {
      keep();
    }
  }

  /** Whether a witness has cosigned. */
  private boolean take(Future<Answer> asked) throws InterruptedException {
    try {
      Answer answer = asked.get();
      WitnessSite site = answer.site();
      switch (answer.outcome()) {
        case AskWitness.Answered answered -> {
          return collect(site, answered);
        }
        case AskWitness.Ahead ahead -> {
          long size = states.find().map(LogState::size).orElse(0L);
          // another replica may have led since
          if (ahead.size() > size) {
            alarm(site, "has seen %d entries, the database has %d".formatted(ahead.size(), size));
          }
        }
        case AskWitness.Inconsistent inconsistent ->
            alarm(
                site,
                "says that the tree of %d entries did not grow from the one that it has"
                    .formatted(inconsistent.size()));
        case AskWitness.Silent silent -> say(Logger.Level.WARN, site, silent.reason());
      }
    } catch (ExecutionException e) {
      LOG.error("A witness could not be asked", e.getCause());
    }
    return false;
  }

  private void keep() {
    SignedCheckpoint merged = collected.orElseThrow();
    if (holds(policy.inForce(), merged)) {
      cosigned.put(merged);
      keptCosigners = cosigners.size();
      keptAt = System.nanoTime();
    }
  }

  private static boolean holds(TrustPolicy policy, SignedCheckpoint merged) {
    try {
      policy.verify(merged);
      return true;
    } catch (ProtocolViolation _) {
      return false;
    }
  }

  /** Takes what verifies of an answer. */
  private boolean collect(WitnessSite site, AskWitness.Answered answered) {
    boolean any = false;
    for (TrustPolicy.Witness witness : site.witnesses()) {
      SignedCheckpoint before = collected.orElseThrow();
      try {
        collected = Optional.of(answered.cosigned().addTo(before, witness.key()));
        cosigners.add(witness.name());
        said.put(witness.name(), "cosigned " + before.checkpoint().size());
        any = true;
      } catch (ProtocolViolation e) {
        wrong.incrementAndGet();
        if (!WRONG.equals(said.put(witness.name(), WRONG))) {
          LOG.errorf("The witness %s does not cosign: %s", witness.name(), e.getMessage());
        }
      }
    }
    return any;
  }

  private void say(Logger.Level level, WitnessSite site, String what) {
    for (TrustPolicy.Witness witness : site.witnesses()) {
      if (!what.equals(said.put(witness.name(), what))) {
        LOG.logf(level, "The witness %s: %s", witness.name(), what);
      }
    }
  }

  /**
   * AUDIT.md §5, faults 18 and 19: after a signature on the other branch it would be too late. Only
   * a checkpoint that the log's own keys have signed shows it; on the word of one witness alone
   * nothing is stopped.
   */
  private void alarm(WitnessSite site, String what) {
    say(Logger.Level.ERROR, site, what);
    if (askWhatIsHeld.heldBy(site).filter(held -> !isKnown(held.checkpoint())).isPresent()) {
      sealer.halt(
          ("the log was rolled back or split: the witness %s %s; it shows a checkpoint that this"
                  + " log has signed and does not hold")
              .formatted(site.names(), what));
    }
  }

  private boolean isKnown(Checkpoint kept) {
    return askWitness.isOfThisTree(kept, states.find().map(LogState::size).orElse(0L));
  }

  @PreDestroy
  void stop() {
    Periodic running = rounds;
    if (running != null) {
      running.close();
    }
  }
}

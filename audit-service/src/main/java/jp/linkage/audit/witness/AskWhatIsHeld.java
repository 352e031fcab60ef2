package jp.linkage.audit.witness;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.linkage.audit.seal.CheckpointSigner;
import jp.linkage.audit.seal.HeldCheckpoint;
import jp.linkage.audit.seal.Witnesses;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.VerifierKey;
import jp.linkage.protocol.tlog.witness.WitnessedLog;
import org.jboss.logging.Logger;

/**
 * Asks every witness which checkpoint of this log it keeps. Only what the log's own keys have
 * signed counts: of this a witness cannot lie.
 */
@ApplicationScoped
class AskWhatIsHeld implements Witnesses {
  private static final Logger LOG = Logger.getLogger(AskWhatIsHeld.class);

  private final WitnessPolicy policy;
  private final WitnessHttp http;
  private final CheckpointSigner log;

  AskWhatIsHeld(WitnessPolicy policy, WitnessHttp http, CheckpointSigner log) {
    this.policy = policy;
    this.http = http;
    this.log = log;
  }

  @Override
  public List<HeldCheckpoint> held() {
    List<HeldCheckpoint> held = new ArrayList<>();
    try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<HeldCheckpoint>>> answers =
          policy.sites().stream().map(site -> asking.submit(() -> heldBy(site))).toList();
      for (Future<Optional<HeldCheckpoint>> answer : answers) {
        answer.get().ifPresent(held::add);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a witness cannot be asked", e.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return held;
  }

  /** What a witness keeps that the log has signed; empty when nothing, or when it does not say. */
  Optional<HeldCheckpoint> heldBy(WitnessSite site) {
    List<VerifierKey> keys = log.verifierKeys();
    WitnessedLog watched = new WitnessedLog(keys.getFirst().name(), keys);
    try {
      Optional<SignedCheckpoint> kept = http.kept(site, watched);
      kept.ifPresent(log::requireOwn);
      return kept.map(
          signed -> new HeldCheckpoint("the witness " + site.names(), signed.checkpoint()));
    } catch (IOException | ProtocolViolation e) {
      LOG.warnf("The witness %s does not tell what it has: %s", site.names(), e.getMessage());
      return Optional.empty();
    }
  }
}

package jp.linkage.tax.ingest;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the imports of this replica, one at a time, and takes over what a killed replica left
 * when its lease has run out.
 */
@ApplicationScoped
class ImportWorker {
  private static final Logger LOG = Logger.getLogger(ImportWorker.class);

  private final UUID worker = UUID.randomUUID();
  private final Semaphore work = new Semaphore(0);
  private final ImportJobRows jobs;
  private final ValidateFile validateFile;
  private final ApplyLines applyLines;
  private final ImportConfig config;
  private volatile boolean running;
  private @Nullable Thread thread;

  ImportWorker(
      ImportJobRows jobs, ValidateFile validateFile, ApplyLines applyLines, ImportConfig config) {
    this.jobs = jobs;
    this.validateFile = validateFile;
    this.applyLines = applyLines;
    this.config = config;
  }

  void onStart(@Observes StartupEvent started) {
    start();
  }

  void onStop(@Observes ShutdownEvent stopping) throws InterruptedException {
    stop();
  }

  /** Does nothing when it works already. */
  synchronized void start() {
    if (running) {
      return;
    }
    running = true;
    thread = Thread.ofVirtual().name("imports").start(this::workUntilStopped);
  }

  /** Returns when the batch under way is finished and the job is free for another worker. */
  synchronized void stop() throws InterruptedException {
    running = false;
    wake();
    if (thread != null) {
      thread.join();
    }
  }

  /** There is a new job. */
  void wake() {
    work.release();
  }

  private void workUntilStopped() {
    while (running) {
      try {
        QuarkusTransaction.requiringNew().run(jobs::giveUp);
        Optional<ImportClaim> claim =
            QuarkusTransaction.requiringNew().call(() -> jobs.claim(worker));
        if (claim.isPresent()) {
          carryOut(claim.get());
        } else {
          pause();
        }
      } catch (RuntimeException e) {
        // For instance, the database is down. Its messages quote rows, so only the kind is logged
        LOG.warnf("imports pause: %s", kind(e));
        pause();
      }
    }
  }

  private void carryOut(ImportClaim claim) {
    try {
      if (claim.validated() || validateFile.validate(claim)) {
        applyLines.apply(claim, () -> running);
      }
    } catch (ClaimLost _) {
      LOG.infof("import %s is carried on by another worker", claim.importId());
      return;
    } catch (RuntimeException e) {
      LOG.warnf("import %s was cut short and will be tried again: %s", claim.importId(), kind(e));
      pause();
    }
    QuarkusTransaction.requiringNew().run(() -> jobs.release(claim));
  }

  private void pause() {
    try {
      if (running && work.tryAcquire(config.poll().toMillis(), TimeUnit.MILLISECONDS)) {
        work.drainPermits();
      }
    } catch (InterruptedException _) {
      running = false;
    }
  }

  private static String kind(RuntimeException failure) {
    return failure instanceof StorageFailure
        ? "database, " + failure.getMessage()
        : failure.getClass().getName()
            + Arrays.stream(failure.getStackTrace()).findFirst().map(at -> " at " + at).orElse("");
  }
}

package jp.linkage.kit.schedule;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Repeats one job until closed. A run that fails is logged by the class of its failure and does not
 * end the repetition; runs never overlap.
 */
public final class Periodic implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Periodic.class);

  private final ScheduledExecutorService executor;

  private Periodic(ScheduledExecutorService executor) {
    this.executor = executor;
  }

  /**
   * Starts repeating; the first run is after one interval.
   *
   * @param name names the thread
   * @param interval from the end of a run to the start of the next
   */
  public static Periodic start(String name, Duration interval, Runnable job) {
    var executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
    var periodic = new Periodic(executor);
    long millis = interval.toMillis();
    var _ =
        executor.scheduleWithFixedDelay(
            () -> runOnce(name, job), millis, millis, TimeUnit.MILLISECONDS);
    return periodic;
  }

  private static void runOnce(String name, Runnable job) {
    try {
      job.run();
    } catch (RuntimeException e) {
      // Its message may quote data
      LOG.warnf("%s failed: %s", name, e.getClass().getName());
    }
  }

  /** Waits for a run under way, up to ten seconds, and starts no other. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException _) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}

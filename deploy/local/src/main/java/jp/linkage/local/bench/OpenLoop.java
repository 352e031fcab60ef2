package jp.linkage.local.bench;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * An open loop: a call begins at its time, whether those before it were answered or not, and its
 * latency counts from that time. So a service that falls behind shows it, where a closed loop would
 * ask more slowly.
 */
final class OpenLoop {
  private OpenLoop() {}

  /**
   * What came of it.
   *
   * @param dueNanos when the call of each offset was due
   * @param acknowledgedNanos when it was acknowledged
   * @param errors calls that were not
   * @param lateNanos by how much the generator began its latest call too late
   */
  record Result(
      Map<Long, Long> dueNanos, Map<Long, Long> acknowledgedNanos, long errors, long lateNanos) {
    Quantiles toAcknowledgement() {
      return Quantiles.of(
          dueNanos.entrySet().stream()
              .map(due -> acknowledgedNanos.getOrDefault(due.getKey(), 0L) - due.getValue())
              .toList());
    }
  }

  /**
   * Runs calls.
   *
   * @param perSecond calls
   * @param call appends a record and gives its offset; empty when it was not acknowledged
   */
  static Result run(int perSecond, Duration duration, Supplier<OptionalLong> call)
      throws InterruptedException {
    Map<Long, Long> due = new ConcurrentHashMap<>();
    Map<Long, Long> acknowledged = new ConcurrentHashMap<>();
    var errors = new AtomicLong();
    long late = 0;
    long calls = perSecond * duration.toMillis() / 1000;
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      long start = System.nanoTime() + 100_000_000;
      for (long i = 0; i < calls; i++) {
        long at = start + i * 1_000_000_000 / perSecond;
        for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        late = Math.max(late, System.nanoTime() - at);
        executor.execute(() -> {
          OptionalLong offset = call.get();
          long now = System.nanoTime();
          if (offset.isPresent()) {
            due.put(offset.getAsLong(), at);
            acknowledged.put(offset.getAsLong(), now);
          } else {
            errors.incrementAndGet();
          }
        });
      }
      executor.shutdown();
      if (!executor.awaitTermination(120, TimeUnit.SECONDS)) {
        throw new IllegalStateException("calls hang");
      }
    }
    return new Result(due, acknowledged, errors.get(), late);
  }

  /** A time after each acknowledgement. */
  static Optional<Quantiles> after(Map<Long, Long> acknowledged, Map<Long, Long> later) {
    if (!later.keySet().containsAll(acknowledged.keySet())) {
      return Optional.empty();
    }
    // what was seen before the acknowledgement arrived took no time
    return Optional.of(
        Quantiles.of(
            acknowledged.entrySet().stream()
                .map(
                    entry -> Math.max(0, later.getOrDefault(entry.getKey(), 0L) - entry.getValue()))
                .toList()));
  }
}

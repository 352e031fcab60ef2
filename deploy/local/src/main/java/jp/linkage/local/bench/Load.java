package jp.linkage.local.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A closed loop: a number of callers, each with one call under way at a time. */
final class Load {
  private Load() {}

  /**
   * What came of it.
   *
   * @param calls that succeeded
   * @param failures how many calls did not, by what they said
   * @param elapsed of the whole run
   * @param sortedNanos the latencies of the successes, ascending
   */
  record Result(
      long calls, SortedMap<String, Long> failures, Duration elapsed, List<Long> sortedNanos) {
    long errors() {
      return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    double perSecond() {
      return calls / (elapsed.toNanos() / 1e9);
    }

    /** A quantile in milliseconds; 0 when nothing succeeded. */
    double millis(double quantile) {
      if (sortedNanos.isEmpty()) {
        return 0;
      }
      int at = (int) Math.ceil(quantile * sortedNanos.size()) - 1;
      return sortedNanos.get(Math.max(0, at)) / 1e6;
    }
  }

  /**
   * Runs calls.
   *
   * @param callers at a time
   * @param duration after which no new call starts
   * @param call returns why it failed; empty when it succeeded
   */
  static Result run(int callers, Duration duration, Supplier<Optional<String>> call)
      throws InterruptedException {
    var latencies = new ConcurrentLinkedQueue<Long>();
    var failures = new ConcurrentSkipListMap<String, Long>();
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < callers; i++) {
        executor.execute(() -> {
          while (System.nanoTime() < end) {
            long before = System.nanoTime();
            Optional<String> failure = call.get();
            if (failure.isEmpty()) {
              latencies.add(System.nanoTime() - before);
            } else {
              failures.merge(failure.get(), 1L, Long::sum);
            }
          }
        });
      }
      executor.shutdown();
      if (!executor.awaitTermination(duration.toSeconds() + 120, TimeUnit.SECONDS)) {
        throw new IllegalStateException("calls hang");
      }
    }
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    List<Long> sorted = latencies.stream().sorted().toList();
    return new Result(sorted.size(), failures, elapsed, sorted);
  }
}

package jp.linkage.local.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import jp.linkage.local.stack.LocalStack;

/**
 * Load before what is measured, as a JVM compiles what runs often, and until then says little of a
 * service that runs for days: windows of load, and after each a rest in which the services compile
 * what the window left to them.
 */
final class WarmUp {
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final int LEAST_WINDOWS = 12;
  private static final int COMPARED_WINDOWS = 5;
  private static final Duration LITTLE_LEFT = Duration.ofSeconds(2);

  private static final Duration LONGEST_REST = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(500);

  /** CPU time of all processes in that time when they only wait. */
  private static final Duration IDLE = Duration.ofMillis(100);

  private final LocalStack stack;
  private final int callers;
  private final Supplier<Optional<String>> call;

  WarmUp(LocalStack stack, int callers, Supplier<Optional<String>> call) {
    this.stack = stack;
    this.callers = callers;
    this.call = call;
  }

  /** A number of windows. */
  void windows(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      window();
      rest();
    }
    System.out.println();
  }

  /** Windows until the rate no longer grows and little is left to compile, or the time is over. */
  void untilWarm(Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    List<Double> rates = new ArrayList<>();
    Duration left;
    do {
      rates.add(window());
      left = rest();
    } while (System.nanoTime() < end
        && (rates.size() < LEAST_WINDOWS || left.compareTo(LITTLE_LEFT) > 0 || isGrowing(rates)));
    System.out.println();
  }

  private double window() throws InterruptedException {
    double rate = Load.run(callers, WINDOW, call).perSecond();
    System.out.printf(" %.0f", rate);
    return rate;
  }

  /** Waits until the services only wait; gives the CPU time that they took until then. */
  private Duration rest() throws InterruptedException {
    Duration begin = ProcessFigures.of(stack).cpuSum();
    Duration before = begin;
    long end = System.nanoTime() + LONGEST_REST.toNanos();
    while (true) {
      Thread.sleep(LOOK);
      Duration now = ProcessFigures.of(stack).cpuSum();
      if (now.minus(before).compareTo(IDLE) < 0 || System.nanoTime() > end) {
        return now.minus(begin);
      }
      before = now;
    }
  }

  /** Whether one of the last windows was faster than the fastest before them. */
  private static boolean isGrowing(List<Double> rates) {
    int last = rates.size() - COMPARED_WINDOWS;
    return Collections.max(rates.subList(last, rates.size()))
        > 1.03 * Collections.max(rates.subList(0, last));
  }
}

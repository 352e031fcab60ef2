package jp.linkage.audit.seal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How long the oldest record that is not sealed has been seen to be in the log, by a clock that
 * nobody sets. Not safe for several threads.
 */
final class OldestUnsealed {
  /** More points than this tell nothing that matters: an hour, looked at every second. */
  private static final int MOST = 3_600;

  /** When the log was first seen to have so many records, the earliest first. */
  private final Deque<Seen> seen = new ArrayDeque<>();

  private record Seen(long end, long nanos) {}

  /**
   * Takes a look at the log.
   *
   * @param sealed how many records are sealed
   * @param end how many records there are
   * @param nanos the time, of {@link System#nanoTime}
   * @return the age of the oldest one that is not sealed, since the look that first found it; zero
   *     when all are, or this look is that one
   */
  Duration look(long sealed, long end, long nanos) {
    while (!seen.isEmpty() && seen.getFirst().end() <= sealed) {
      seen.removeFirst();
    }
    if (end > sealed && (seen.isEmpty() || seen.getLast().end() < end) && seen.size() < MOST) {
      seen.addLast(new Seen(end, nanos));
    }
    return seen.isEmpty() ? Duration.ZERO : Duration.ofNanos(nanos - seen.getFirst().nanos());
  }
}

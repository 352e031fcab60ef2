package jp.linkage.audit.seal;

import java.time.Duration;

/** Pauses between attempts that fail: each twice as long as the one before, up to a longest. */
final class Backoff {
  private final Duration first;
  private final Duration longest;
  private Duration next;

  Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /** How long to pause after one more failure. */
  Duration failed() {
    Duration pause = next;
    Duration twice = pause.multipliedBy(2);
    next = twice.compareTo(longest) > 0 ? longest : twice;
    return pause;
  }

  /** Begins again with the shortest. */
  void succeeded() {
    next = first;
  }
}

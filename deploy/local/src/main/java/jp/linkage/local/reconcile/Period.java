package jp.linkage.local.reconcile;

import java.time.Instant;

/**
 * When exchanges were requested.
 *
 * @param from included
 * @param to not included
 */
public record Period(Instant from, Instant to) {
  /** Checks the order. */
  public Period {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("expected from before to");
    }
  }

  boolean holds(Instant requestedAt) {
    return !requestedAt.isBefore(from) && requestedAt.isBefore(to);
  }
}

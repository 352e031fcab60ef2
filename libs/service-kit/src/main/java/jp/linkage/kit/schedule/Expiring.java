package jp.linkage.kit.schedule;

import java.time.Instant;

/** Something stored that is of no use, and not to be kept, after an exchange's validity. */
@FunctionalInterface
public interface Expiring {
  /** Forgets what had expired by this instant; in a transaction of its own. */
  void forget(Instant now);
}

package jp.linkage.kit.receipt;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import jp.linkage.protocol.json.Bytes;

/**
 * A promise that is not proven.
 *
 * @param attempts how often it was looked for
 */
record OpenReceipt(Key key, UUID exchangeId, Instant promisedAt, ReceiptState state, int attempts) {
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  /** The primary key: of two records promised for one place, both are kept. */
  record Key(long offset, UUID topicId, Bytes leafHash) {}

  Alarm.Place place() {
    return new Alarm.Place(exchangeId, key.offset());
  }

  /** When to look again: after 1, 2, 4 … seconds, up to ten minutes. */
  Instant nextAfter(Instant now) {
    Duration pause = Duration.ofSeconds(1L << Math.min(attempts, 20));
    return now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
  }
}

package jp.linkage.audit.quota;

import java.time.Duration;

/** Refills at a constant rate up to its size; whoever takes more than is there gets nothing. */
final class TokenBucket {
  private final long perSecond;
  private final double size;
  private double level;
  private long filledAt;

  /** Full at this time of {@link System#nanoTime}. */
  TokenBucket(int perSecond, int size, long now) {
    if (perSecond < 1 || size < 1) {
      throw new IllegalArgumentException("expected a rate and a size of at least 1");
    }
    this.perSecond = perSecond;
    this.size = size;
    this.level = size;
    this.filledAt = now;
  }

  /** Zero if the tokens were taken; otherwise how long until they will be there. */
  synchronized Duration take(int tokens, long now) {
    level = Math.min(size, level + (now - filledAt) / 1e9 * perSecond);
    filledAt = now;
    // more than the bucket can hold is served from a full bucket, and paid back
    double needed = Math.min(tokens, size);
    if (level >= needed) {
      level -= tokens;
      return Duration.ZERO;
    }
    return Duration.ofMillis((long) Math.ceil((needed - level) * 1000 / perSecond));
  }
}

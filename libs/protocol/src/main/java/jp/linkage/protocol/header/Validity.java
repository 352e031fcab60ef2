package jp.linkage.protocol.header;

import java.time.Duration;
import java.time.Instant;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.WireInstant;

/**
 * When the exchange was asked for and until when it may be answered (有効期間, 命令41条3項).
 *
 * @param requestedAt when asked; within 60 s of a party's clock at first sight
 * @param notBefore not after {@code requestedAt}
 * @param expiresAt after {@code requestedAt}, by at most {@link #LONGEST}; the exchange lapses then
 */
public record Validity(Instant requestedAt, Instant notBefore, Instant expiresAt) {
  /** How far two parties' clocks may be apart. */
  public static final Duration SKEW = Duration.ofSeconds(60);

  /** The longest time from request to expiry. */
  public static final Duration LONGEST = Duration.ofDays(7);

  /** Checks the order: notBefore ≤ requestedAt &lt; expiresAt ≤ requestedAt + 7 d. */
  public Validity {
    WireInstant.require(requestedAt);
    WireInstant.require(notBefore);
    WireInstant.require(expiresAt);
    if (notBefore.isAfter(requestedAt)) {
      throw new InvalidMessage("$.notBefore", "not after requestedAt");
    }
    if (!expiresAt.isAfter(requestedAt) || expiresAt.isAfter(requestedAt.plus(LONGEST))) {
      throw new InvalidMessage("$.expiresAt", "after requestedAt, by at most 7 days");
    }
  }

  /** Valid from the request on, for {@code duration}; cut to whole milliseconds. */
  public static Validity of(Instant requestedAt, Duration duration) {
    Instant start = WireInstant.millis(requestedAt);
    return new Validity(start, start, start.plusMillis(duration.toMillis()));
  }

  /**
   * Whether the request was made within {@link #SKEW} of the time at which a party first saw it:
   * its clock, at B the receipt's time (protocol §4.1). A resumed exchange is not judged again.
   */
  public boolean isTimely(Instant firstSeen) {
    return Duration.between(requestedAt, firstSeen).abs().compareTo(SKEW) <= 0;
  }

  /** Whether the exchange has lapsed at {@code now}. */
  public boolean isExpired(Instant now) {
    return !now.isBefore(expiresAt);
  }
}

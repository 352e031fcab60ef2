package jp.linkage.audit.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long START = 5_000_000_000L;

  @Test
  void take_fullBucket_givesItsSizeThenTellsTheWait() {
    TokenBucket bucket = new TokenBucket(10, 20, START);
    assertEquals(Duration.ZERO, bucket.take(20, START));
    assertEquals(Duration.ofMillis(100), bucket.take(1, START));
    assertEquals(Duration.ofMillis(500), bucket.take(5, START));
  }

  @Test
  void take_afterTheWait_givesAgainAndNeverMoreThanItsSize() {
    TokenBucket bucket = new TokenBucket(10, 20, START);
    assertEquals(Duration.ZERO, bucket.take(20, START));
    assertEquals(Duration.ZERO, bucket.take(1, START + millis(100)));
    assertEquals(Duration.ZERO, bucket.take(20, START + millis(3_600_000)));
    assertEquals(Duration.ofMillis(100), bucket.take(1, START + millis(3_600_000)));
  }

  @Test
  void take_moreThanItsSize_servedFromAFullBucketAndPaidBack() {
    TokenBucket bucket = new TokenBucket(10, 20, START);
    assertEquals(Duration.ZERO, bucket.take(50, START));
    assertEquals(Duration.ofMillis(3_100), bucket.take(1, START));
  }

  @Test
  void bucket_withoutRate_refused() {
    assertThrows(IllegalArgumentException.class, () -> new TokenBucket(0, 1, START));
  }

  private static long millis(long millis) {
    return millis * 1_000_000;
  }
}

package jp.linkage.audit.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void pauses_doubleUpToTheLongestAndBeginAgain() {
    Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(3));
    assertEquals(
        List.of(500L, 1_000L, 2_000L, 3_000L, 3_000L),
        Stream.generate(() -> backoff.failed().toMillis()).limit(5).toList());
    backoff.succeeded();
    assertEquals(500, backoff.failed().toMillis());
  }
}

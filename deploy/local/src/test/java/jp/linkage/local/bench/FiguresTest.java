package jp.linkage.local.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void write_figureBesideItsGoal_saysHowFarItIs() throws IOException {
    Figures figures = new Figures();
    figures.add("rate", 1500, "1/s", Figures.Goal.atLeast(3000));
    figures.add("time", 50, "ms", Figures.Goal.atMost(200));
    figures.add("size", 7, "bytes");
    Path file = folder.resolve("a/figures.json");
    figures.write(file, new ObjectMapper().createObjectNode().put("processors", 2));
    JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(file));
    assertEquals(2, json.path("processors").asInt());
    assertEquals(0.5, json.at("/figures/0/factor").asDouble());
    assertEquals(4.0, json.at("/figures/1/factor").asDouble());
    assertTrue(json.at("/figures/2/factor").isMissingNode());
  }

  @Test
  void quantiles_nearestRank() {
    Quantiles quantiles = Quantiles.of(List.of(4_000_000L, 1_000_000L, 3_000_000L, 2_000_000L));
    assertEquals(1.0, quantiles.millis(0));
    assertEquals(2.0, quantiles.millis(0.50));
    assertEquals(4.0, quantiles.millis(0.99));
    assertEquals(0.0, Quantiles.of(List.of()).millis(0.5));
  }

  /** What an open loop is for: one slow answer does not slow the calls after it. */
  @Test
  void openLoop_slowCall_doesNotDelayTheOthers() throws InterruptedException {
    var offsets = new AtomicLong();
    OpenLoop.Result result =
        OpenLoop.run(
            100,
            Duration.ofSeconds(1),
            () -> {
              long offset = offsets.getAndIncrement();
              if (offset == 0) {
                sleep();
              }
              return offset == 1 ? OptionalLong.empty() : OptionalLong.of(offset);
            });
    assertEquals(99, result.dueNanos().size());
    assertEquals(1, result.errors());
    assertTrue(result.toAcknowledgement().millis(1) >= 500);
    assertTrue(result.toAcknowledgement().millis(0.5) < 250);
  }

  private static void sleep() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void after_offsetThatWasNeverSeen_givesNoTimes() {
    assertTrue(OpenLoop.after(Map.of(1L, 5L, 2L, 6L), Map.of(1L, 9L)).isEmpty());
    assertEquals(
        List.of(0L, 4L),
        OpenLoop.after(Map.of(1L, 5L, 2L, 6L), Map.of(1L, 9L, 2L, 3L)).orElseThrow().sortedNanos());
  }
}

package jp.linkage.audit;

import static io.restassured.RestAssured.given;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what happens in the background. */
public final class Waiting {
  private Waiting() {}

  /** Until it holds, for at most 20 s. */
  public static void until(String what, BooleanSupplier holds) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not in time: " + what);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Until the service is ready. */
  public static void untilReady() {
    until("readiness", () -> given().get("/q/health/ready").statusCode() == 200);
  }
}

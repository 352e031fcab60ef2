package jp.linkage.tax.ingest;

import static org.junit.jupiter.api.Assertions.fail;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jp.linkage.tax.Clerk;
import jp.linkage.tax.assessment.TaxStatus;
import jp.linkage.tax.file.TestFiles;

/** Sends files as a clerk does, and watches their imports. */
final class SentFile {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Set<String> FINISHED = Set.of("completed", "rejected", "failed");

  private SentFile() {}

  static ValidatableResponse csv(String file) {
    return send("text/csv", "whole-file", file.getBytes(StandardCharsets.UTF_8));
  }

  static ValidatableResponse send(String type, String mode, byte[] file) {
    return Clerk.clerk()
        .header("Content-Type", type)
        .queryParam("mode", mode)
        .body(file)
        .post("/v1/imports")
        .then();
  }

  /** Sends a file and waits for the end of its import. */
  static JsonPath imported(String type, String mode, String file) {
    return imported(type, mode, file.getBytes(StandardCharsets.UTF_8));
  }

  static JsonPath imported(String type, String mode, byte[] file) {
    String id = send(type, mode, file).statusCode(202).extract().path("id");
    return finished(id);
  }

  static JsonPath finished(String importId) {
    return await(importId, job -> FINISHED.contains(job.getString("state")));
  }

  static JsonPath await(String importId, Predicate<JsonPath> condition) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      JsonPath job = job(importId);
      if (condition.test(job)) {
        return job;
      }
      pause();
    }
    return fail("the import did not get there in " + PATIENCE + ": " + job(importId).prettify());
  }

  static JsonPath job(String importId) {
    return Clerk.clerk()
        .get("/v1/imports/{id}", importId)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  static ValidatableResponse errors(String importId) {
    return Clerk.clerk().get("/v1/imports/{id}/errors", importId).then().statusCode(200);
  }

  /** A file of taxed persons, {@code prefix}-1 in line 2 and so on. */
  static String of(String prefix, int persons) {
    return TestFiles.CSV_HEAD
        + "\n"
        + IntStream.rangeClosed(1, persons)
            .mapToObj(i -> TestFiles.csvLine(prefix + "-" + i, 2026, TaxStatus.TAXED))
            .collect(Collectors.joining("\n"));
  }

  static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

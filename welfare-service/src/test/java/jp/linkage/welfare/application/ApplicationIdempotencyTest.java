package jp.linkage.welfare.application;

import static jp.linkage.welfare.application.ApplicationApi.PATH;
import static jp.linkage.welfare.application.ApplicationApi.as;
import static jp.linkage.welfare.application.ApplicationApi.read;
import static jp.linkage.welfare.application.ApplicationApi.retry;
import static jp.linkage.welfare.application.ApplicationApi.submit;
import static jp.linkage.welfare.application.ApplicationBodies.adult;
import static jp.linkage.welfare.application.ApplicationBodies.body;
import static jp.linkage.welfare.application.ApplicationBodies.exempt;
import static jp.linkage.welfare.application.ApplicationBodies.newPerson;
import static jp.linkage.welfare.application.ApplicationBodies.status;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.testing.PostgresResource;
import jp.linkage.welfare.inquiry.FakeAgencies;
import jp.linkage.welfare.inquiry.FakeExchanges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One wish, sent more than once or at the same moment. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = "aoba-welfare"))
@TestProfile(FakeAgencies.class)
class ApplicationIdempotencyTest {
  private static final Map<String, Object> AS_USUAL = Map.of();

  @Inject FakeExchanges agencies;
  @Inject AgroalDataSource database;

  @ParameterizedTest
  @ValueSource(strings = {"has space", "ümlaut", "x/y"})
  void badIdempotencyKey_isInvalidMessage(String key) {
    submit(body(adult(newPerson()), AS_USUAL), key)
        .statusCode(400)
        .body("detail", containsString("Idempotency-Key"));
  }

  @Test
  void missingIdempotencyKey_isInvalidMessage() {
    as("officer-1", "caseworker")
        .contentType(ContentType.JSON)
        .body(body(adult(newPerson()), AS_USUAL))
        .post(PATH)
        .then()
        .statusCode(400)
        .body("detail", containsString("Idempotency-Key"));
  }

  @Test
  void sameKeyAndBody_isTheSameApplication_inquiredAboutOnce() {
    String person = newPerson();
    agencies.provide(person, exempt(2026));
    String key = UUID.randomUUID().toString();
    Map<String, Object> body = body(adult(person), AS_USUAL);
    String id = submit(body, key).statusCode(201).extract().path("id");
    submit(body, key)
        .statusCode(201)
        .header("Location", endsWith("/v1/applications/" + id))
        .body("id", equalTo(id))
        .body("state", equalTo("decided"));
    assertEquals(1, agencies.askedAbout(person).size());
  }

  @Test
  void sameKeyAndBody_ofAPendingApplication_inquiresNoSecondTime() {
    String person = newPerson();
    agencies.provide(person, status("undeclared"));
    String key = UUID.randomUUID().toString();
    Map<String, Object> body = body(adult(person), AS_USUAL);
    submit(body, key).body("state", equalTo("pending"));
    submit(body, key).statusCode(201).body("state", equalTo("pending"));
    assertEquals(1, agencies.askedAbout(person).size());
  }

  @Test
  void firstAttemptThatDied_isTakenUpByItsRepetition() throws Exception {
    String person = newPerson();
    agencies.provide(person, exempt(2026));
    String key = UUID.randomUUID().toString();
    Map<String, Object> body = body(adult(person), AS_USUAL);
    String id = submit(body, key).extract().path("id");
    // As a process leaves it that died while it inquired, an hour ago.
    try (Connection connection = database.getConnection();
        PreparedStatement died =
            connection.prepareStatement(
                """
                update application set state = 'inquiring', inquiring_token = gen_random_uuid(),
                  inquiring_until = now() - interval '1 hour', ceiling_yen = null, article = null,
                  decided_at = null where id = ?
                """)) {
      died.setObject(1, UUID.fromString(id));
      assertEquals(1, died.executeUpdate());
    }
    read(id).body("state", equalTo("inquiring"));
    submit(body, key).statusCode(201).body("state", equalTo("decided"));
    assertEquals(1, agencies.askedAbout(person).size(), "the evidence that came is kept");
  }

  @Test
  void sameKeyAndOtherBody_isAConflict() {
    String key = UUID.randomUUID().toString();
    submit(body(adult(newPerson()), AS_USUAL), key).statusCode(201);
    submit(body(adult(newPerson()), AS_USUAL), key)
        .statusCode(409)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:linkage:problem:conflict"))
        .body("detail", containsString("Idempotency-Key"));
  }

  @Test
  void sameKeyOfAnotherOfficer_isAnotherApplication() {
    String key = UUID.randomUUID().toString();
    Map<String, Object> body = body(adult(newPerson()), AS_USUAL);
    String mine = submit(body, key).extract().path("id");
    String theirs =
        as("officer-9", "caseworker")
            .header("Idempotency-Key", key)
            .contentType(ContentType.JSON)
            .body(body)
            .post(PATH)
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    assertTrue(!mine.equals(theirs));
  }

  @Test
  void sameKeyAtTheSameMoment_isOneApplication() throws Exception {
    String person = newPerson();
    agencies.provide(person, exempt(2026));
    String key = UUID.randomUUID().toString();
    Map<String, Object> body = body(adult(person), AS_USUAL);
    List<Response> responses = together(8, () -> submit(body, key).extract().response());
    assertEquals(1, responses.stream().map(r -> r.path("id")).distinct().count());
    assertTrue(responses.stream().allMatch(r -> r.statusCode() == 201));
    assertEquals(1, agencies.askedAbout(person).size());
  }

  @Test
  void retriesAtTheSameMoment_inquireOnce() throws Exception {
    String person = newPerson();
    agencies.provide(person, status("undeclared"));
    String id = submit(body(adult(person), AS_USUAL)).extract().path("id");
    agencies.pause(person);
    List<Response> responses = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Response> first = threads.submit(() -> retry(id).extract().response());
      agencies.awaitPaused();
      responses.add(retry(id).statusCode(202).extract().response());
      agencies.resumeAll();
      responses.add(first.get());
    }
    assertEquals("inquiring", responses.getFirst().path("state"));
    assertEquals(200, responses.getLast().statusCode());
    assertEquals(2, agencies.askedAbout(person).size(), "the first time and the one retry");
  }

  private static <T> List<T> together(int count, Callable<T> call) throws Exception {
    CountDownLatch ready = new CountDownLatch(count);
    List<Future<T>> futures = new ArrayList<>();
    List<T> results = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(count)) {
      for (int i = 0; i < count; i++) {
        futures.add(
            threads.submit(() -> {
              ready.countDown();
              ready.await();
              return call.call();
            }));
      }
      for (Future<T> future : futures) {
        results.add(future.get());
      }
    }
    return results;
  }
}

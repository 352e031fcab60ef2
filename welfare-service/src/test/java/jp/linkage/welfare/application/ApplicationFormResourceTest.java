package jp.linkage.welfare.application;

import static io.restassured.RestAssured.given;
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
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.kit.testing.StaffTokens;
import jp.linkage.protocol.keys.Es256PrivateKey;
import jp.linkage.testing.PostgresResource;
import jp.linkage.welfare.inquiry.FakeAgencies;
import jp.linkage.welfare.inquiry.FakeExchanges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Form, idempotency, lists and roles of the applications' API. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = "aoba-welfare"))
@TestProfile(FakeAgencies.class)
class ApplicationFormResourceTest {
  private static final Map<String, Object> AS_USUAL = Map.of();

  @Inject FakeExchanges agencies;
  @Inject AgroalDataSource database;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serviceMonth | 2026-13 | $.serviceMonth: expected a month",
        "livingArrangement | castle | $.livingArrangement: expected one of home, facility",
        "publicAssistance | maybe | $.publicAssistance: expected one of",
        "procedure | 2 | $.procedure: expected \"1\""
      })
  void badMember_isAProblemWithPathAndExpectedForm(String member, String value, String detail) {
    submit(body(adult(newPerson()), Map.of(member, value)))
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:linkage:problem:invalid-message"))
        .body("stage", equalTo("inquirer"))
        .body("detail", containsString(detail))
        .body("traceId", notNullValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"procedure\":\"1\",\"procedure\":\"1\"}", "null"})
  void bodyThatIsNoApplication_isInvalidMessage(String body) {
    submit((Object) body, UUID.randomUUID().toString())
        .statusCode(400)
        .body("type", equalTo("urn:linkage:problem:invalid-message"));
  }

  @Test
  void refusedBody_isNotRepeatedInTheProblem() {
    submit(body(adult("W 1234567890"), AS_USUAL))
        .statusCode(400)
        .body("detail", containsString("$.applicant.addresseeNumber"))
        .body("detail", not(containsString("1234567890")));
  }

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

  @Test
  void list_pagesThroughAllOnce_newestFirst() {
    String person = newPerson();
    agencies.provide(person, exempt(2026));
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.addFirst(submit(body(adult(person), AS_USUAL)).extract().path("id"));
    }
    List<String> seen = new ArrayList<>();
    String query = "?limit=2&addresseeNumber=" + person;
    JsonPath page = list(query);
    seen.addAll(page.getList("items.id"));
    while (page.getString("next") != null) {
      assertEquals(2, page.getList("items").size());
      page = list(query + "&before=" + page.getString("next"));
      seen.addAll(page.getList("items.id"));
    }
    assertEquals(ids, seen);
  }

  @Test
  void list_ofOneState_hasNoOther() {
    String decided = newPerson();
    agencies.provide(decided, exempt(2026));
    submit(body(adult(decided), AS_USUAL));
    String pending = newPerson();
    agencies.provide(pending, status("no-materials"));
    String id = submit(body(adult(pending), AS_USUAL)).extract().path("id");
    as("officer-1", "caseworker")
        .get(PATH + "?state=pending&limit=1000")
        .then()
        .statusCode(200)
        .body("items.state", everyItem(equalTo("pending")))
        .body("items.id", hasItem(id))
        .body("next", nullValue());
  }

  @ParameterizedTest
  @CsvSource({
    "state=open, state",
    "limit=0, limit",
    "limit=1001, limit",
    "limit=x, limit",
    "before=x, before",
    "addresseeNumber=a_b, addresseeNumber"
  })
  void badParameter_isInvalidMessageWithItsName(String query, String name) {
    as("officer-1", "caseworker")
        .get(PATH + "?" + query)
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:linkage:problem:invalid-message"))
        .body("detail", containsString(name + ": expected"));
  }

  @Test
  void application_isReadAsItWasEntered_withoutBirthDateInTheList() {
    String person = newPerson();
    agencies.provide(person, exempt(2026));
    String id =
        submit(
                body(
                    adult(person),
                    Map.of("caseReference", "2026/" + person, "nonDisclosure", true)))
            .extract()
            .path("id");
    read(id)
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("caseReference", equalTo("2026/" + person))
        .body("nonDisclosure", equalTo(true))
        .body("applicant.addresseeNumber", equalTo(person))
        .body("applicant.birthDate", equalTo("1986-05-17"))
        .body("household", empty())
        .body("receivedBy", not(containsString("officer-1 ")));
    assertTrue(agencies.askedAbout(person).getFirst().occasion().nonDisclosure());
    as("officer-1", "caseworker")
        .get(PATH + "?addresseeNumber=" + person)
        .then()
        .body("items", hasSize(1))
        .body("items[0].monthlyCeilingYen", equalTo(0))
        .body("items[0].birthDate", nullValue());
  }

  @Test
  void unknownApplication_isNotFound() {
    String id = "019ac3d4-0000-7000-8000-000000000000";
    read(id).statusCode(404).body("type", equalTo("urn:linkage:problem:not-found"));
    retry(id).statusCode(404);
    read("not-a-uuid").statusCode(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"agency-auditor", "auditor", "operator", "nobody"})
  void otherRoles_areRefused(String role) {
    as("officer-1", role)
        .get(PATH)
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:linkage:problem:role-not-allowed"));
    as("officer-1", role)
        .header("Idempotency-Key", "k")
        .contentType(ContentType.JSON)
        .body(body(adult(newPerson()), AS_USUAL))
        .post(PATH)
        .then()
        .statusCode(403);
  }

  @Test
  void badTokens_areRefused() {
    for (String token :
        List.of(
            StaffTokens.token(
                "aoba-welfare",
                "officer-1",
                Instant.now().minus(Duration.ofHours(1)),
                "caseworker"),
            StaffTokens.token("aoba-tax", "officer-1", "caseworker"),
            forged(),
            "not.a.token")) {
      given()
          .auth()
          .oauth2(token)
          .get(PATH)
          .then()
          .statusCode(401)
          .body("type", equalTo("urn:linkage:problem:not-authenticated"));
    }
    given().get(PATH).then().statusCode(401);
  }

  /** With every claim of a good token, by another key. */
  private static String forged() {
    String[] parts = StaffTokens.token("aoba-welfare", "officer-1", "caseworker").split("\\.", -1);
    Base64.Decoder decoder = Base64.getUrlDecoder();
    String claims = new String(decoder.decode(parts[1]), StandardCharsets.UTF_8);
    return Jwt.claimsJson(claims)
        .jws()
        .algorithm(SignatureAlgorithm.ES256)
        .sign(Es256PrivateKey.generate().toKey());
  }

  private static JsonPath list(String query) {
    return as("officer-1", "caseworker")
        .get(PATH + query)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
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

package jp.linkage.tax.assessment;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import jp.linkage.kit.staff.StaffPseudonyms;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.kit.testing.StaffTokens;
import jp.linkage.tax.Clerk;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = Clerk.AGENCY))
class AssessmentResourceTest {
  private static final String REVISIONS = "/v1/assessments/{addresseeNumber}/{year}/revisions";

  @Inject DataSource database;
  @Inject StaffPseudonyms pseudonyms;

  @Test
  void person_withoutAssessments_hasAnEmptyListAndNoZero() {
    String person = newPerson();
    Clerk.clerk()
        .get("/v1/assessments/{addresseeNumber}", person)
        .then()
        .statusCode(200)
        .body("$", hasSize(0));
    Clerk.clerk()
        .get("/v1/assessments/{addresseeNumber}/2026", person)
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("type", is("urn:linkage:problem:not-found"))
        .body("stage", is("provider"))
        .body("detail", containsString("not a tax of zero"))
        .body("traceId", notNullValue());
  }

  @ParameterizedTest
  @EnumSource(TaxStatus.class)
  void assessment_ofEveryStatus_isRecordedAndReadAsItIs(TaxStatus status) {
    String person = newPerson();
    AssessmentContent content = TestAssessments.content(status);
    correct(person, 2026, body(0, content)).statusCode(201).header("Location", endsWith("/2026"));
    var read =
        Clerk.clerk()
            .get("/v1/assessments/{addresseeNumber}/2026", person)
            .then()
            .statusCode(200)
            .body("addresseeNumber", is(person))
            .body("fiscalYear", is(2026))
            .body("revision", is(1))
            .body("taxStatus", is(status.id()))
            .body("addressOnJanuary1", is(content.address().id()))
            .body("figures.size()", is(content.figures().values().size()))
            .body("recordedBy", is(pseudonyms.of(Clerk.OFFICIAL).value()))
            .body("recordedAt", notNullValue())
            .body("importId", nullValue());
    if (status == TaxStatus.TAXED) {
      read.body("figures.municipalIncomeLevy", is(98_400))
          .body("figures.exemptedByOrdinance", is(false))
          .body("figures.salaryRevenue", nullValue());
    }
  }

  @Test
  void correction_ofAnAssessment_keepsTheHistory() {
    String person = newPerson();
    correct(person, 2026, body(0, TaxStatus.TAXED)).statusCode(201);
    var second = body(1, TaxStatus.EXEMPT);
    second.put("reason", "late-declaration");
    second.put("note", "申告書の提出により");
    correct(person, 2026, second).statusCode(201).body("revision", is(2));
    correct(person, 2026, body(2, TaxStatus.UNDECLARED)).statusCode(201);

    Clerk.clerk()
        .get("/v1/assessments/{addresseeNumber}/2026/history", person)
        .then()
        .statusCode(200)
        .body("items.revision", contains(3, 2, 1))
        .body("items.taxStatus", contains("undeclared", "exempt", "taxed"))
        .body("items[1].reason", is("late-declaration"))
        .body("items[1].note", is("申告書の提出により"))
        .body("next", nullValue());
    Clerk.clerk()
        .get("/v1/assessments/{addresseeNumber}", person)
        .then()
        .body("revision", contains(3));
  }

  @Test
  void history_readInPages_isComplete() {
    String person = newPerson();
    for (int revision = 0; revision < 5; revision++) {
      correct(person, 2026, body(revision, revision % 2 == 0 ? TaxStatus.TAXED : TaxStatus.EXEMPT))
          .statusCode(201);
    }
    List<Integer> seen = new ArrayList<>();
    String before = null;
    do {
      var request = Clerk.clerk().queryParam("limit", 2);
      if (before != null) {
        request.queryParam("before", before);
      }
      var page = request.get("/v1/assessments/{addresseeNumber}/2026/history", person).jsonPath();
      seen.addAll(page.getList("items.revision", Integer.class));
      before = page.getString("next");
    } while (before != null);
    assertEquals(List.of(5, 4, 3, 2, 1), seen);
  }

  @Test
  void years_ofAPerson_areIndependentAndTheLatestIsFirst() {
    String person = newPerson();
    correct(person, 2025, body(0, TaxStatus.EXEMPT)).statusCode(201);
    correct(person, 2026, body(0, TaxStatus.TAXED)).statusCode(201);
    correct(person, 2025, body(1, TaxStatus.TAXED)).statusCode(201);
    Clerk.clerk()
        .get("/v1/assessments/{addresseeNumber}", person)
        .then()
        .body("fiscalYear", contains(2026, 2025))
        .body("revision", contains(1, 2));
  }

  @Test
  void correction_basedOnAnOldRevision_isAConflictAndChangesNothing() {
    String person = newPerson();
    correct(person, 2026, body(0, TaxStatus.TAXED)).statusCode(201);
    correct(person, 2026, body(1, TaxStatus.EXEMPT)).statusCode(201);
    for (int wrong : List.of(0, 1, 3)) {
      correct(person, 2026, body(wrong, TaxStatus.UNDECLARED))
          .statusCode(409)
          .body("type", is("urn:linkage:problem:conflict"))
          .body("detail", startsWith("basedOnRevision: expected 2"));
    }
    Clerk.clerk()
        .get("/v1/assessments/{addresseeNumber}/2026", person)
        .then()
        .body("revision", is(2));
  }

  @Test
  void correctionsAtTheSameTime_basedOnTheSameRevision_oneIsRecorded() throws Exception {
    String person = newPerson();
    correct(person, 2026, body(0, TaxStatus.TAXED)).statusCode(201);
    try (var officials = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> attempts =
          Stream.generate(() ->
                  (Callable<Integer>)
                      () -> correct(person, 2026, body(1, TaxStatus.EXEMPT)).extract().statusCode())
              .limit(8)
              .toList();
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> attempt : officials.invokeAll(attempts)) {
        statuses.add(attempt.get());
      }
      assertEquals(1, statuses.stream().filter(status -> status == 201).count());
      assertEquals(7, statuses.stream().filter(status -> status == 409).count());
    }
    Clerk.clerk()
        .get("/v1/assessments/{addresseeNumber}/2026/history", person)
        .then()
        .body("items.revision", contains(2, 1));
  }

  @Test
  void correction_repeatedUnderItsKey_isRecordedOnceAndAnsweredAlike() {
    String person = newPerson();
    String key = UUID.randomUUID().toString();
    String first =
        correct(person, 2026, key, body(0, TaxStatus.TAXED)).statusCode(201).extract().asString();
    correct(person, 2026, body(1, TaxStatus.EXEMPT)).statusCode(201);
    String again =
        correct(person, 2026, key, body(0, TaxStatus.TAXED)).statusCode(201).extract().asString();
    assertEquals(first, again);
    Clerk.clerk()
        .get("/v1/assessments/{addresseeNumber}/2026", person)
        .then()
        .body("revision", is(2));
  }

  @Test
  void idempotencyKey_usedForAnotherCorrection_isAConflict() {
    String person = newPerson();
    String key = UUID.randomUUID().toString();
    correct(person, 2026, key, body(0, TaxStatus.TAXED)).statusCode(201);
    correct(person, 2026, key, body(1, TaxStatus.EXEMPT))
        .statusCode(409)
        .body("detail", startsWith("Idempotency-Key"));
    Clerk.as("official-2", StaffRole.CLERK)
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", key)
        .body(body(1, TaxStatus.EXEMPT))
        .post(REVISIONS, person, 2026)
        .then()
        .statusCode(201);
  }

  @Test
  void correction_withoutIdempotencyKey_isRefused() {
    Clerk.clerk()
        .contentType(ContentType.JSON)
        .body(body(0, TaxStatus.TAXED))
        .post(REVISIONS, newPerson(), 2026)
        .then()
        .statusCode(400)
        .body("detail", startsWith("Idempotency-Key: expected"));
  }

  static Stream<Map.Entry<String, Map<String, Object>>> invalid() {
    var negative = body(0, TaxStatus.TAXED);
    figures(negative).put("municipalIncomeLevy", -7_654_321);
    var text = body(0, TaxStatus.TAXED);
    figures(text).put("municipalIncomeLevy", "7654321");
    var unknown = body(0, TaxStatus.TAXED);
    figures(unknown).put("incomeLevy", 7_654_321);
    var incomplete = body(0, TaxStatus.TAXED);
    figures(incomplete).remove("municipalIncomeLevy");
    var undeclaredZero = body(0, TaxStatus.UNDECLARED);
    undeclaredZero.put("figures", Map.of("municipalIncomeLevy", 0));
    var contradiction = body(0, TaxStatus.TAXED);
    figures(contradiction).put("municipalReducedAmount", 7_654_321);
    var status = body(0, TaxStatus.TAXED);
    status.put("taxStatus", "paid");
    var reason = body(0, TaxStatus.TAXED);
    reason.put("reason", "because");
    var missing = body(0, TaxStatus.TAXED);
    missing.remove("taxStatus");
    var extra = body(0, TaxStatus.TAXED);
    extra.put("name", "x");
    var revision = body(-1, TaxStatus.TAXED);
    var note = body(0, TaxStatus.TAXED);
    note.put("note", "x".repeat(201));
    return Stream.of(
        Map.entry("$.figures.municipalIncomeLevy: expected integer yen", negative),
        Map.entry("$.figures.municipalIncomeLevy: expected integer yen", text),
        Map.entry("$.figures.incomeLevy: expected no such figure", unknown),
        Map.entry("$.figures.municipalIncomeLevy: expected integer yen", incomplete),
        Map.entry("$.figures.municipalIncomeLevy: expected nothing, not even 0", undeclaredZero),
        Map.entry("$.figures.municipalReducedAmount: expected at most", contradiction),
        Map.entry("$.taxStatus: expected one of", status),
        Map.entry("$.reason: expected initial", reason),
        Map.entry("taxStatus", missing),
        Map.entry("$.name", extra),
        Map.entry("basedOnRevision", revision),
        Map.entry("note", note));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void correction_thatIsNotValid_isRefusedWithPathAndWithoutValue(
      Map.Entry<String, Map<String, Object>> invalid) {
    String person = newPerson();
    correct(person, 2026, invalid.getValue())
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", is("urn:linkage:problem:invalid-message"))
        .body("status", is(400))
        .body("retryable", is(false))
        .body("detail", containsString(invalid.getKey()))
        .body("detail", not(containsString("7654321")));
    Clerk.clerk().get("/v1/assessments/{addresseeNumber}", person).then().body("$", hasSize(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/assessments/A_1", "/v1/assessments/A-1/26", "/v1/assessments/A-1/x/history"})
  void path_ofAnotherForm_isRefused(String path) {
    Clerk.clerk()
        .get(path)
        .then()
        .statusCode(400)
        .body("type", is("urn:linkage:problem:invalid-message"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001", "-1"})
  void limit_outOfRange_isRefused(String limit) {
    Clerk.clerk()
        .queryParam("limit", limit)
        .get("/v1/assessments/A-1/2026/history")
        .then()
        .statusCode(400)
        .body("detail", equalTo("limit: expected 1 to 1000"));
  }

  @Test
  void agencyAuditor_mayReadButNotCorrect() {
    String person = newPerson();
    correct(person, 2026, body(0, TaxStatus.TAXED)).statusCode(201);
    Clerk.as("auditor-1", StaffRole.AGENCY_AUDITOR)
        .get("/v1/assessments/{addresseeNumber}/2026", person)
        .then()
        .statusCode(200);
    Clerk.as("auditor-1", StaffRole.AGENCY_AUDITOR)
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", "k-1")
        .body(body(1, TaxStatus.EXEMPT))
        .post(REVISIONS, person, 2026)
        .then()
        .statusCode(403)
        .body("type", is("urn:linkage:problem:role-not-allowed"));
  }

  @ParameterizedTest
  @ValueSource(strings = {StaffRole.CASEWORKER, StaffRole.AUDITOR, StaffRole.OPERATOR})
  void otherRoles_mayNotRead(String role) {
    Clerk.as("somebody", role)
        .get("/v1/assessments/A-1")
        .then()
        .statusCode(403)
        .body("type", is("urn:linkage:problem:role-not-allowed"));
  }

  static Stream<String> badTokens() {
    String[] parts =
        StaffTokens.token(Clerk.AGENCY, Clerk.OFFICIAL, StaffRole.CLERK).split("\\.", -1);
    return Stream.of(
        StaffTokens.token(
            Clerk.AGENCY,
            Clerk.OFFICIAL,
            Instant.now().minus(Duration.ofHours(1)),
            StaffRole.CLERK),
        StaffTokens.token("midori-tax", Clerk.OFFICIAL, StaffRole.CLERK),
        parts[0] + "." + parts[1] + "x." + parts[2],
        parts[0] + "." + parts[1] + ".",
        "nonsense");
  }

  @ParameterizedTest
  @MethodSource("badTokens")
  void token_thatDoesNotVerify_isNotAuthenticated(String token) {
    given()
        .auth()
        .oauth2(token)
        .get("/v1/assessments/A-1")
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .body("type", is("urn:linkage:problem:not-authenticated"));
  }

  @Test
  void request_withoutToken_isNotAuthenticated() {
    given()
        .get("/v1/assessments/A-1")
        .then()
        .statusCode(401)
        .body("type", is("urn:linkage:problem:not-authenticated"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update assessment_revision set tax_status = 'exempt'",
        "delete from assessment_revision"
      })
  void revision_changedInTheDatabaseItself_isRefused(String statement) {
    correct(newPerson(), 2026, body(0, TaxStatus.TAXED)).statusCode(201);
    var refusal =
        assertThrows(
            SQLException.class,
            () -> {
              try (var connection = database.getConnection();
                  var change = connection.createStatement()) {
                change.execute(statement);
              }
            });
    assertEquals("P0001", refusal.getSQLState());
  }

  private static ValidatableResponse correct(String person, int year, Map<String, Object> body) {
    return correct(person, year, UUID.randomUUID().toString(), body);
  }

  private static ValidatableResponse correct(
      String person, int year, String key, Map<String, Object> body) {
    return Clerk.clerk()
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", key)
        .body(body)
        .post(REVISIONS, person, year)
        .then();
  }

  private static Map<String, Object> body(int basedOn, TaxStatus status) {
    return body(basedOn, TestAssessments.content(status));
  }

  private static Map<String, Object> body(int basedOn, AssessmentContent content) {
    var body = new LinkedHashMap<String, Object>();
    body.put("basedOnRevision", basedOn);
    body.put("reason", basedOn == 0 ? "initial" : "correction");
    body.put("taxStatus", content.status().id());
    body.put("addressOnJanuary1", content.address().id());
    if (!content.figures().isEmpty()) {
      body.put("figures", content.figures().toJson());
    }
    return body;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> figures(Map<String, Object> body) {
    return (Map<String, Object>) Objects.requireNonNull(body.get("figures"));
  }

  private static String newPerson() {
    return "A-" + UUID.randomUUID().toString().substring(0, 13);
  }
}

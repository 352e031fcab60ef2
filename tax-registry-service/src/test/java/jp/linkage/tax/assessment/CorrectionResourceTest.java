package jp.linkage.tax.assessment;

import static jp.linkage.tax.assessment.TestCorrections.REVISIONS;
import static jp.linkage.tax.assessment.TestCorrections.body;
import static jp.linkage.tax.assessment.TestCorrections.correct;
import static jp.linkage.tax.assessment.TestCorrections.newPerson;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.tax.Clerk;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = Clerk.AGENCY))
class CorrectionResourceTest {
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

  @SuppressWarnings("unchecked")
  private static Map<String, Object> figures(Map<String, Object> body) {
    return (Map<String, Object>) Objects.requireNonNull(body.get("figures"));
  }
}

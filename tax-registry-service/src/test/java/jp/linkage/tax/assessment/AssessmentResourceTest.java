package jp.linkage.tax.assessment;

import static jp.linkage.tax.assessment.TestCorrections.REVISIONS;
import static jp.linkage.tax.assessment.TestCorrections.body;
import static jp.linkage.tax.assessment.TestCorrections.correct;
import static jp.linkage.tax.assessment.TestCorrections.newPerson;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import jp.linkage.kit.staff.StaffPseudonyms;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.tax.Clerk;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = Clerk.AGENCY))
class AssessmentResourceTest {
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
}

package jp.linkage.welfare.application;

import static jp.linkage.welfare.application.ApplicationApi.retry;
import static jp.linkage.welfare.application.ApplicationApi.submit;
import static jp.linkage.welfare.application.ApplicationBodies.adult;
import static jp.linkage.welfare.application.ApplicationBodies.applicant;
import static jp.linkage.welfare.application.ApplicationBodies.body;
import static jp.linkage.welfare.application.ApplicationBodies.exempt;
import static jp.linkage.welfare.application.ApplicationBodies.member;
import static jp.linkage.welfare.application.ApplicationBodies.newPerson;
import static jp.linkage.welfare.application.ApplicationBodies.status;
import static jp.linkage.welfare.application.ApplicationBodies.taxed;
import static jp.linkage.welfare.application.ApplicationBodies.with;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import jp.linkage.kit.exchange.Inquiry;
import jp.linkage.kit.exchange.SubjectOutcome;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.testing.PostgresResource;
import jp.linkage.welfare.inquiry.FakeAgencies;
import jp.linkage.welfare.inquiry.FakeExchanges;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = "aoba-welfare"))
@TestProfile(FakeAgencies.class)
class ApplicationResourceTest {
  private static final Map<String, Object> AS_USUAL = Map.of();

  @Inject FakeExchanges agencies;

  @AfterEach
  void agenciesRecover() {
    agencies.recover("aoba-tax");
    agencies.recover("midori-tax");
    agencies.letExchangesLapse(false);
  }

  @Test
  void adultAlone_taxedBelowTheThreshold_isDecidedWithItsEvidence() {
    String person = newPerson();
    agencies.provide(person, taxed(2026, 42_000));
    JsonPath application =
        submit(body(adult(person), AS_USUAL))
            .statusCode(201)
            .header("Cache-Control", "no-store")
            .body("state", equalTo("decided"))
            .body("fiscalYear", equalTo(2026))
            .body("decision.monthlyCeilingYen", equalTo(9300))
            .body("decision.article", equalTo("施行令17条2号ロ"))
            .body("explanation.comparison.find { it != null }.amountYen", equalTo(42000))
            .body("explanation.comparison.find { it != null }.thresholdYen", equalTo(160000))
            .body("explanation[-1].ja", equalTo("負担上限月額は 9,300円"))
            .body("pendingReasons", empty())
            .body("inquiries", hasSize(1))
            .body("inquiries[0].provider", equalTo("aoba-tax"))
            .body("inquiries[0].subjectRelation", equalTo("applicant"))
            .body("inquiries[0].state", equalTo("answered"))
            .body("inquiries[0].log.topicId", notNullValue())
            .body("evidence[0].outcome", equalTo("provided"))
            .body("evidence[0].fields.incomeLevy", equalTo(42000))
            .body("certificatesNotNeeded[0].addresseeNumber", equalTo(person))
            .body("certificatesNotNeeded[0].fiscalYear", equalTo(2026))
            .body("certificatesNotNeeded[0].basis", equalTo("番号法22条2項"))
            .extract()
            .jsonPath();
    assertEquals(
        application.getString("inquiries[0].exchangeId"),
        application.getString("evidence[0].exchangeId"));
    assertEquals(
        application.getLong("evidence[0].requestOffset") + 1,
        application.getLong("evidence[0].releaseOffset"));

    Inquiry inquiry = agencies.askedAbout(person).getFirst();
    assertEquals("144", inquiry.basis().itemNumber().toString());
    assertEquals("2026", inquiry.subjects().getFirst().parameters().get("fiscalYear"));
    assertEquals(
        application.getString("caseReference"), inquiry.occasion().caseReference().value());
  }

  @ParameterizedTest
  @CsvSource({
    "home, 0, 9300, 施行令17条2号ロ",
    "home, 159999, 9300, 施行令17条2号ロ",
    "home, 160000, 37200, 施行令17条1号",
    "facility, 0, 37200, 施行令17条1号",
    "medical-long-term-care, 0, 37200, 施行令17条1号",
    "group-home, 0, 37200, 施行令17条1号",
    "residential-training, 0, 37200, 施行令17条1号"
  })
  void adult_taxed_byLivingArrangement(String living, long levy, int yen, String article) {
    String person = newPerson();
    agencies.provide(person, taxed(2026, levy));
    submit(body(adult(person), Map.of("livingArrangement", living)))
        .statusCode(201)
        .body("decision.monthlyCeilingYen", equalTo(yen))
        .body("decision.article", equalTo(article));
  }

  @Test
  void adult_notTaxedNorSpouse_isItem4() {
    String person = newPerson();
    String spouse = newPerson();
    agencies.provide(person, exempt(2026));
    agencies.provide(spouse, with(taxed(2026, 50_000), "exemptedByOrdinance", true));
    submit(body(adult(person), AS_USUAL, member(spouse, "spouse", true, "999018")))
        .statusCode(201)
        .body("decision.monthlyCeilingYen", equalTo(0))
        .body("decision.article", equalTo("施行令17条4号"))
        .body("certificatesNotNeeded.addresseeNumber", contains(person, spouse));
  }

  @ParameterizedTest
  @CsvSource({
    "2016-03-03, home, 279999, 4600, 施行令17条3号",
    "2016-03-03, home, 280000, 37200, 施行令17条1号",
    "2009-03-03, facility, 279999, 9300, 施行令17条2号イ",
    "2009-03-03, facility, 280000, 37200, 施行令17条1号"
  })
  void young_byHousehold(String birthDate, String living, long levy, int yen, String article) {
    String child = newPerson();
    String guardian = newPerson();
    agencies.provide(child, exempt(2026));
    agencies.provide(guardian, taxed(2026, levy));
    submit(
            body(
                applicant(child, birthDate, "999018"),
                Map.of("livingArrangement", living),
                member(guardian, "guardian", true, "999018")))
        .statusCode(201)
        .body("decision.monthlyCeilingYen", equalTo(yen))
        .body("decision.article", equalTo(article));
  }

  @Test
  void publicAssistance_isDecidedWithoutAskingAnybody() {
    String person = newPerson();
    submit(body(adult(person), Map.of("publicAssistance", "recipient")))
        .statusCode(201)
        .body("decision.monthlyCeilingYen", equalTo(0))
        .body("inquiries", empty())
        .body("evidence", empty());
    assertTrue(agencies.askedAbout(person).isEmpty());
  }

  @Test
  void mover_isAskedAboutInTheOldCity_andTheSpouseInTheOther() {
    String person = newPerson();
    String spouse = newPerson();
    agencies.provide(person, taxed(2026, 80_000));
    agencies.provide(spouse, taxed(2026, 80_000));
    submit(
            body(
                applicant(person, "1986-05-17", "999026"),
                AS_USUAL,
                member(spouse, "spouse", true, "999018")))
        .statusCode(201)
        .body("decision.monthlyCeilingYen", equalTo(37200))
        .body("inquiries.provider", contains("midori-tax", "aoba-tax"))
        .body("inquiries.subjectRelation", contains("applicant", "spouse-same-household"));
  }

  @Test
  void livedAbroad_isDecidedFromOwnRecords() {
    String person = newPerson();
    submit(body(applicant(person, "1986-05-17", "abroad"), AS_USUAL))
        .statusCode(201)
        .body("decision.article", equalTo("施行令17条2号ロ"))
        .body("evidence[0].outcome", equalTo("own-records"))
        .body("inquiries", empty())
        .body("certificatesNotNeeded", empty());
  }

  @Test
  void cityThatIsNotConnected_leavesThePaperCertificate() {
    String person = newPerson();
    submit(body(applicant(person, "1986-05-17", "999034"), AS_USUAL))
        .statusCode(201)
        .body("state", equalTo("pending"))
        .body("pendingReasons[0].code", equalTo("provider-not-connected"))
        .body("certificatesToBring[0].municipality", equalTo("999034"))
        .body("certificatesToBring[0].fiscalYear", equalTo(2026));
  }

  @Test
  void springAndSummer_askForDifferentYears() {
    String person = newPerson();
    agencies.provide(person, exempt(2025));
    submit(body(adult(person), Map.of("serviceMonth", "2026-06")))
        .body("fiscalYear", equalTo(2025))
        .body("decision.monthlyCeilingYen", equalTo(0));
    agencies.provide(person, taxed(2026, 200_000));
    submit(body(adult(person), Map.of("serviceMonth", "2026-07")))
        .body("fiscalYear", equalTo(2026))
        .body("decision.monthlyCeilingYen", equalTo(37200));
    assertEquals(
        List.of("2025", "2026"),
        agencies.askedAbout(person).stream()
            .map(inquiry -> inquiry.subjects().getFirst().parameters().get("fiscalYear"))
            .toList());
  }

  @ParameterizedTest
  @CsvSource({"undeclared, undeclared", "no-materials, no-materials"})
  void taxWithoutAmounts_isPending_thenDecidedAfterTheDeclaration(String status, String code) {
    String person = newPerson();
    agencies.provide(person, status(status));
    String id =
        submit(body(adult(person), AS_USUAL))
            .statusCode(201)
            .body("state", equalTo("pending"))
            .body("decision", nullValue())
            .body("pendingReasons.code", contains(code))
            .body("pendingReasons[0].addresseeNumber", equalTo(person))
            .body("certificatesNotNeeded", empty())
            .extract()
            .path("id");
    agencies.provide(person, taxed(2026, 10_000));
    retry(id)
        .statusCode(200)
        .body("state", equalTo("decided"))
        .body("pendingReasons", empty())
        .body("inquiries", hasSize(2))
        .body("certificatesNotNeeded", hasSize(1));
  }

  @ParameterizedTest
  @CsvSource({
    "NO_RECORD, no-record",
    "UNKNOWN_PERSON, unknown-person",
    "NOT_DISCLOSABLE, not-disclosable",
    "REFUSED, refused"
  })
  void answerWithoutRecord_isPendingWithItsReason(String outcome, String code) {
    String person = newPerson();
    agencies.say(
        person,
        switch (outcome) {
          case "NO_RECORD" -> new SubjectOutcome.NoRecord();
          case "UNKNOWN_PERSON" -> new SubjectOutcome.UnknownPerson();
          case "NOT_DISCLOSABLE" -> new SubjectOutcome.NotDisclosable();
          default -> new SubjectOutcome.Refused();
        });
    submit(body(adult(person), AS_USUAL))
        .statusCode(201)
        .body("state", equalTo("pending"))
        .body("pendingReasons.code", contains(code));
  }

  @Test
  void personWhoIsNotEnrolled_isPending() {
    submit(body(adult(newPerson()), AS_USUAL))
        .body("pendingReasons.code", contains("not-enrolled"))
        .body("inquiries[0].state", equalTo("nobody-enrolled"));
  }

  @Test
  void deferredAnswer_isTakenUpUnderTheSameExchange() {
    String person = newPerson();
    agencies.say(person, new SubjectOutcome.Deferred());
    JsonPath pending =
        submit(body(adult(person), AS_USUAL))
            .body("state", equalTo("pending"))
            .body("pendingReasons.code", contains("deferred"))
            .extract()
            .jsonPath();
    agencies.provide(person, exempt(2026));
    retry(pending.getString("id"))
        .statusCode(200)
        .body("state", equalTo("decided"))
        .body("inquiries", hasSize(1))
        .body("inquiries[0].exchangeId", equalTo(pending.getString("inquiries[0].exchangeId")));
    assertEquals(1, agencies.askedAbout(person).size(), "not asked a second time");
  }

  @Test
  void outage_isPendingWithTheProblem_andTakenUpUnderTheSameExchange() {
    String person = newPerson();
    agencies.provide(person, exempt(2026));
    agencies.fail("aoba-tax", ProblemType.AUDIT_UNAVAILABLE);
    JsonPath pending =
        submit(body(adult(person), AS_USUAL))
            .statusCode(201)
            .body("state", equalTo("pending"))
            .body("pendingReasons.code", contains("unavailable"))
            .body(
                "pendingReasons[0].problem.type", equalTo("urn:linkage:problem:audit-unavailable"))
            .body("inquiries[0].state", equalTo("unavailable"))
            .extract()
            .jsonPath();
    retry(pending.getString("id")).statusCode(200).body("state", equalTo("pending"));
    agencies.recover("aoba-tax");
    retry(pending.getString("id"))
        .body("state", equalTo("decided"))
        .body("inquiries", hasSize(1))
        .body("inquiries[0].exchangeId", equalTo(pending.getString("inquiries[0].exchangeId")));
    assertEquals(1, agencies.askedAbout(person).size());
  }

  @Test
  void exchangeThatLapsed_isAskedAnew() {
    String person = newPerson();
    agencies.say(person, new SubjectOutcome.Deferred());
    JsonPath pending = submit(body(adult(person), AS_USUAL)).extract().jsonPath();
    agencies.provide(person, exempt(2026));
    agencies.letExchangesLapse(true);
    JsonPath decided =
        retry(pending.getString("id"))
            .body("state", equalTo("decided"))
            .body("inquiries.state", contains("lapsed", "answered"))
            .extract()
            .jsonPath();
    assertNotEquals(
        decided.getString("inquiries[0].exchangeId"), decided.getString("inquiries[1].exchangeId"));
  }

  @Test
  void refusedInquiry_isPendingWithTheProblem_andAskedAnewOnRetry() {
    String person = newPerson();
    agencies.provide(person, exempt(2026));
    agencies.fail("aoba-tax", ProblemType.NOT_PERMITTED);
    String id =
        submit(body(adult(person), AS_USUAL))
            .body("pendingReasons.code", contains("refused"))
            .body("pendingReasons[0].problem.type", equalTo("urn:linkage:problem:not-permitted"))
            .extract()
            .path("id");
    agencies.recover("aoba-tax");
    retry(id).body("state", equalTo("decided")).body("inquiries", hasSize(2));
  }

  @Test
  void oneProviderDown_keepsTheOthersAnswer() {
    String person = newPerson();
    String spouse = newPerson();
    agencies.provide(person, exempt(2026));
    agencies.provide(spouse, exempt(2026));
    agencies.fail("midori-tax", ProblemType.PROVIDER_UNAVAILABLE);
    String id =
        submit(body(adult(person), AS_USUAL, member(spouse, "spouse", true, "999026")))
            .body("state", equalTo("pending"))
            .body("pendingReasons.addresseeNumber", contains(spouse))
            .body("certificatesNotNeeded.addresseeNumber", contains(person))
            .extract()
            .path("id");
    agencies.recover("midori-tax");
    retry(id).body("state", equalTo("decided"));
    assertEquals(1, agencies.askedAbout(person).size(), "the answer that came is not asked again");
  }

  @Test
  void decidedApplication_isNotInquiredAboutAgain() {
    String person = newPerson();
    agencies.provide(person, exempt(2026));
    String id = submit(body(adult(person), AS_USUAL)).extract().path("id");
    agencies.provide(person, taxed(2026, 500_000));
    retry(id).statusCode(200).body("decision.monthlyCeilingYen", equalTo(0));
    assertEquals(1, agencies.askedAbout(person).size());
  }
}

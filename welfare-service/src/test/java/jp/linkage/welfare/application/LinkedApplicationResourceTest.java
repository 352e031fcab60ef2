package jp.linkage.welfare.application;

import static io.restassured.RestAssured.given;
import static jp.linkage.protocol.manifest.TestParties.AOBA_TAX;
import static jp.linkage.protocol.manifest.TestParties.MIDORI_TAX;
import static jp.linkage.welfare.application.ApplicationApi.retry;
import static jp.linkage.welfare.application.ApplicationApi.submit;
import static jp.linkage.welfare.application.ApplicationBodies.adult;
import static jp.linkage.welfare.application.ApplicationBodies.applicant;
import static jp.linkage.welfare.application.ApplicationBodies.body;
import static jp.linkage.welfare.application.ApplicationBodies.exempt;
import static jp.linkage.welfare.application.ApplicationBodies.member;
import static jp.linkage.welfare.application.ApplicationBodies.status;
import static jp.linkage.welfare.application.ApplicationBodies.taxed;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.kit.testing.StaffTokens;
import jp.linkage.kit.testing.TestWorld;
import jp.linkage.protocol.message.AnswerItem;
import jp.linkage.protocol.message.ExchangeResponse;
import jp.linkage.protocol.message.Outcome;
import jp.linkage.protocol.problem.Problem;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.problem.Stage;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.testing.PostgresResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Applications whose inquiries run through the protocol, with other parties played by the test. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = "aoba-welfare"))
class LinkedApplicationResourceTest {
  private static final Map<String, Object> AS_USUAL = Map.of();

  /** From the resource, before each test. */
  @Nullable TestWorld world;

  private LinkedAgencies agencies;

  @BeforeEach
  void startAgencies() {
    agencies = new LinkedAgencies(Objects.requireNonNull(world));
  }

  @AfterEach
  void stopAgencies() {
    agencies.close();
  }

  @Test
  void coupleOfTwoCities_isDecided_andRecordedWithTheSameOffsets() {
    String person = agencies.enrolledPerson();
    String spouse = agencies.enrolledPerson();
    agencies.provide(AOBA_TAX, person, taxed(2026, 90_000));
    agencies.provide(MIDORI_TAX, spouse, taxed(2026, 69_999));
    JsonPath application =
        submit(body(adult(person), AS_USUAL, member(spouse, "spouse", true, "999026")))
            .statusCode(201)
            .body("state", equalTo("decided"))
            .body("decision.monthlyCeilingYen", equalTo(9300))
            .body("inquiries.provider", contains("aoba-tax", "midori-tax"))
            .body("certificatesNotNeeded.addresseeNumber", contains(person, spouse))
            .extract()
            .jsonPath();
    assertEquals(2, agencies.queries());

    JsonPath records =
        records("?caseReference=" + application.getString("caseReference"))
            .body("items", hasSize(2))
            .body("items.outcome", contains("answered", "answered"))
            .extract()
            .jsonPath();
    for (int i = 0; i < 2; i++) {
      String exchangeId = application.getString("inquiries[" + i + "].exchangeId");
      String record = "items.find { it.exchangeId == '" + exchangeId + "' }";
      String log = "inquiries[" + i + "].log";
      assertEquals(application.getString(log + ".topicId"), records.getString(record + ".topicId"));
      assertEquals(
          application.getLong(log + ".requestOffset"), records.getLong(record + ".requestOffset"));
      assertEquals(
          application.getLong(log + ".releaseOffset"), records.getLong(record + ".releaseOffset"));
    }
  }

  @Test
  void household_ofOneRelation_isOneExchange() {
    String child = agencies.enrolledPerson();
    String guardian = agencies.enrolledPerson();
    String sibling = agencies.enrolledPerson();
    agencies.provide(AOBA_TAX, child, exempt(2026));
    agencies.provide(AOBA_TAX, sibling, exempt(2026));
    agencies.provide(AOBA_TAX, guardian, taxed(2026, 279_999));
    submit(
            body(
                applicant(child, "2016-03-03", "999018"),
                AS_USUAL,
                member(guardian, "guardian", true, "999018"),
                member(sibling, "sibling", true, "999018")))
        .body("decision.monthlyCeilingYen", equalTo(4600))
        .body("inquiries.subjectRelation", contains("guardian", "same-household"))
        .body("inquiries[1].addresseeNumbers", contains(child, sibling));
    assertEquals(2, agencies.queries());
  }

  @ParameterizedTest
  @CsvSource({
    "NO_RECORD, no-record",
    "NOT_DISCLOSABLE, not-disclosable",
    "UNKNOWN_PERSON, unknown-person"
  })
  void answerWithoutRecord_isPending(Outcome outcome, String code) {
    String person = agencies.enrolledPerson();
    agencies.say(AOBA_TAX, person, outcome);
    submit(body(adult(person), AS_USUAL))
        .body("state", equalTo("pending"))
        .body("pendingReasons.code", contains(code))
        .body("inquiries[0].log", notNullValue());
  }

  @Test
  void undeclared_isPending_thenDecidedAfterTheDeclaration() {
    String person = agencies.enrolledPerson();
    agencies.provide(AOBA_TAX, person, status("undeclared"));
    String id =
        submit(body(adult(person), AS_USUAL))
            .body("pendingReasons.code", contains("undeclared"))
            .extract()
            .path("id");
    agencies.provide(AOBA_TAX, person, exempt(2026));
    retry(id).body("decision.monthlyCeilingYen", equalTo(0)).body("inquiries", hasSize(2));
  }

  @Test
  void personWhoIsNotEnrolled_isNeverSent() {
    submit(body(adult("L-1"), AS_USUAL)).body("pendingReasons.code", contains("not-enrolled"));
    assertEquals(0, agencies.queries());
  }

  @Test
  void deferredAnswer_isTakenUpUnderTheSameExchange() {
    String person = agencies.enrolledPerson();
    agencies.defer(AOBA_TAX, person);
    JsonPath pending =
        submit(body(adult(person), AS_USUAL))
            .body("pendingReasons.code", contains("deferred"))
            .extract()
            .jsonPath();
    agencies.provide(AOBA_TAX, person, exempt(2026));
    retry(pending.getString("id"))
        .body("state", equalTo("decided"))
        .body("inquiries", hasSize(1))
        .body("inquiries[0].exchangeId", equalTo(pending.getString("inquiries[0].exchangeId")));
  }

  @Test
  void noLog_leavesItPending_andTheSameExchangeGoesOnLater() {
    String person = agencies.enrolledPerson();
    agencies.provide(AOBA_TAX, person, exempt(2026));
    agencies
        .brokers()
        .failWith(
            Optional.of(
                new Problem(
                    ProblemType.AUDIT_UNAVAILABLE, Stage.AUDIT, "no log", "/linkage", "0a1b")));
    JsonPath pending =
        submit(body(adult(person), AS_USUAL))
            .statusCode(201)
            .body("pendingReasons.code", contains("unavailable"))
            .body("pendingReasons[0].problem.stage", equalTo("audit"))
            .body("evidence[0].fields", equalTo(null))
            .extract()
            .jsonPath();
    agencies.brokers().behave();
    retry(pending.getString("id"))
        .body("state", equalTo("decided"))
        .body("inquiries", hasSize(1))
        .body("inquiries[0].exchangeId", equalTo(pending.getString("inquiries[0].exchangeId")));
    assertEquals(1, agencies.queries());
  }

  @Test
  void gatewayAway_leavesItPending() {
    String person = agencies.enrolledPerson();
    agencies.provide(AOBA_TAX, person, exempt(2026));
    agencies.brokers().goAway();
    String id =
        submit(body(adult(person), AS_USUAL))
            .body("pendingReasons.code", contains("unavailable"))
            .body(
                "pendingReasons[0].problem.type",
                equalTo("urn:linkage:problem:gateway-unavailable"))
            .extract()
            .path("id");
    agencies.brokers().comeBack();
    retry(id).body("state", equalTo("decided")).body("inquiries", hasSize(1));
  }

  @Test
  void answerThatWasNotStored_isHadAgain() {
    String person = agencies.enrolledPerson();
    agencies.defer(AOBA_TAX, person);
    JsonPath pending = submit(body(adult(person), AS_USUAL)).extract().jsonPath();
    String exchangeId = pending.getString("inquiries[0].exchangeId");
    agencies.provide(AOBA_TAX, person, exempt(2026));
    // As if this process had died, and died again, after the answer came and before it was stored
    resume(exchangeId).statusCode(200).body("subjects[0].outcome", equalTo("provided"));
    resume(exchangeId).statusCode(200).body("subjects[0].outcome", equalTo("provided"));
    retry(pending.getString("id"))
        .body("state", equalTo("decided"))
        .body("inquiries.exchangeId", contains(exchangeId));
    resume(exchangeId).statusCode(409).body("type", equalTo("urn:linkage:problem:conflict"));
  }

  @Test
  void answerThatIsForgedOnItsWay_leavesItPending_andTheSameExchangeGoesOnLater() {
    String person = agencies.enrolledPerson();
    agencies.provide(AOBA_TAX, person, exempt(2026));
    agencies
        .brokers()
        .onResponse(honest ->
            new ExchangeResponse(
                List.of(AnswerItem.without(AnswerStatus.REFUSED)),
                honest.requestReceipt(),
                honest.release()));
    JsonPath pending =
        submit(body(adult(person), AS_USUAL))
            .statusCode(201)
            .body("pendingReasons.code", contains("unavailable"))
            .extract()
            .jsonPath();
    agencies.brokers().behave();
    retry(pending.getString("id"))
        .body("state", equalTo("decided"))
        .body("inquiries", hasSize(1))
        .body("inquiries[0].exchangeId", equalTo(pending.getString("inquiries[0].exchangeId")));
    assertEquals(1, agencies.queries());
  }

  @Test
  void inquiryOfItsOwn_isAnswered_andWhatTheTableForbidsIsNot() {
    String person = agencies.enrolledPerson();
    agencies.provide(AOBA_TAX, person, exempt(2026));
    String allowed =
        """
        {"provider":"aoba-tax","itemNumber":"144","affair":"disability-support-benefits",
         "procedure":"1","information":["municipal-tax"],"subjectRelation":"applicant",
         "caseReference":"own/1","subjects":[{"addresseeNumber":"%s",
         "parameters":{"fiscalYear":"2026"}}]}\
        """
            .formatted(person);
    ask(allowed)
        .statusCode(200)
        .body("status", equalTo("answered"))
        .body("subjects[0].information.municipal-tax.taxStatus", equalTo("exempt"))
        .body("log.releaseOffset", notNullValue());
    // 命令146条2号 names no municipal tax
    String forbidden =
        allowed.replace("\"procedure\":\"1\"", "\"procedure\":\"2\"").replace("own/1", "own/2");
    ask(forbidden)
        .statusCode(403)
        .body("type", equalTo("urn:linkage:problem:not-permitted"))
        .body("stage", equalTo("gateway"))
        .body("exchangeId", notNullValue());
    records("?caseReference=own/2")
        .body("items", hasSize(1))
        .body("items[0].outcome", equalTo("not-permitted"))
        .body("items[0].subjects.addresseeNumber", equalTo(List.of(person)));
    resume("019ac3d4-0000-7000-8000-000000000002").statusCode(404);
  }

  private static ValidatableResponse ask(String body) {
    return given()
        .auth()
        .oauth2(StaffTokens.token("aoba-welfare", "officer-1", "caseworker"))
        .contentType(ContentType.JSON)
        .body(body)
        .post("/v1/inquiries")
        .then();
  }

  private static ValidatableResponse resume(String exchangeId) {
    return given()
        .auth()
        .oauth2(StaffTokens.token("aoba-welfare", "officer-1", "caseworker"))
        .post("/v1/inquiries/" + exchangeId + "/resume")
        .then();
  }

  private static ValidatableResponse records(String query) {
    return given()
        .auth()
        .oauth2(StaffTokens.token("aoba-welfare", "auditor-1", "agency-auditor"))
        .get("/v1/records" + query)
        .then()
        .statusCode(200);
  }
}

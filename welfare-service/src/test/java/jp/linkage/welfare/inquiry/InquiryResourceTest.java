package jp.linkage.welfare.inquiry;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import jp.linkage.kit.exchange.Inquiry;
import jp.linkage.kit.exchange.SubjectOutcome;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.kit.testing.StaffTokens;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = "aoba-welfare"))
@TestProfile(FakeAgencies.class)
class InquiryResourceTest {
  @Inject FakeExchanges agencies;

  @AfterEach
  void agenciesRecover() {
    agencies.recover("aoba-tax");
    agencies.letExchangesLapse(false);
  }

  @Test
  void example_isAnsweredWithFieldsAndOffsets() {
    agencies.provide("W-0001", Map.of("fiscalYear", 2026L, "taxStatus", "exempt"));
    ask(InquiryResource.EXAMPLE)
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("exchangeId", matchesPattern("[0-9a-f-]{36}"))
        .body("status", equalTo("answered"))
        .body("subjects[0].addresseeNumber", equalTo("W-0001"))
        .body("subjects[0].outcome", equalTo("provided"))
        .body("subjects[0].information.municipal-tax.taxStatus", equalTo("exempt"))
        .body("log.requestOffset", notNullValue())
        .body("log.releaseOffset", notNullValue());
    Inquiry inquiry = agencies.askedAbout("W-0001").getLast();
    assertEquals("2026/0042", inquiry.occasion().caseReference().value());
    assertEquals(Map.of("fiscalYear", "2026"), inquiry.subjects().getFirst().parameters());
  }

  @Test
  void severalPersons_areOneExchange_withAnOutcomeEach() {
    agencies.provide("W-0011", Map.of("fiscalYear", 2026L, "taxStatus", "exempt"));
    agencies.say("W-0012", new SubjectOutcome.NoRecord());
    ask(InquiryResource.EXAMPLE
            .replace(
                "\"subjects\":[",
                "\"subjects\":[{\"addresseeNumber\":\"W-0011\"},{\"addresseeNumber\":\"W-0012\"},"
                    + "{\"addresseeNumber\":\"W-0013\"},")
            .replace("W-0001", "W-0014"))
        .statusCode(200)
        .body("subjects.addresseeNumber", contains("W-0011", "W-0012", "W-0013", "W-0014"))
        .body("subjects.outcome", contains("provided", "no-record", "not-enrolled", "not-enrolled"))
        .body("subjects[1].information", nullValue());
  }

  @Test
  void nobodyEnrolled_isSaidSo() {
    ask(InquiryResource.EXAMPLE.replace("W-0001", "W-0021"))
        .statusCode(200)
        .body("status", equalTo("nobody-enrolled"))
        .body("log", nullValue());
  }

  @Test
  void refusal_isHandedOnWithTheExchangeId() {
    agencies.fail("aoba-tax", ProblemType.NOT_PERMITTED);
    ask(InquiryResource.EXAMPLE)
        .statusCode(403)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:linkage:problem:not-permitted"))
        .body("exchangeId", matchesPattern("[0-9a-f-]{36}"));
  }

  @Test
  void outage_isHandedOnWithRetryAfter_andResumed() {
    agencies.provide("W-0031", Map.of("fiscalYear", 2026L, "taxStatus", "exempt"));
    agencies.fail("aoba-tax", ProblemType.GATEWAY_UNAVAILABLE);
    String exchangeId =
        ask(InquiryResource.EXAMPLE.replace("W-0001", "W-0031"))
            .statusCode(503)
            .header("Retry-After", "2")
            .body("retryable", equalTo(true))
            .extract()
            .path("exchangeId");
    agencies.recover("aoba-tax");
    resume(exchangeId)
        .statusCode(200)
        .body("exchangeId", equalTo(exchangeId))
        .body("subjects[0].outcome", equalTo("provided"));
  }

  @Test
  void deferredAnswer_isResumed() {
    agencies.say("W-0041", new SubjectOutcome.Deferred());
    String exchangeId =
        ask(InquiryResource.EXAMPLE.replace("W-0001", "W-0041"))
            .body("status", equalTo("deferred"))
            .extract()
            .path("exchangeId");
    agencies.say("W-0041", new SubjectOutcome.NotDisclosable());
    resume(exchangeId)
        .body("status", equalTo("answered"))
        .body("subjects[0].outcome", equalTo("not-disclosable"));
    agencies.letExchangesLapse(true);
    resume(exchangeId)
        .statusCode(410)
        .body("type", equalTo("urn:linkage:problem:exchange-expired"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"aoba-tax\" | \"Aoba Tax\" | $.provider",
        "\"144\" | \"x\" | $.itemNumber",
        "\"1\" | \"one\" | $.procedure",
        "[\"municipal-tax\"] | [] | $.information",
        "[\"municipal-tax\"] | [\"municipal-tax\",\"municipal-tax\"] | $.information",
        "2026/0042 | 2026 42 | $.caseReference",
        "\"W-0001\" | \"W_1\" | $.subjects[0].addresseeNumber",
        "\"2026\" | 2026 | $.subjects[0].parameters.fiscalYear",
        "\"parameters\" | \"name\":\"x\",\"parameters\" | $.subjects[0]"
      })
  void badMember_isInvalidMessageWithItsPath(String found, String replacement, String path) {
    ask(InquiryResource.EXAMPLE.replace(found, replacement))
        .statusCode(400)
        .body("type", equalTo("urn:linkage:problem:invalid-message"))
        .body("detail", containsString(path + ": expected"));
  }

  @Test
  void samePersonTwice_isRefused() {
    ask(InquiryResource.EXAMPLE.replace(
            "\"subjects\":[", "\"subjects\":[{\"addresseeNumber\":\"W-0001\"},"))
        .statusCode(400)
        .body("detail", containsString("$.subjects"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "019AC3D4-0000-7000-8000-000000000002"})
  void badExchangeId_isInvalidMessage(String exchangeId) {
    resume(exchangeId).statusCode(400).body("detail", containsString("exchangeId"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"clerk", "agency-auditor", "auditor", "operator"})
  void otherRoles_areRefused(String role) {
    given()
        .auth()
        .oauth2(StaffTokens.token("aoba-welfare", "officer-1", role))
        .contentType(ContentType.JSON)
        .body(InquiryResource.EXAMPLE)
        .post("/v1/inquiries")
        .then()
        .statusCode(403);
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
}

package jp.linkage.tax;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.kit.steps.AskedPerson;
import jp.linkage.kit.steps.BuiltInquiry;
import jp.linkage.kit.steps.OpenedAnswer;
import jp.linkage.kit.testing.LoopbackBrokers;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.kit.testing.TestAgency;
import jp.linkage.kit.testing.TestNumbers;
import jp.linkage.kit.testing.TestWorld;
import jp.linkage.protocol.manifest.TestParties;
import jp.linkage.protocol.message.AnswerPayload;
import jp.linkage.protocol.message.Outcome;
import jp.linkage.tax.assessment.AssessmentContent;
import jp.linkage.tax.assessment.TaxStatus;
import jp.linkage.tax.assessment.TestAssessments;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whole exchanges: the welfare office asks, with every proof and seal, and this service answers.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = Clerk.AGENCY))
@SuppressWarnings("NullAway.Init") // Quarkus gives the fields their values before connect()
class ExchangeTest {
  private static int lastNumber = 1000;

  private final String prefix = UUID.randomUUID().toString().substring(0, 8) + "-";

  @TestHTTPResource URI address;
  TestWorld world;
  private LoopbackBrokers brokers;
  private TestAgency welfare;

  @BeforeEach
  void connect() {
    brokers = new LoopbackBrokers(world);
    brokers.provideAt(address);
    welfare = new TestAgency(world, TestParties.AOBA_WELFARE);
  }

  @AfterEach
  void disconnect() {
    brokers.close();
  }

  @Test
  void inquiry_aboutSeveralPersons_isAnsweredWithWhatTheRowNames() {
    List<AskedPerson> asked = new ArrayList<>();
    asked.add(known("taxed", TaxStatus.TAXED));
    asked.add(known("undeclared", TaxStatus.UNDECLARED));
    asked.add(enrolled("no-record"));
    asked.add(known("hidden", TaxStatus.TAXED));
    protect("hidden", "not-disclosable");
    asked.add(unknownHere());
    BuiltInquiry inquiry = welfare.inquiry(TestParties.AOBA_TAX, asked);
    List<OpenedAnswer> answers = ask(inquiry);

    var taxed = answered(answers.get(0));
    assertEquals(Outcome.PROVIDED, taxed.outcome());
    Map<String, Object> fields = taxed.information().getFirst().fields();
    assertEquals(98_400L, fields.get("incomeLevy"));
    assertEquals(2026L, fields.get("fiscalYear"));
    assertEquals(false, fields.get("exemptedByOrdinance"));
    assertTrue(fields.keySet().stream().noneMatch(name -> name.startsWith("prefectural")));

    assertEquals(
        Map.of("taxStatus", "undeclared", "addressOnJanuary1", "municipality"),
        withoutYear(answered(answers.get(1)).information().getFirst().fields()));
    assertEquals(Outcome.NO_RECORD, answered(answers.get(2)).outcome());
    assertEquals(Outcome.NOT_DISCLOSABLE, answered(answers.get(3)).outcome());
    assertEquals(Outcome.UNKNOWN_PERSON, answered(answers.get(4)).outcome());

    Clerk.as("auditor-1", StaffRole.AGENCY_AUDITOR)
        .queryParam("addresseeNumber", prefix + "taxed")
        .get("/v1/records")
        .then()
        .statusCode(200)
        .body("items.outcome", contains("answered"))
        .body("items[0].inquirer", is("aoba-welfare"))
        .body("items[0].requestOffset", notNullValue())
        .body("items[0].providedAt", notNullValue())
        .body(
            "items[0].subjects.outcome",
            contains("provided", "provided", "no-record", "not-disclosable", "unknown-person"))
        .body("items[0].subjects[4].addresseeNumber", nullValue());
  }

  @Test
  void inquiry_aboutAPersonUnderManualRelease_isAnsweredAfterTheRelease() {
    AskedPerson person = known("waiting", TaxStatus.EXEMPT);
    protect("waiting", "manual-release");
    BuiltInquiry inquiry = welfare.inquiry(TestParties.AOBA_TAX, List.of(person));
    assertInstanceOf(OpenedAnswer.Deferred.class, ask(inquiry).getFirst());

    String id =
        Clerk.clerk()
            .queryParam("limit", 1000)
            .get("/v1/releases")
            .then()
            .statusCode(200)
            .extract()
            .path("items.find { it.addresseeNumber == '" + prefix + "waiting' }.id");
    Clerk.clerk()
        .contentType(ContentType.JSON)
        .body(Map.of("state", "released", "reason", "本人に確認済み"))
        .put("/v1/releases/{id}", id)
        .then()
        .statusCode(200);

    var answer = answered(ask(inquiry).getFirst());
    assertEquals(Outcome.PROVIDED, answer.outcome());
    assertEquals("exempt", answer.information().getFirst().fields().get("taxStatus"));
  }

  private List<OpenedAnswer> ask(BuiltInquiry inquiry) {
    return welfare.open(inquiry, brokers.exchange(welfare.sign(inquiry.request()))).items();
  }

  private static AnswerPayload answered(OpenedAnswer answer) {
    return assertInstanceOf(OpenedAnswer.Answered.class, answer).payload();
  }

  private static Map<String, Object> withoutYear(Map<String, Object> fields) {
    var others = new LinkedHashMap<>(fields);
    others.remove("fiscalYear");
    return others;
  }

  /** A person with an assessment of 2026, whom both agencies know. */
  private AskedPerson known(String name, TaxStatus status) {
    AssessmentContent content = TestAssessments.content(status);
    var body = new LinkedHashMap<String, Object>();
    body.put("basedOnRevision", 0);
    body.put("reason", "initial");
    body.put("taxStatus", content.status().id());
    body.put("addressOnJanuary1", content.address().id());
    body.put("figures", content.figures().toJson());
    Clerk.clerk()
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(body)
        .post("/v1/assessments/{addresseeNumber}/2026/revisions", prefix + name)
        .then()
        .statusCode(201);
    return enrolled(name);
  }

  /** A person whom both agencies know. */
  private AskedPerson enrolled(String name) {
    String number = newNumber();
    Clerk.clerk()
        .contentType(ContentType.JSON)
        .body(Map.of("addresseeNumber", prefix + name, "myNumber", number))
        .post("/v1/persons")
        .then()
        .statusCode(200)
        .body("outcome", is("enrolled"));
    return askedBy(number);
  }

  /** A person whom the registry knows, and this service does not. */
  private AskedPerson unknownHere() {
    return askedBy(newNumber());
  }

  private String newNumber() {
    String number = TestNumbers.numbered(++lastNumber);
    brokers.register(List.of(number));
    return number;
  }

  private AskedPerson askedBy(String number) {
    return new AskedPerson(
        welfare.enrol(brokers, List.of(number)).getFirst().orElseThrow(),
        Map.of("fiscalYear", "2026"));
  }

  private void protect(String name, String level) {
    Clerk.clerk()
        .contentType(ContentType.JSON)
        .body(Map.of("level", level, "reason", "test"))
        .put("/v1/persons/{addresseeNumber}/protection", prefix + name)
        .then()
        .statusCode(200);
  }
}

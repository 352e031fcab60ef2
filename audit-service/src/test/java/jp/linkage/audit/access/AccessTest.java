package jp.linkage.audit.access;

import static jp.linkage.audit.TestGateway.newId;
import static jp.linkage.protocol.manifest.TestParties.AOBA_TAX;
import static jp.linkage.protocol.manifest.TestParties.MIDORI_TAX;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.Auditors;
import jp.linkage.audit.Exchanges;
import jp.linkage.audit.Exchanges.Person;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestGateway.Terms;
import jp.linkage.audit.TestNumbers;
import jp.linkage.audit.database.Transactions;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/** The log followed from a member of staff, from a person, and from a record. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class AccessTest extends RunningService {
  @Inject Transactions transactions;

  TestGateway gateway;

  @Test
  void staff_accesses_everythingByThisOfficialOfThisAgency() {
    Exchanges exchanges = new Exchanges(gateway);
    Person person = exchanges.person();
    Terms terms = Terms.now().by("official-staff");
    ConversionRequest answered = exchanges.answered(AOBA_TAX, person.welfare(), terms);
    ConversionRequest denied = exchanges.denied(MIDORI_TAX, terms.id(newId()));
    ConversionRequest open =
        exchanges.asked(
            MIDORI_TAX, List.of(person.welfare(), TestNumbers.stranger()), terms.id(newId()));
    exchanges.answered(AOBA_TAX, person.welfare(), Terms.now().by("official-other"));
    String path = "/v1/staff/aoba-welfare/official-staff/";

    Auditors.auditor("a")
        .get(path + "accesses")
        .then()
        .statusCode(200)
        .body("entries.exchangeId", is(List.of(id(open), id(denied), id(answered))))
        .body("entries.outcome", is(List.of("open", "denied", "answered")));
    Response summary = Auditors.auditor("a").get(path + "summary");
    summary
        .then()
        .statusCode(200)
        .body("total.exchanges", is(3))
        .body("total.denied", is(1))
        .body("total.open", is(1))
        .body("total.providers", is(2))
        .body("total.persons", is(4))
        .body("complete", is(true));
    List<Integer> byDay = summary.path("days.counts.exchanges");
    assertEquals(3, byDay.stream().mapToInt(Integer::intValue).sum());

    // the asked agency's auditor sees what his agency was asked
    Auditors.of("midori-tax", "m")
        .get(path + "summary")
        .then()
        .body("total.exchanges", is(2))
        .body("total.denied", is(1));
    // a pseudonym is one of its agency's
    Auditors.auditor("a")
        .get("/v1/staff/aoba-tax/official-staff/summary")
        .then()
        .body("total.exchanges", is(0))
        .body("days.size()", is(0));
    Auditors.auditor("a")
        .get(path + "accesses?to=2026-01-01T00:00:00Z")
        .then()
        .body("entries.size()", is(0));
    Auditors.auditor("a").get("/v1/staff/aoba-welfare/short/summary").then().statusCode(404);
    Auditors.auditor("a")
        .get(path + "summary?limit=1")
        .then()
        .statusCode(400)
        .body("detail", containsString("only the parameters from, to"));
  }

  @Test
  void person_openedInACase_isFollowedByItsAuditorUntilItEnds() {
    Exchanges exchanges = new Exchanges(gateway);
    Person person = exchanges.person();
    Person other = exchanges.person();
    ConversionRequest both =
        exchanges.asked(AOBA_TAX, List.of(other.welfare(), person.welfare()), Terms.now());
    exchanges.released(both, AnswerStatus.REFUSED, AnswerStatus.ANSWERED);
    ConversionRequest hidden =
        exchanges.answered(MIDORI_TAX, person.welfare(), Terms.now().nonDisclosure());
    exchanges.answered(AOBA_TAX, other.welfare(), Terms.now());
    Response opened = open("follower", "{\"days\": 2}");
    String reference = opened.path("cases[0].reference");
    String caseId = opened.path("cases[0].caseId");
    assertTrue(
        Instant.parse(opened.path("cases[0].expiresAt"))
            .isBefore(Instant.now().plusSeconds(3 * 86_400)));
    assertTrue(opened.<List<?>>path("cases[0].persons").isEmpty());
    ConversionRequest reading = exchanges.read(reference, person.residents());

    Response found = Auditors.auditor("follower").get("/v1/cases/" + caseId);
    found
        .then()
        .body("cases[0].persons.size()", is(1))
        .body("cases[0].persons[0].openedBy", is("aoba-residents"))
        .body("cases[0].persons[0].exchangeId", is(id(reading)));
    String handle = found.path("cases[0].persons[0].handle");
    String path = "/v1/persons/" + handle + "/accesses";
    Response accesses = Auditors.auditor("follower").get(path);
    accesses
        .then()
        .statusCode(200)
        .body(
            "entries.type", is(List.of("VIEW", "REQUEST", "REQUEST", "ENROL", "ENROL", "REGISTER")))
        .body("entries[1].exchangeId", is(id(hidden)))
        .body("entries[2].exchangeId", is(id(both)))
        // not what was answered about others of the batch
        .body("entries[2].statuses", is(List.of("answered")));
    Auditors.auditor("follower")
        .get(path + "?limit=2&before=" + accesses.path("entries[0].leafIndex"))
        .then()
        .body("entries.exchangeId", is(List.of(id(hidden), id(both))));
    String lid = lid(handle);
    for (Response response : List.of(found, accesses, opened)) {
      assertFalse(response.asString().contains(lid), "no log pseudonym");
      assertFalse(
          response.asString().contains(Bytes.of(HexFormat.of().parseHex(lid)).text()),
          "no log pseudonym");
    }
    // each case has a handle of its own: they do not tell that it is the same person
    Response second = open("follower", "{}");
    exchanges.read(second.path("cases[0].reference"), person.residents());
    List<String> handles =
        Auditors.auditor("follower").get("/v1/cases").path("cases.persons.flatten().handle");
    assertEquals(2, handles.stream().distinct().count());

    Auditors.auditor("follower").delete("/v1/cases/" + caseId).then().statusCode(204);
    Auditors.auditor("follower").get(path).then().statusCode(404);
    Auditors.auditor("follower")
        .get("/v1/cases/" + caseId)
        .then()
        .body("cases[0].persons.size()", is(0));
    assertEquals(0, count("case_person where handle = '" + handle + "'"));
    Auditors.auditor("follower").delete("/v1/cases/" + caseId).then().statusCode(404);
    // what the office reads from then on opens nobody
    exchanges.read(reference, person.residents());
    assertEquals(0, count("case_person where case_id = '" + caseId + "'"));
  }

  @Test
  void person_ofACaseThatExpired_isForgotten() {
    Exchanges exchanges = new Exchanges(gateway);
    Person person = exchanges.person();
    Response opened = open("late", "{}");
    String reference = opened.path("cases[0].reference");
    String caseId = opened.path("cases[0].caseId");
    exchanges.read(reference, person.residents());
    String handle =
        Auditors.auditor("late").get("/v1/cases/" + caseId).path("cases[0].persons[0].handle");
    Auditors.auditor("late").get("/v1/persons/" + handle + "/accesses").then().statusCode(200);
    execute("update audit_case set expires_at = now() where case_id = '" + caseId + "'");
    Auditors.auditor("late").get("/v1/persons/" + handle + "/accesses").then().statusCode(404);
    exchanges.read(reference, person.residents());
    assertEquals(1, count("case_person where case_id = '" + caseId + "'"));
  }

  // An agency names its own cases as it likes: only a case that an auditor opened holds handles
  @Test
  void readLog_outsideOfACase_opensNobody() {
    Exchanges exchanges = new Exchanges(gateway);
    Person person = exchanges.person();
    long before = count("case_person");
    for (String reference :
        Stream.of("case-1", "audit:", "audit:1", "audit:0b6ef1a2-8f11-4c7c-9d55-3f6f1f0e2a01")
            .toList()) {
      exchanges.read(reference, person.residents());
    }
    assertEquals(before, count("case_person"));
  }

  @Test
  void cases_ofAnotherForm_areRefused() {
    for (String body : List.of("{\"days\": 0}", "{\"days\": 91}", "{\"days\": \"2\"}")) {
      Auditors.auditor("a")
          .contentType("application/json")
          .body(body)
          .post("/v1/cases")
          .then()
          .statusCode(400)
          .body("detail", containsString("$.days"));
    }
    Auditors.auditor("a").get("/v1/persons/123456789018/accesses").then().statusCode(404);
  }

  @Test
  void recipients_ofARecord_whoGotItAndNobodyElse() {
    Exchanges exchanges = new Exchanges(gateway);
    Person person = exchanges.person();
    Person other = exchanges.person();
    String from = Instant.now().minusSeconds(1).toString();
    ConversionRequest got = exchanges.answered(MIDORI_TAX, person.welfare(), Terms.now());
    ConversionRequest others = exchanges.answered(MIDORI_TAX, other.welfare(), Terms.now());
    ConversionRequest refused =
        exchanges.asked(MIDORI_TAX, List.of(other.welfare(), person.welfare()), Terms.now());
    exchanges.released(refused, AnswerStatus.ANSWERED, AnswerStatus.REFUSED);
    exchanges.asked(MIDORI_TAX, List.of(person.welfare()), Terms.now());
    exchanges.answered(AOBA_TAX, person.welfare(), Terms.now());
    Map<String, Object> question =
        Map.of("provider", "midori-tax", "information", "municipal-tax", "from", from);

    Response everybody = recipients(question);
    everybody
        .then()
        .statusCode(200)
        .body("releases.exchangeId", is(List.of(id(refused), id(others), id(got))))
        .body("releases.type.unique()", is(List.of("RELEASE")))
        .body("recipients.inquirer", is(List.of("aoba-welfare")))
        .body("recipients[0].exchanges", is(3))
        .body("recipients[0].answers", is(3))
        .body("notInTheLog", is(List.of()))
        .body("complete", is(true));
    recipients(with(question, "limit", 1))
        .then()
        .body("releases.exchangeId", is(List.of(id(refused))))
        .body("recipients[0].exchanges", is(3));

    String caseId = open("recipients", "{}").path("cases[0].caseId");
    exchanges.read("audit:" + caseId, person.residents());
    String handle =
        Auditors.auditor("recipients")
            .get("/v1/cases/" + caseId)
            .path("cases[0].persons[0].handle");
    recipients(with(question, "person", handle))
        .then()
        .statusCode(200)
        .body("releases.exchangeId", is(List.of(id(got))))
        .body("recipients[0].exchanges", is(1));
    Auditors.auditor("another")
        .contentType("application/json")
        .body(with(question, "person", handle))
        .post("/v1/recipients")
        .then()
        .statusCode(404);
    // the year is sealed between the agencies: the answer says that it was not looked at
    recipients(with(question, "fiscalYear", "2026"))
        .then()
        .body("recipients[0].exchanges", is(3))
        .body("notInTheLog", is(List.of("fiscalYear")));
    recipients(with(question, "fiscalYear", "2099"))
        .then()
        .body("recipients.size()", is(0))
        .body("releases.size()", is(0));
    recipients(with(question, "to", from)).then().statusCode(400);
    recipients(with(question, "item", "20")).then().body("releases.size()", is(0));
  }

  @Test
  void recipients_ofAnotherForm_saysWhatWasExpected() {
    wrong(Map.of("information", "municipal-tax"), "$.provider: expected a string");
    wrong(Map.of("provider", "midori-tax"), "$.information: expected a string");
    Map<String, Object> question = Map.of("provider", "midori-tax", "information", "municipal-tax");
    wrong(with(question, "provider", "MIDORI"), "$.provider: expected an agency id");
    wrong(with(question, "fiscalYear", "26"), "$.fiscalYear: expected a year");
    wrong(with(question, "from", "yesterday"), "$.from: expected an instant");
    wrong(with(question, "person", "1"), "$.person: expected a UUID");
    wrong(with(question, "limit", 501), "$.limit: expected an integer from 1 to 500");
    wrong(with(question, "number", "1"), "only members of the API description");
  }

  private static void wrong(Map<String, Object> question, String detail) {
    recipients(question).then().statusCode(400).body("detail", containsString(detail));
  }

  private static Map<String, Object> with(Map<String, Object> question, String name, Object value) {
    Map<String, Object> changed = new TreeMap<>(question);
    changed.put(name, value);
    return changed;
  }

  private static Response recipients(Map<String, Object> question) {
    return Auditors.auditor("recipients")
        .contentType("application/json")
        .body(question)
        .post("/v1/recipients");
  }

  private static Response open(String auditor, String body) {
    Response opened =
        Auditors.auditor(auditor).contentType("application/json").body(body).post("/v1/cases");
    assertEquals(201, opened.statusCode(), opened::asString);
    return opened;
  }

  private static String id(ConversionRequest request) {
    return request.header().exchangeId().toString();
  }

  private String lid(String handle) {
    return text("select encode(lid, 'hex') from case_person where handle = '" + handle + "'");
  }

  private long count(String from) {
    return Long.parseLong(text("select count(*) from " + from));
  }

  private String text(String sql) {
    return transactions.read(connection -> {
      try (var statement = connection.createStatement();
          var row = statement.executeQuery(sql)) {
        row.next();
        return row.getString(1);
      }
    });
  }

  private void execute(String sql) {
    transactions.inTransaction(connection -> {
      try (var statement = connection.createStatement()) {
        return statement.executeUpdate(sql);
      }
    });
  }
}

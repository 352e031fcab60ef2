package jp.linkage.audit.flag;

import static jp.linkage.protocol.manifest.TestParties.AOBA_TAX;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.Auditors;
import jp.linkage.audit.Exchanges;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestGateway.Terms;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.Waiting;
import jp.linkage.audit.period.PeriodKeys;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.ViewDetails;
import jp.linkage.protocol.receipt.ViewRecord;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/** Who sees flags, and who decides: everything here is off-hours, and every office is new. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class FlagResourceTest extends RunningService {
  @Inject PeriodKeys periodKeys;

  TestGateway gateway;
  EmbeddedKafka kafka;

  private static RequestSpecification all() {
    return Auditors.auditor("central");
  }

  private static RequestSpecification asker() {
    return Auditors.of("aoba-welfare", "asker");
  }

  private static RequestSpecification asked() {
    return Auditors.of("aoba-tax", "asked");
  }

  private static RequestSpecification foreign() {
    return Auditors.of("midori-tax", "foreign");
  }

  /** An exchange outside office hours, by a new office; its two flags. */
  private record Flagged(String exchange, String offHours, String firstTime) {}

  private Flagged flagged(String official) {
    Exchanges exchanges = new Exchanges(gateway);
    ConversionRequest request =
        exchanges.answered(
            AOBA_TAX,
            exchanges.person().welfare(),
            Terms.now().by(official).ofOffice("office of " + official));
    String exchange = request.header().exchangeId().toString();
    String flags = "/v1/flags?exchangeId=" + exchange;
    Waiting.until("two flags", () -> all().get(flags).<List<Object>>path("flags").size() == 2);
    return new Flagged(
        exchange,
        all().get(flags + "&rule=off-hours").path("flags[0].flagId"),
        all().get(flags + "&rule=first-time-pair").path("flags[0].flagId"));
  }

  @Test
  void flag_outsideOfficeHours_saysWhoAndWhen() {
    Flagged it = flagged("night-official");
    Response flag = all().get("/v1/flags/" + it.offHours());
    flag.then()
        .statusCode(200)
        .body("flag.rule", is("off-hours"))
        .body("flag.staff", is("night-official"))
        .body("flag.agency", is("aoba-welfare"))
        .body("flag.provider", nullValue())
        .body("flag.observed", is(1))
        .body("flag.explanation", containsString("outside office hours (a day off): 1 of 1"))
        .body("flag.configuration.version", is("always-closed"))
        .body("evidence.exchangeId", is(List.of(it.exchange())))
        .body("view.leafIndex", notNullValue());
    all()
        .get("/v1/flags/" + it.firstTime())
        .then()
        .body("flag.organisation", is("office of night-official"))
        .body("flag.staff", nullValue())
        .body("flag.provider", is("aoba-tax"));
  }

  // An agency's auditor sees what the agency asked, and what is between it and one other
  @Test
  void flags_ofOthers_areNotThereInWhateverWayOneLooks() {
    Flagged it = flagged("scope-official");
    String search = "exchangeId=" + it.exchange();
    assertEquals(2, number(FlagResourceTest::all, search));
    assertEquals(2, number(FlagResourceTest::asker, search));
    assertEquals(1, number(FlagResourceTest::asked, search));
    assertEquals(0, number(FlagResourceTest::foreign, search));
    assertEquals(0, number(FlagResourceTest::asked, "staff=scope-official"));
    // what an office of aoba-welfare first asked of midori-tax is between the two
    assertEquals(0, number(FlagResourceTest::foreign, "agency=aoba-welfare&rule=off-hours"));
    for (String flag : List.of(it.offHours(), it.firstTime())) {
      asker().get("/v1/flags/" + flag).then().statusCode(200).body("settings", nullValue());
      foreign().get("/v1/flags/" + flag).then().statusCode(404);
      decide(foreign(), flag, "dismissed", 1).then().statusCode(404);
    }
    asked().get("/v1/flags/" + it.firstTime()).then().statusCode(200);
    asked().get("/v1/flags/" + it.offHours()).then().statusCode(404);
    decide(asked(), it.offHours(), "dismissed", 1).then().statusCode(404);
    // who is asked looks on; who asks explains
    decide(asked(), it.firstTime(), "dismissed", 1).then().statusCode(403);
    all().get("/v1/flags/" + it.firstTime()).then().body("flag.state", is("open"));
  }

  private static int number(Supplier<RequestSpecification> auditor, String search) {
    Response flags = auditor.get().get("/v1/flags?" + search);
    assertEquals(200, flags.statusCode(), flags::asString);
    int number = flags.<List<Object>>path("flags").size();
    Response facets = auditor.get().get("/v1/flags/facets?" + search);
    assertEquals(200, facets.statusCode(), facets::asString);
    assertEquals(number, facets.<Integer>path("counted"));
    return number;
  }

  @Test
  void dismissal_withoutAReason_changesAndRecordsNothing() {
    Flagged it = flagged("unexplained-official");
    long before = TestLog.end(kafka);
    decide(Auditors.withoutReason("central"), it.offHours(), "dismissed", 1)
        .then()
        .statusCode(400)
        .body("detail", containsString("header.Linkage-Reason"));
    decide(all(), it.offHours(), "closed", 1)
        .then()
        .statusCode(400)
        .body("detail", containsString("$.state"));
    all()
        .contentType("application/json")
        .body(Map.of("state", "dismissed"))
        .post("/v1/flags/" + it.offHours() + "/decisions")
        .then()
        .statusCode(400)
        .body("detail", containsString("$.version"));
    assertEquals(before, TestLog.end(kafka));
    all()
        .get("/v1/flags/" + it.offHours())
        .then()
        .body("flag.state", is("open"))
        .body("flag.version", is(1));
  }

  @Test
  void dismissal_withAReason_isKeptAndIsARecordOfTheLog() {
    Flagged it = flagged("excused-official");
    Response dismissed = decide(asker(), it.offHours(), "dismissed", 1);
    dismissed
        .then()
        .statusCode(200)
        .body("flag.state", is("dismissed"))
        .body("flag.version", is(2))
        .body("history.size()", is(1))
        .body("history[0].state", is("dismissed"))
        .body("history[0].agency", is("aoba-welfare"))
        .body("history[0].reason", is(Auditors.REASON))
        .body("history[0].observed", is(1))
        .body("history[0].leafIndex", is(dismissed.<Integer>path("view.leafIndex")));
    ViewRecord record =
        assertInstanceOf(
            ViewRecord.class,
            LogRecord.parse(TestLog.leaves(kafka).get(dismissed.<Integer>path("view.leafIndex"))));
    ViewDetails opened = periodKeys.find(record.period()).orElseThrow().open(record);
    assertEquals("decide-flag", opened.query().operation());
    assertEquals(
        Map.of("flag", it.offHours(), "state", "dismissed", "version", "1"),
        opened.query().parameters());
    assertEquals(Auditors.REASON, opened.reason().text());
    assertEquals(dismissed.path("history[0].auditor"), opened.auditor().value());
    // who looked at the version before has not seen this decision
    decide(all(), it.offHours(), "confirmed", 1)
        .then()
        .statusCode(409)
        .body("type", is("urn:linkage:problem:conflict"))
        .body("detail", containsString("current version is 2"));
    decide(asker(), it.offHours(), "open", 2)
        .then()
        .statusCode(200)
        .body("flag.state", is("open"))
        .body("history.state", is(List.of("dismissed", "open")));
  }

  // An agency does not overrule who audits all of them, nor read why he decided
  @Test
  void decision_ofAnAuditorOfAll_isTheLastWord() {
    Flagged it = flagged("suspected-official");
    decide(asker(), it.offHours(), "dismissed", 1).then().statusCode(200);
    decide(all(), it.offHours(), "confirmed", 2)
        .then()
        .statusCode(200)
        .body("history.reason", everyItem(is(Auditors.REASON)));
    decide(asker(), it.offHours(), "dismissed", 3)
        .then()
        .statusCode(403)
        .body("type", is("urn:linkage:problem:role-not-allowed"));
    asker()
        .get("/v1/flags/" + it.offHours())
        .then()
        .body("flag.state", is("confirmed"))
        .body("history[0].reason", is(Auditors.REASON))
        .body("history[1].state", is("confirmed"))
        .body("history[1].reason", nullValue());
  }

  @Test
  void pages_ofFlags_neitherRepeatNorHideOne() {
    Flagged first = flagged("page-official-1");
    Flagged second = flagged("page-official-2");
    Response page = all().get("/v1/flags?limit=1");
    page.then().statusCode(200).body("flags.size()", is(1));
    int number = page.path("flags[0].number");
    assertEquals(number, page.<Integer>path("next"));
    Response rest = all().get("/v1/flags?limit=500&before=" + number);
    List<String> ids = rest.path("flags.flagId");
    assertFalse(ids.contains(page.<String>path("flags[0].flagId")));
    assertTrue(ids.contains(first.offHours()) && ids.contains(first.firstTime()));
    assertNotEquals(first.offHours(), second.offHours());
    all()
        .get("/v1/flags?state=open&severity=medium&rule=off-hours&staff=page-official-1")
        .then()
        .body("flags.flagId", is(List.of(first.offHours())));
    all()
        .get("/v1/flags?staff=page-official-1&to=2026-01-01T00:00:00Z")
        .then()
        .statusCode(200)
        .body("flags", is(List.of()));
    for (String wrong :
        List.of("rule=unusual", "state=closed", "severity=9", "outcome=open", "from=today")) {
      all().get("/v1/flags?" + wrong).then().statusCode(400);
    }
  }

  @Test
  void facets_ofFlags_haveTheSearchBehindThem() {
    flagged("facet-official");
    all()
        .get("/v1/flags/facets?staff=facet-official")
        .then()
        .statusCode(200)
        .body("counted", is(1))
        .body("complete", is(true))
        .body("facets.name", is(List.of("rule", "severity", "state", "agency", "staff")))
        .body("facets[0].values[0].conditions", is(Map.of("rule", "off-hours")))
        .body("facets[0].values[0].count", is(1))
        .body(
            "facets[4].values[0].conditions",
            is(Map.of("agency", "aoba-welfare", "staff", "facet-official")));
  }

  private static Response decide(
      RequestSpecification auditor, String flag, String state, int version) {
    return auditor
        .contentType("application/json")
        .body(Map.of("state", state, "version", version))
        .post("/v1/flags/" + flag + "/decisions");
  }
}

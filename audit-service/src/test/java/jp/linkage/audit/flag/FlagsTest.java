package jp.linkage.audit.flag;

import static jp.linkage.protocol.manifest.TestParties.AOBA_TAX;
import static jp.linkage.protocol.manifest.TestParties.AOBA_WELFARE;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.Auditors;
import jp.linkage.audit.Exchanges;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestGateway.Terms;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.TestNumbers;
import jp.linkage.audit.Waiting;
import jp.linkage.audit.database.Transactions;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/** From exchanges to flags, under {@link OpenOfficeResource}. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
@QuarkusTestResource(value = OpenOfficeResource.class, restrictToAnnotatedClass = true)
class FlagsTest extends RunningService {
  @Inject Transactions transactions;

  TestGateway gateway;
  EmbeddedKafka kafka;

  @Test
  void flags_afterAnUsualDay_none() throws InterruptedException {
    Exchanges exchanges = new Exchanges(gateway);
    List<ConversionRequest> day = new ArrayList<>();
    for (String official : List.of("usual-official-1", "usual-official-2")) {
      Exchanges.Person person = exchanges.person();
      day.add(exchanges.denied(AOBA_TAX, Terms.now().by(official)));
      day.add(exchanges.answered(AOBA_TAX, person.welfare(), Terms.now().by(official)));
      day.add(exchanges.answered(AOBA_TAX, person.welfare(), Terms.now().by(official)));
      day.add(exchanges.read("usual-case", person.residents()));
    }
    // until an answer would be overdue
    Thread.sleep(3_500);
    exchanges.person();
    awaitLooked();
    for (ConversionRequest exchange : day) {
      flags("exchangeId=" + exchange.header().exchangeId()).then().body("flags", is(List.of()));
    }
    flags("staff=usual-official-1").then().body("flags", is(List.of()));
  }

  @Test
  void bulk_fromTheThresholdOn_flaggedWithItsNumbers() {
    asked(4, "bulk-official-4");
    ConversionRequest request = asked(5, "bulk-official-5");
    Response flags = await("staff=bulk-official-5&rule=bulk");
    flags
        .then()
        .body("flags.size()", is(1))
        .body("flags[0].severity", is("high"))
        .body("flags[0].state", is("open"))
        .body("flags[0].agency", is("aoba-welfare"))
        .body("flags[0].observed", is(5))
        .body("flags[0].threshold", is(5))
        .body("flags[0].exchanges", is(1))
        .body("flags[0].explanation", containsString(": 5 (exchanges: 1)"))
        .body("flags[0].configuration.version", is("open-office"));
    one(flags.path("flags[0].flagId"))
        .then()
        .body("evidence.exchangeId", is(List.of(request.header().exchangeId().toString())))
        .body("history", is(List.of()))
        .body("settings", containsString("bulk.persons-per-hour = 5"));
    awaitLooked();
    flags("staff=bulk-official-4").then().body("flags", is(List.of()));
  }

  // Machines ask in bulk; who is listed is seen by the other rules only
  @Test
  void bulk_ofABatchAccount_none() {
    asked(6, "nightly-run");
    awaitLooked();
    flags("staff=nightly-run").then().body("flags", is(List.of()));
  }

  @Test
  void deniedThenAnswered_sameOfficial_flaggedWithAllOfIt() {
    Exchanges exchanges = new Exchanges(gateway);
    PersonToken person = exchanges.person().welfare();
    Terms first = Terms.now().by("trying-official");
    exchanges.denied(AOBA_TAX, first);
    exchanges.denied(AOBA_TAX, Terms.now().by("trying-official"));
    // others' success does not count
    exchanges.answered(AOBA_TAX, person, Terms.now().by("another-official"));
    ConversionRequest unanswered =
        exchanges.asked(AOBA_TAX, List.of(person), Terms.now().by("trying-official"));
    awaitLooked();
    flags("rule=denied-then-success&staff=trying-official").then().body("flags", is(List.of()));
    exchanges.released(unanswered, AnswerStatus.ANSWERED);
    Response flags = await("rule=denied-then-success&staff=trying-official");
    flags.then().body("flags[0].observed", is(2)).body("flags[0].exchanges", is(3));
    one(flags.path("flags[0].flagId"))
        .then()
        .body("evidence.size()", is(3))
        .body("evidence.exchangeId", hasItem(first.id().toString()))
        .body("evidence.exchangeId", hasItem(unanswered.header().exchangeId().toString()));
    flags("rule=denied-then-success&staff=another-official").then().body("flags", is(List.of()));
  }

  @Test
  void request_withoutRelease_flaggedWhenTheLogHasComeSoFar() throws InterruptedException {
    Exchanges exchanges = new Exchanges(gateway);
    PersonToken person = exchanges.person().welfare();
    ConversionRequest open = exchanges.asked(AOBA_TAX, List.of(person), Terms.now());
    ConversionRequest answered = exchanges.answered(AOBA_TAX, person, Terms.now());
    awaitLooked();
    String flagged = "rule=request-without-release&exchangeId=";
    flags(flagged + open.header().exchangeId()).then().body("flags", is(List.of()));
    Thread.sleep(3_100);
    Response flags = await(flagged + open.header().exchangeId());
    flags
        .then()
        .body("flags[0].agency", is("aoba-welfare"))
        .body("flags[0].provider", is("aoba-tax"))
        .body("flags[0].staff", nullValue());
    flags(flagged + answered.header().exchangeId()).then().body("flags", is(List.of()));
  }

  // The one row of earlier days that no test can live through is written as the service would
  @Test
  void persons_farOverTheOwnMedian_flaggedWithTheMedian() {
    for (int day = 1; day <= 3; day++) {
      change(
          "insert into flag_official_day values ('aoba-welfare', 'median-official',"
              + " (now() at time zone 'Asia/Tokyo')::date - "
              + day
              + ", 1, "
              + day % 2
              + ", 0, 0)");
    }
    asked(4, "median-official");
    await("staff=median-official")
        .then()
        .body("flags.rule", is(List.of("over-own-median")))
        .body("flags[0].observed", is(4))
        .body("flags[0].threshold", is(4))
        .body("flags[0].ownMedian", is(1.0f));
  }

  @Test
  void person_askedAboutByManyOfficials_flaggedWithoutThePerson() {
    Exchanges exchanges = new Exchanges(gateway);
    PersonToken person = exchanges.person().welfare();
    List<String> ids = new ArrayList<>();
    for (String official : List.of("curious-official-1", "curious-official-2")) {
      ids.add(id(exchanges.answered(AOBA_TAX, person, Terms.now().by(official))));
    }
    awaitLooked();
    flags("exchangeId=" + ids.getFirst()).then().body("flags", is(List.of()));
    // about somebody else
    exchanges.answered(
        AOBA_TAX, exchanges.person().welfare(), Terms.now().by("curious-official-3"));
    awaitLooked();
    flags("exchangeId=" + ids.getFirst()).then().body("flags", is(List.of()));
    ids.add(id(exchanges.answered(AOBA_TAX, person, Terms.now().by("curious-official-3"))));
    Response flags = await("rule=repeated-person&exchangeId=" + ids.getFirst());
    flags
        .then()
        .body("flags.size()", is(1))
        .body("flags[0].agency", is("aoba-welfare"))
        .body("flags[0].staff", nullValue())
        .body("flags[0].observed", is(3));
    Response one = one(flags.path("flags[0].flagId"));
    one.then().body("evidence.exchangeId", is(ids));
    String lid =
        text(
            "select encode(lid, 'hex') from entry_subject join entry using (leaf_index)"
                + " where exchange_id = '"
                + ids.getFirst()
                + "' limit 1");
    assertFalse(one.asString().contains(lid));
    assertFalse(one.asString().contains(Bytes.of(HexFormat.of().parseHex(lid)).text()));
    assertEquals("0", text("select count(*)::text from flag f where f::text like '%" + lid + "%'"));
  }

  // What is found again is the same flag, and what was decided about it stays
  @Test
  void flags_whenEverythingIsReadAgain_areTheSameWithTheirDecisions() {
    asked(5, "again-official");
    Response flags = await("staff=again-official&rule=bulk");
    decide(flags.path("flags[0].flagId"), "dismissed", 1).then().statusCode(200);
    awaitLooked();
    List<String> before = rows();

    change("select rebuild_projection()");
    awaitLooked();
    assertEquals(before, rows());

    change("select reevaluate_flags()");
    awaitLooked();
    Waiting.until("looked at everything again", () -> looked() >= TestLog.end(kafka));
    assertEquals(before, rows());
    flags("staff=again-official")
        .then()
        .body("flags.size()", is(1))
        .body("flags[0].state", is("dismissed"));
  }

  // What was dismissed for little is not dismissed for much
  @Test
  void dismissedFlag_thatDoubles_opensAgain() {
    asked(5, "growing-official");
    String id = await("staff=growing-official").path("flags[0].flagId");
    decide(id, "dismissed", 1).then().statusCode(200).body("flag.version", is(2));
    asked(4, "growing-official");
    awaitLooked();
    one(id)
        .then()
        .body("flag.state", is("dismissed"))
        .body("flag.observed", is(9))
        .body("flag.version", is(2));
    asked(1, "growing-official");
    awaitLooked();
    one(id)
        .then()
        .body("flag.state", is("open"))
        .body("flag.observed", is(10))
        .body("flag.version", is(3))
        .body("history.state", is(List.of("dismissed", "open")))
        .body("history[1].auditor", nullValue())
        .body(
            "history[1].reason",
            is("Opened again by the service: observed 10, when it was dismissed 5."));
    // who looked at the smaller one decides about nothing
    decide(id, "dismissed", 2).then().statusCode(409);
  }

  private ConversionRequest asked(int persons, String official) {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < persons; i++) {
      numbers.add(TestNumbers.next());
    }
    gateway.register(numbers);
    List<PersonToken> tokens = gateway.enrol(AOBA_WELFARE, numbers);
    return new Exchanges(gateway).asked(AOBA_TAX, tokens, Terms.now().by(official));
  }

  private static String id(ConversionRequest request) {
    return request.header().exchangeId().toString();
  }

  private static Response flags(String query) {
    Response flags = Auditors.auditor("watcher").get("/v1/flags?" + query);
    assertEquals(200, flags.statusCode(), flags::asString);
    return flags;
  }

  /** The first answer that has a flag; each question moves the log's time on. */
  private static Response await(String query) {
    List<Response> last = new ArrayList<>();
    Waiting.until(
        "a flag of " + query,
        () -> {
          last.add(flags(query));
          return !last.getLast().<List<Object>>path("flags").isEmpty();
        });
    return last.getLast();
  }

  private static Response one(String id) {
    Response one = Auditors.auditor("watcher").get("/v1/flags/" + id);
    assertEquals(200, one.statusCode(), one::asString);
    return one;
  }

  private static Response decide(String id, String state, int version) {
    return Auditors.auditor("watcher")
        .contentType("application/json")
        .body(Map.of("state", state, "version", version))
        .post("/v1/flags/" + id + "/decisions");
  }

  private void awaitLooked() {
    long end = TestLog.end(kafka);
    Waiting.until("looked at", () -> looked() >= end && projected() >= end);
  }

  private long looked() {
    return Long.parseLong(text("select next_leaf::text from flag_cursor"));
  }

  private long projected() {
    return Long.parseLong(text("select next_offset::text from log_state"));
  }

  /** All flags, with what they rest on and what was decided, but for the time of their change. */
  private List<String> rows() {
    List<String> rows = new ArrayList<>();
    // overdue requests become more while time passes
    rows.addAll(
        texts(
            "select (to_jsonb(f) - 'changed_at')::text from flag f"
                + " where rule <> 'request-without-release' order by number"));
    rows.addAll(
        texts(
            "select e::text from flag_evidence e join flag using (flag_id)"
                + " where rule <> 'request-without-release' order by flag_id, leaf_index"));
    rows.addAll(texts("select d::text from flag_decision d order by flag_id, version"));
    return rows;
  }

  private String text(String sql) {
    return texts(sql).getFirst();
  }

  private List<String> texts(String sql) {
    return transactions.read(connection -> {
      List<String> found = new ArrayList<>();
      try (var statement = connection.createStatement();
          var row = statement.executeQuery(sql)) {
        while (row.next()) {
          found.add(String.valueOf(row.getString(1)));
        }
      }
      return found;
    });
  }

  private void change(String sql) {
    transactions.inTransaction(connection -> {
      try (var statement = connection.createStatement()) {
        return statement.execute(sql);
      }
    });
  }
}

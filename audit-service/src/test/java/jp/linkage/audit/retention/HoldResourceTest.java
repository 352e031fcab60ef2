package jp.linkage.audit.retention;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.Auditors;
import jp.linkage.audit.OutsideReader;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.retention.OldExchanges.Old;
import jp.linkage.protocol.evidence.VerifyEvidence;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.receipt.RecordType;
import jp.linkage.protocol.tlog.audit.LogReport;
import jp.linkage.protocol.tlog.audit.LogTrust;
import jp.linkage.protocol.tlog.audit.VerifyLog;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/** Holds, and what they keep when the key of a month goes. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
@SuppressWarnings("NullAway.Init") // Quarkus gives the fields their values before the tests
class HoldResourceTest extends RunningService {
  private static final Duration LATER = Duration.ofMinutes(6);

  @Inject DestroyKeys destroyKeys;
  @Inject OldExchanges old;
  @Inject Database database;

  TestGateway gateway;
  EmbeddedKafka kafka;
  Manifest manifest;

  @Test
  void hold_onAnExchange_keepsThisExchangeAloneUntilItIsReleased() throws IOException {
    Instant then = Instant.parse("2017-03-10T10:00:00Z");
    Old held = old.answered(gateway, "held-1", then, then.plusSeconds(5));
    Old other = old.answered(gateway, "other-1", then, then.plusSeconds(5));
    old.auditorsCase("decided-1", then.minus(Duration.ofDays(365)));
    awaitProjected();
    String hold = placed("exchangeId", held.id().toString());
    decided("staff-held-1", "auditor-decided-1", "reason-decided-1");

    destroyKeys.run(Instant.now());
    destroyKeys.run(Instant.now().plus(LATER));
    rebuild();

    String dump = database.dump();
    other.secrets().forEach(secret -> assertFalse(dump.contains(secret), secret));
    OldExchanges.secretsOfCase("decided-1")
        .forEach(secret -> assertFalse(dump.contains(secret), secret));
    assertEquals(
        "dismissed",
        database.text(
            "select d.state from flag f join flag_decision d using (flag_id)"
                + " where f.staff = 'staff-held-1' and d.auditor is null and d.reason is null"));
    shown(held)
        .then()
        .body("records.entry.state", is(List.of("valid", "valid")))
        .body("records[0].entry.staff", is("staff-held-1"))
        .body("records[0].entry.outcome", is("answered"));
    shown(other)
        .then()
        .body("records.entry.state", is(List.of("shredded", "shredded")))
        .body("records[0].entry.staff", nullValue());
    assertEquals(1, subjects(held));
    assertEquals(0, subjects(other));
    report()
        .then()
        .body("months.find { it.month == '2017-03' }.key", is("destroyed"))
        .body("months.find { it.month == '2017-03' }.shreddedRecords", is(2))
        .body("months.find { it.month == '2017-03' }.heldRecords", is(2));
    assertEquals(
        "null", database.text("select wrapped::text from period_key where period = '2017-03'"));

    // one bundle with both: it holds, and says of which nothing can be opened any more
    Map<String, byte[]> files = bundle(held, other);
    assertTrue(files.containsKey("entries/" + held.request().offset() + ".opening.json"));
    assertTrue(files.containsKey("entries/" + held.release().offset() + ".opening.json"));
    assertFalse(files.containsKey("entries/" + other.request().offset() + ".opening.json"));
    assertTrue(files.containsKey("entries/" + other.request().offset() + ".receipt.json"));
    List<String> summary =
        new String(files.get("summary.txt"), StandardCharsets.UTF_8).lines().toList();
    assertEquals(
        2,
        summary.stream()
            .filter(line -> line.contains("opening destroyed with the key of its month"))
            .filter(line -> line.contains(other.id().toString()))
            .count());
    assertEquals(2, summary.stream().filter(line -> line.contains("destroyed")).count());

    released(hold);
    destroyKeys.run(Instant.now().plus(LATER));
    String after = database.dump();
    held.secrets().forEach(secret -> assertFalse(after.contains(secret), secret));
    assertEquals(0, subjects(held));
    assertEquals(0, database.number("select count(*) from flag where staff = 'staff-held-1'"));
    assertEquals(0, database.number("select count(*) from held_opening where period = '2017-03'"));
    report()
        .then()
        .body("months.find { it.month == '2017-03' }.shreddedRecords", is(4))
        .body("months.find { it.month == '2017-03' }.heldRecords", is(0));
    List<String> rows = projected();
    rebuild();
    assertEquals(rows, database.projection());
    assertFalse(bundle(held, other).keySet().stream().anyMatch(name -> name.contains("opening")));
  }

  // Nobody but who verifies everything reads all of it
  @Test
  void log_withDestroyedMonths_verifiesAsAWhole() throws IOException {
    Instant then = Instant.parse("2017-04-10T10:00:00Z");
    old.answered(gateway, "whole-1", then, then);
    awaitProjected();
    destroyKeys.run(Instant.now());
    awaitProjected();
    LogReport report =
        new VerifyLog(
                (path, _) -> {
                  Response answer = Auditors.auditor("verifier").get("/log/v1/" + path);
                  return answer.statusCode() == 404
                      ? Optional.empty()
                      : Optional.of(answer.then().statusCode(200).extract().asByteArray());
                },
                LogTrust.of(new OutsideReader(manifest).policy()),
                (_, _) -> {})
            .whole();
    assertTrue(report.holds(), report::toString);
    assertTrue(report.records().containsKey(RecordType.KEY), report::toString);
  }

  @Test
  void hold_underAnother_keepsUntilBothAreReleased() {
    Instant then = Instant.parse("2017-05-10T10:00:00Z");
    Old held = old.answered(gateway, "twice-1", then, then);
    awaitProjected();
    String first = placed("exchangeId", held.id().toString());
    destroyKeys.run(Instant.now());
    // what is held can still be held for somebody else
    String second = placed("exchangeId", held.id().toString());
    released(first);
    destroyKeys.run(Instant.now().plus(LATER));
    shown(held).then().body("records[0].entry.staff", is("staff-twice-1"));
    released(second);
    destroyKeys.run(Instant.now().plus(LATER));
    shown(held).then().body("records[0].entry.staff", nullValue());
  }

  @Test
  void hold_onAMonth_keepsItsKeyUntilItIsReleased() {
    Instant then = Instant.parse("2017-06-10T10:00:00Z");
    Old exchange = old.answered(gateway, "month-1", then, then);
    awaitProjected();
    String hold = placed("month", "2017-06");
    destroyKeys.run(Instant.now());
    shown(exchange).then().body("records[0].entry.staff", is("staff-month-1"));
    report().then().body("months.find { it.month == '2017-06' }.key", is("held"));

    released(hold);
    destroyKeys.run(Instant.now());
    shown(exchange).then().body("records[0].entry.staff", nullValue());
    report().then().body("months.find { it.month == '2017-06' }.key", is("destroyed"));
  }

  @Test
  void hold_onACase_keepsWhoOpenedItAndWhy() {
    Instant then = Instant.parse("2017-07-10T10:00:00Z");
    UUID held = old.auditorsCase("case-held", then);
    UUID other = old.auditorsCase("case-other", then);
    awaitProjected();
    String hold = placed("caseId", held.toString());
    destroyKeys.run(Instant.now());
    String dump = database.dump();
    assertTrue(dump.contains("reason-case-held"));
    assertFalse(dump.contains("reason-case-other"));
    assertEquals(1, cases(held));
    assertEquals(0, cases(other));
    released(hold);
    destroyKeys.run(Instant.now().plus(LATER));
    assertFalse(database.dump().contains("reason-case-held"));
    assertEquals(0, cases(held));
  }

  @Test
  void hold_onWhatIsGoneOrWasNever_isRefused() {
    Instant then = Instant.parse("2017-08-10T10:00:00Z");
    Old gone = old.answered(gateway, "gone-1", then, then);
    awaitProjected();
    destroyKeys.run(Instant.now());
    place("exchangeId", gone.id().toString())
        .then()
        .statusCode(409)
        .body("type", is("urn:linkage:problem:conflict"));
    place("month", "2017-08").then().statusCode(409);
    place("month", "1871-01").then().statusCode(404);
    place("exchangeId", TestGateway.newId().toString()).then().statusCode(404);
    place("caseId", UUID.randomUUID().toString()).then().statusCode(404);
    Auditors.auditor("holder").delete("/v1/holds/" + UUID.randomUUID()).then().statusCode(404);
    assertEquals(
        0,
        database.number("select count(*) from legal_hold where period in ('2017-08', '1871-01')"));
  }

  @Test
  void hold_malformedOrByOthers_isRefusedAndLeavesNoRecord() {
    long before = TestLog.end(kafka);
    for (Map<String, String> body :
        List.of(
            Map.of("caseReference", "court/1"),
            Map.of("month", "2026-11"),
            Map.of("month", "2026-13", "caseReference", "court/1"),
            Map.of("month", "2026-11", "caseReference", "two words"),
            Map.of("month", "2026-11", "caseReference", "123456789018"),
            Map.of("exchangeId", "1", "caseReference", "court/1"),
            Map.of(
                "month",
                "2026-11",
                "exchangeId",
                TestGateway.newId().toString(),
                "caseReference",
                "court/1"))) {
      Auditors.auditor("holder")
          .contentType("application/json")
          .body(body)
          .post("/v1/holds")
          .then()
          .statusCode(400)
          .body("type", is("urn:linkage:problem:invalid-message"))
          .body("detail", not(containsString("123456789018")));
    }
    Auditors.auditor("holder")
        .contentType("application/json")
        .post("/v1/holds")
        .then()
        .statusCode(400);
    Map<String, String> good = Map.of("month", "2026-11", "caseReference", "court/1");
    Auditors.of("aoba-tax", "own")
        .contentType("application/json")
        .body(good)
        .post("/v1/holds")
        .then()
        .statusCode(403);
    Auditors.of("aoba-tax", "own").get("/v1/holds").then().statusCode(403);
    given().contentType("application/json").body(good).post("/v1/holds").then().statusCode(401);
    assertEquals(before, TestLog.end(kafka));
  }

  @Test
  void hold_placedAndReleased_isAuditedWithItsReason() {
    Instant then = Instant.parse("2017-09-10T10:00:00Z");
    Old exchange = old.answered(gateway, "audited-1", then, then);
    awaitProjected();
    String hold = placed("exchangeId", exchange.id().toString());
    released(hold);
    Auditors.auditor("overseer")
        .get("/v1/views?operation=place-hold&limit=1")
        .then()
        .body("looks[0].parameters", containsString(exchange.id().toString()))
        .body("looks[0].parameters", containsString("court/17"))
        .body("looks[0].reason", is(Auditors.REASON));
    Auditors.auditor("overseer")
        .get("/v1/views?operation=release-hold&limit=1")
        .then()
        .body("looks[0].parameters", containsString(hold));
    Auditors.auditor("overseer")
        .get("/v1/holds")
        .then()
        .statusCode(200)
        .body("holds.holdId", hasItem(hold))
        .body("holds.find { it.holdId == '" + hold + "' }.reason", is(Auditors.REASON))
        .body("holds.find { it.holdId == '" + hold + "' }.caseReference", is("court/17"))
        .body("holds.find { it.holdId == '" + hold + "' }.releasedRecord", notNullValue());
    Auditors.auditor("holder").delete("/v1/holds/" + hold).then().statusCode(404);
  }

  // What somebody changed in the database opens nothing, and does not make the record invalid
  @Test
  void heldOpening_changed_opensNothing() {
    Instant then = Instant.parse("2017-10-10T10:00:00Z");
    Old held = old.answered(gateway, "tampered-1", then, then);
    Old other = old.answered(gateway, "tampered-2", then, then);
    awaitProjected();
    String one = placed("exchangeId", held.id().toString());
    String two = placed("exchangeId", other.id().toString());
    destroyKeys.run(Instant.now());
    // the opening of another record, moved to this place
    database.execute(
        "update held_opening h set sealed = o.sealed from held_opening o where h.leaf_index = "
            + held.request().offset()
            + " and o.leaf_index = "
            + other.request().offset());
    rebuild();
    shown(held)
        .then()
        .body("records[0].entry.state", is("shredded"))
        .body("records[1].entry.state", is("valid"));
    shown(other).then().body("records.entry.state", is(List.of("valid", "valid")));
    released(one);
    released(two);
    destroyKeys.run(Instant.now().plus(LATER));
    shown(other).then().body("records.entry.state", is(List.of("shredded", "shredded")));
  }

  private static Response place(String name, String value) {
    return Auditors.auditor("holder")
        .contentType("application/json")
        .body(Map.of(name, value, "caseReference", "court/17"))
        .post("/v1/holds");
  }

  private static String placed(String name, String value) {
    Response placed = place(name, value);
    assertEquals(201, placed.statusCode(), placed::asString);
    assertEquals(value, placed.path("holds[0]." + name));
    return placed.path("holds[0].holdId");
  }

  /**
   * An auditor's decision of then about the flag of an official, with the VIEW record of a case.
   */
  private void decided(String staff, String auditor, String reason) {
    database.execute(
        "insert into flag_decision"
            + " (flag_id, version, state, auditor, reason, observed, decided_at, leaf_index)"
            + " select f.flag_id, 2, 'dismissed', '%s', '%s', 1, now(), c.leaf_index"
                .formatted(auditor, reason)
            + " from flag f, audit_case c where f.staff = '%s' and c.auditor = '%s'"
                .formatted(staff, auditor));
  }

  private static void released(String hold) {
    Auditors.auditor("holder")
        .delete("/v1/holds/" + hold)
        .then()
        .statusCode(200)
        .body("holds[0].releasedAt", notNullValue());
  }

  private static Response shown(Old exchange) {
    Response shown = Auditors.auditor("reader").get("/v1/entries/" + exchange.id());
    assertEquals(200, shown.statusCode(), shown::asString);
    return shown;
  }

  private static Response report() {
    return Auditors.auditor("reader").get("/v1/retention");
  }

  private Map<String, byte[]> bundle(Old... exchanges) throws IOException {
    byte[] zip =
        Auditors.auditor("reader")
            .contentType("application/json")
            .body(
                Map.of(
                    "exchangeIds",
                    List.of(exchanges).stream().map(it -> it.id().toString()).toList()))
            .post("/v1/bundles")
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();
    VerifyEvidence.verify(zip, new OutsideReader(manifest).policy())
        .forEach(check -> assertTrue(check.passed(), check::line));
    var files = new TreeMap<String, byte[]>();
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    }
    return files;
  }

  private long subjects(Old exchange) {
    return database.number(
        "select count(*) from entry_subject where lid = '\\x"
            + OldExchanges.hex(exchange.lid().toArray())
            + "'");
  }

  private long cases(UUID id) {
    return database.number("select count(*) from audit_case where case_id = '" + id + "'");
  }

  private List<String> projected() {
    awaitProjected();
    return database.projection();
  }

  private void rebuild() {
    database.text("select rebuild_projection()::text");
    awaitProjected();
  }

  private void awaitProjected() {
    database.awaitLooked(TestLog.end(kafka));
  }
}

package jp.linkage.audit.retention;

import static jp.linkage.protocol.manifest.TestParties.AOBA_TAX;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.YearMonth;
import java.util.List;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.Auditors;
import jp.linkage.audit.Exchanges;
import jp.linkage.audit.OutsideReader;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestGateway.Terms;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.Waiting;
import jp.linkage.audit.database.DatabaseUnavailable;
import jp.linkage.audit.period.PeriodKeys;
import jp.linkage.audit.retention.OldExchanges.Old;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.receipt.KeyRecord;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/** Months of long ago, destroyed by the job as it runs today. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
@SuppressWarnings("NullAway.Init") // Quarkus gives the fields their values before the tests
class DestroyKeysTest extends RunningService {
  @Inject DestroyKeys destroyKeys;
  @Inject OldExchanges old;
  @Inject Database database;
  @Inject CrashingCopies crashing;
  @Inject PeriodKeys periodKeys;

  TestGateway gateway;
  EmbeddedKafka kafka;
  Manifest manifest;

  @Test
  void due_monthAndRetention_endsOfMonthsInUtc() {
    assertEquals(
        Instant.parse("2026-11-01T00:00:00Z"), destroyKeys.due(YearMonth.parse("2019-10")));
    periodKeys.at(Instant.parse("2012-02-10T00:00:00Z"));
    destroyKeys.run(Instant.parse("2019-02-28T23:59:59Z"));
    assertEquals("kept", state("2012-02"));
    destroyKeys.run(Instant.parse("2019-03-01T00:00:00Z"));
    assertEquals("destroyed", state("2012-02"));
  }

  // What a wrong clock, or a slip in the configuration, destroys nobody can make again
  @Test
  void run_clockAheadOfTheDatabases_destroysNothingEarly() {
    periodKeys.at(Instant.parse("2020-02-10T00:00:00Z"));
    destroyKeys.run(Instant.parse("2040-01-01T00:00:00Z"));
    assertEquals("kept", state("2020-02"));
  }

  @Test
  void keep_shorterThanTheLaw_isRefusedUnlessItIsAllowed() {
    assertEquals(Period.ofYears(7), DestroyKeys.allowed(Period.ofYears(7), false));
    assertEquals(Period.ofMonths(1), DestroyKeys.allowed(Period.ofMonths(1), true));
    for (Period wrong : List.of(Period.parse("P6Y11M30D"), Period.ZERO, Period.ofYears(-8))) {
      assertThrows(IllegalStateException.class, () -> DestroyKeys.allowed(wrong, false));
    }
    assertThrows(IllegalStateException.class, () -> DestroyKeys.allowed(Period.ofDays(30), true));
  }

  @Test
  void run_dueMonth_leavesNothingThatWasOpened() {
    Instant then = Instant.parse("2018-05-31T23:59:59.999Z");
    Old exchange = old.answered(gateway, "shred-1", then, then);
    old.auditorsCase("shred-1", then);
    awaitProjected();
    String wrapped = database.text("select wrapped::text from period_key where period = '2018-05'");
    String before = database.dump();
    for (String secret : exchange.secrets()) {
      assertTrue(before.contains(secret), secret);
    }
    for (String secret : OldExchanges.secretsOfCase("shred-1")) {
      assertTrue(before.contains(secret), secret);
    }
    assertTrue(before.contains(wrapped));
    assertEquals(1, database.number("select count(*) from flag where staff = 'staff-shred-1'"));
    assertTrue(
        database.number("select count(*) from flag_official_day where staff = 'staff-shred-1'")
            > 0);
    String subject =
        "select count(*) from entry_subject where lid = '\\x"
            + OldExchanges.hex(exchange.lid().toArray())
            + "'";
    assertEquals(1, database.number(subject));
    assertTrue(onDisk("period_key", wrapped), "the wrapped key is in the file");

    destroyKeys.run(Instant.now());

    requireNothingLeft(exchange, "shred-1", wrapped);
    assertEquals(0, database.number(subject));
    // who was registered when would tell whom the record of that moment registered
    assertEquals(
        "2018-05-01 00:00:00+00",
        database.text(
            "select (registered_at at time zone 'UTC')::text || '+00' from subject where lid = '\\x"
                + OldExchanges.hex(exchange.lid().toArray())
                + "'"));

    // nothing is lost of what proves, and what is in clear
    requireProven(exchange);
    Auditors.auditor("after")
        .get("/v1/entries/" + exchange.id())
        .then()
        .statusCode(200)
        .body("records.size()", is(2))
        .body("records.entry.state", is(List.of("shredded", "shredded")))
        .body("records.entry.type", is(List.of("REQUEST", "RELEASE")))
        .body("records[0].entry.outcome", is("released"))
        .body("records[0].entry.staff", nullValue())
        .body("records[0].receipt.offset", is((int) exchange.request().offset()));

    // a rebuild from the topic gives the same rows, and none of what was opened
    List<String> rows = projected();
    rebuild();
    assertEquals(rows, database.projection());
    requireNothingLeft(exchange, "shred-1", wrapped);

    destroyKeys.run(Instant.now().plus(Duration.ofMinutes(6)));
    requireNothingLeft(exchange, "shred-1", wrapped);
    assertFalse(onDisk("period_key", wrapped), "the wrapped key is not in the file any more");
    // for ever
    assertThrows(IllegalStateException.class, () -> periodKeys.at(then));
  }

  @Test
  void run_dueMonth_isInTheLogAndInTheReport() {
    Instant then = Instant.parse("2018-07-01T00:00:00Z");
    Old exchange = old.answered(gateway, "report-1", then, then);
    awaitProjected();

    destroyKeys.run(Instant.now());

    long place = database.number("select record_index from period_key where period = '2018-07'");
    KeyRecord record =
        assertInstanceOf(KeyRecord.class, LogRecord.parse(TestLog.leaves(kafka).get((int) place)));
    assertEquals("2018-07", record.period());
    assertEquals(2, record.entries());
    assertEquals(0, record.held());
    awaitProjected();
    Auditors.auditor("reader")
        .get("/v1/entries?type=KEY&outcome=destroyed")
        .then()
        .statusCode(200)
        .body("entries.leafIndex", hasItem((int) place));
    String month = "months.find { it.month == '2018-07' }.";
    Auditors.auditor("reader")
        .get("/v1/retention")
        .then()
        .statusCode(200)
        .body("keep", is("P7Y"))
        .body(month + "key", is("destroyed"))
        .body(month + "due", is("2025-08-01T00:00:00Z"))
        .body(month + "shreddedRecords", is(2))
        .body(month + "heldRecords", is(0))
        .body(month + "keyRecord", is((int) place))
        .body("months[0].key", is("kept"))
        .body("months[0].shreddedRecords", nullValue())
        .body("view.leafIndex", greaterThan(0));
    Auditors.of("aoba-tax", "reader").get("/v1/retention").then().statusCode(403);
    // done once
    long end = TestLog.end(kafka);
    destroyKeys.run(Instant.now());
    destroyKeys.run(Instant.now().plus(Duration.ofMinutes(6)));
    assertEquals(end, TestLog.end(kafka));
    requireProven(exchange);
  }

  // A session that dies in the middle leaves all of it, and the next run destroys all of it
  @Test
  void run_killedInTheMiddle_isAllUndoneAndDoneByTheNext() {
    Instant then = Instant.parse("2018-08-15T00:00:00Z");
    Old exchange = old.answered(gateway, "crash-1", then, then);
    old.auditorsCase("crash-1", then);
    awaitProjected();
    String before = database.dump();
    crashing.arm();
    assertThrows(
        DatabaseUnavailable.class, () -> destroyKeys.run(Instant.now()), "the session is gone");
    assertEquals(sorted(before), sorted(database.dump()));

    destroyKeys.run(Instant.now());
    requireNothingLeft(exchange, "crash-1", "no such key");
    assertEquals("destroyed", state("2018-08"));
  }

  @Test
  void run_withoutTheBroker_destroysAndRecordsAtTheNext() {
    Instant then = Instant.parse("2018-09-15T00:00:00Z");
    Old exchange = old.answered(gateway, "broker-1", then, then);
    awaitProjected();
    kafka.stop();
    try {
      destroyKeys.run(Instant.now());
      requireNothingLeft(exchange, "broker-1", "no such key");
      assertEquals(
          "null",
          database.text("select record_index::text from period_key where period='2018-09'"));
    } finally {
      kafka.start();
    }
    Waiting.untilReady();
    destroyKeys.run(Instant.now());
    long place = database.number("select record_index from period_key where period = '2018-09'");
    assertInstanceOf(KeyRecord.class, LogRecord.parse(TestLog.leaves(kafka).get((int) place)));
  }

  // The rows of a request show what a release of another month says
  @Test
  void run_releaseOfTheNextMonth_eachGoesWithItsOwnMonth() {
    Instant asked = Instant.parse("2019-09-30T23:59:59Z");
    Old exchange = old.answered(gateway, "months-1", asked, Instant.parse("2019-10-01T00:00:01Z"));
    awaitProjected();
    String request = " from entry where leaf_index = " + exchange.request().offset();
    // October is not due yet
    destroyKeys.run(Instant.parse("2026-10-15T00:00:00Z"));
    assertEquals("shredded", database.text("select state" + request));
    assertEquals("answered", database.text("select outcome" + request));
    List<String> rows = projected();
    rebuild();
    assertEquals(rows, database.projection());

    destroyKeys.run(Instant.parse("2026-11-02T00:00:00Z"));
    assertEquals("released", database.text("select outcome" + request));
    assertEquals("null", database.text("select statuses::text" + request));
    requireNothingLeft(exchange, "months-1", "no such key");
    rows = projected();
    rebuild();
    assertEquals(rows, database.projection());
  }

  // Whatever brings something back within minutes, such as a replica that still remembers the key
  @Test
  void run_someMinutesLater_destroysWhatCameBack() {
    Instant then = Instant.parse("2018-11-15T00:00:00Z");
    Old exchange = old.answered(gateway, "late-1", then, then);
    awaitProjected();
    String where = " where leaf_index = " + exchange.request().offset();
    database.execute("create table came_back as select * from entry" + where);
    database.execute("create table came_back_subject as select * from entry_subject" + where);
    try {
      destroyKeys.run(Instant.now());
      database.execute("delete from entry" + where);
      database.execute("insert into entry select * from came_back");
      database.execute("insert into entry_subject select * from came_back_subject");
    } finally {
      database.execute("drop table came_back, came_back_subject");
    }
    assertTrue(database.dump().contains("staff-late-1"));
    destroyKeys.run(Instant.now().plus(Duration.ofMinutes(6)));
    requireNothingLeft(exchange, "late-1", "no such key");
    assertEquals(0, database.number("select count(*) from entry_subject" + where));
  }

  // Otherwise each would be pointed out as asking for the first time, seven years after it was
  @Test
  void run_officeThatAskedSince_isNotNewAgain() {
    Instant then = Instant.parse("2018-12-15T00:00:00Z");
    Old exchange = old.answered(gateway, "since-1", then, then);
    awaitProjected();
    String pair = "select first_leaf from flag_pair where organisation = 'office-since-1'";
    String flags = "select count(*) from flag where organisation = 'office-since-1'";
    assertEquals(exchange.request().offset(), database.number(pair));
    assertEquals(1, database.number(flags));
    asked("since-1");
    long again = TestLog.end(kafka) - 2;

    destroyKeys.run(Instant.now());
    assertEquals(0, database.number(flags));
    assertEquals(again, database.number(pair));
    asked("since-1");
    assertEquals(0, database.number(flags));
  }

  /** Today, by the office of an old exchange. */
  private void asked(String mark) {
    Exchanges exchanges = new Exchanges(gateway);
    exchanges.answered(
        AOBA_TAX, exchanges.person().welfare(), Terms.now().ofOffice("office-" + mark));
    awaitProjected();
  }

  private void requireNothingLeft(Old exchange, String mark, String wrapped) {
    String dump = database.dump();
    for (String secret : exchange.secrets()) {
      requireAbsent(dump, secret);
    }
    for (String secret : OldExchanges.secretsOfCase(mark)) {
      requireAbsent(dump, secret);
    }
    requireAbsent(dump, wrapped);
  }

  private static void requireAbsent(String dump, String secret) {
    assertFalse(
        dump.contains(secret),
        () -> dump.lines().filter(row -> row.contains(secret)).findFirst().orElse(secret));
  }

  private void requireProven(Old exchange) {
    OutsideReader outside = new OutsideReader(manifest);
    for (var record : List.of(exchange.request(), exchange.release())) {
      outside.verifyInclusion(
          record.leaf(), record.offset(), outside.checkpointOf(record.offset() + 1));
    }
  }

  /** The rows with those of the KEY records that were appended last. */
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

  private String state(String month) {
    return Auditors.auditor("reader")
        .get("/v1/retention")
        .path("months.find { it.month == '" + month + "' }.key");
  }

  /** Whether a value, as PostgreSQL writes bytea, is in the file of a table. */
  private boolean onDisk(String table, String bytea) {
    database.execute("checkpoint");
    return database.number(
            "select position('"
                + bytea
                + "'::bytea in pg_read_binary_file(pg_relation_filepath('"
                + table
                + "')))")
        > 0;
  }

  private static List<String> sorted(String dump) {
    return dump.lines().sorted().toList();
  }
}

package jp.linkage.audit.view;

import static jp.linkage.protocol.manifest.TestParties.AOBA_TAX;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.Auditors;
import jp.linkage.audit.Exchanges;
import jp.linkage.audit.Exchanges.Person;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestGateway.Terms;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.Waiting;
import jp.linkage.audit.period.PeriodKeys;
import jp.linkage.audit.view.Operations.Operation;
import jp.linkage.audit.view.Operations.Sought;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.ViewDetails;
import jp.linkage.protocol.receipt.ViewRecord;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/** What holds for every operation of the auditors' API. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class AuditorsApiTest extends RunningService {
  @Inject PeriodKeys periodKeys;

  TestGateway gateway;
  EmbeddedKafka kafka;

  @Test
  void operations_thatTheServiceDescribes_areTheOnesTestedHere() {
    assertEquals(
        Operations.described(),
        Operations.all().stream()
            .map(Operation::name)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  // No log, no look
  @Test
  void everyOperation_appendsOneRecordOfItselfBeforeItAnswers() {
    Supplier<RequestSpecification> auditor = () -> Auditors.auditor("follower");
    Sought it = sought(auditor, "official-logged");
    for (Operation operation : Operations.all()) {
      long before = TestLog.end(kafka);
      Response response = operation.call().apply(auditor.get(), it);
      assertTrue(response.statusCode() < 300, () -> operation + ": " + response.asString());
      assertEquals(operation.looks() ? 1 : 0, TestLog.end(kafka) - before, operation.name());
      assertEquals("no-store", response.header("Cache-Control"), operation.name());
      if (operation.looks()) {
        byte[] leaf = TestLog.leaves(kafka).getLast();
        ViewDetails opened = opened(leaf);
        assertEquals(Auditors.REASON, opened.reason().text(), operation.name());
        assertFalse(text(leaf).contains(Auditors.REASON));
        assertFalse(text(leaf).contains(opened.auditor().value()));
        assertFalse(text(leaf).contains(opened.query().operation()));
        assertNotEquals("follower", opened.auditor().value());
        if (response.contentType().startsWith("application/json")) {
          response.then().body("view.leafIndex", is((int) before));
          assertTrue(response.<Integer>path("view.coveredTo") >= before, operation.name());
        }
      }
    }
  }

  private ViewDetails opened(byte[] leaf) {
    ViewRecord record = assertInstanceOf(ViewRecord.class, LogRecord.parse(leaf));
    return periodKeys.find(record.period()).orElseThrow().open(record);
  }

  private static String text(byte[] leaf) {
    return new String(leaf, StandardCharsets.UTF_8);
  }

  @Test
  void everyOperation_withoutAReason_showsNothingAndRecordsNothing() {
    Sought it = sought(() -> Auditors.auditor("unreasonable"), "official-unasked");
    for (Operation operation : Operations.all()) {
      if (!operation.looks()) {
        continue;
      }
      long before = TestLog.end(kafka);
      for (String reason : List.of("", "abc", "123456789018 wants to know", "%ff%ff%ff%ff")) {
        RequestSpecification auditor = Auditors.withoutReason("unreasonable");
        operation
            .call()
            .apply(reason.isEmpty() ? auditor : auditor.header("Linkage-Reason", reason), it)
            .then()
            .statusCode(400)
            .body("type", is("urn:linkage:problem:invalid-message"))
            .body("detail", containsString("header.Linkage-Reason"));
      }
      assertEquals(before, TestLog.end(kafka), operation.name());
    }
  }

  @Test
  void everyOperation_withoutTheBroker_showsNothing() {
    Supplier<RequestSpecification> auditor = () -> Auditors.auditor("patient");
    Sought it = sought(auditor, "official-offline");
    kafka.stop();
    try {
      for (Operation operation : Operations.all()) {
        if (!operation.looks()) {
          continue;
        }
        Response response = operation.call().apply(auditor.get(), it);
        response
            .then()
            .statusCode(503)
            .body("type", is("urn:linkage:problem:audit-unavailable"))
            .body("stage", is("audit"));
        assertTrue(Integer.parseInt(response.header("Retry-After")) >= 1);
        requireProblemOnly(operation, response);
      }
    } finally {
      kafka.start();
    }
    Waiting.untilReady();
    // what was not shown was not done either: the case is still open
    auditor
        .get()
        .get("/v1/cases/" + it.caseId())
        .then()
        .statusCode(200)
        .body("cases[0].persons.handle", is(List.of(it.handle())));
    auditor.get().get("/v1/cases").then().body("cases.size()", is(1));
  }

  /** Of a problem, only the address may repeat what the caller himself sent. */
  private static void requireProblemOnly(Operation operation, Response response) {
    assertEquals(
        Set.of("type", "title", "status", "detail", "instance", "stage", "retryable", "traceId"),
        response.<Map<String, Object>>path("$").keySet(),
        operation.name());
  }

  // An agency's auditor sees what his agency asked or was asked, in whatever way he looks
  @Test
  void everyOperation_ofAnAgencysAuditor_showsTheAgencysOwnOnly() {
    Person person = new Exchanges(gateway).person();
    ConversionRequest theirs =
        new Exchanges(gateway).answered(AOBA_TAX, person.welfare(), terms("official-scope"));
    String exchange = theirs.header().exchangeId().toString();
    Supplier<RequestSpecification> everything = () -> Auditors.auditor("central");
    Supplier<RequestSpecification> asker = () -> Auditors.of("aoba-welfare", "asker");
    Supplier<RequestSpecification> asked = () -> Auditors.of("aoba-tax", "asked");
    Supplier<RequestSpecification> foreign = () -> Auditors.of("midori-tax", "foreign");
    Sought forAll = seek(everything, exchange, "official-scope", person);
    Sought forAsker = seek(asker, exchange, "official-scope", person);
    Sought forAsked = seek(asked, exchange, "official-scope", person);
    Sought forForeign = seek(foreign, exchange, "official-scope", person);
    int compared = 0;
    for (Operation operation : Operations.all()) {
      Response seen = operation.call().apply(foreign.get(), forForeign);
      if (seen.statusCode() < 300) {
        assertFalse(
            seen.asString().contains(exchange), () -> operation + " shows " + seen.asString());
      } else {
        requireProblemOnly(operation, seen);
      }
      for (BiPredicate<Response, Sought> finds : operation.finds()) {
        assertTrue(
            finds.test(operation.call().apply(everything.get(), forAll), forAll),
            () -> operation + " finds it for an auditor of all");
        assertTrue(
            finds.test(operation.call().apply(asker.get(), forAsker), forAsker),
            () -> operation + " finds it for the asking agency");
        assertTrue(
            finds.test(operation.call().apply(asked.get(), forAsked), forAsked),
            () -> operation + " finds it for the asked agency");
        assertFalse(
            seen.statusCode() < 300 && finds.test(seen, forForeign),
            () -> operation + " must not find it for another agency: " + seen.asString());
        compared++;
      }
    }
    assertEquals(13, compared);
  }

  // Handles, cases and saved searches are their auditor's
  @Test
  void everyOperation_withTheIdsOfAnother_findsNothing() {
    Sought it = sought(() -> Auditors.auditor("owner"), "official-owned");
    List<Supplier<RequestSpecification>> others =
        List.of(
            () -> Auditors.auditor("another"),
            // the same auditor with another scope
            () -> Auditors.of("aoba-welfare", "owner"));
    for (Operation operation : Operations.all()) {
      if (operation.name().matches(".*\\{(searchId|caseId|handle)}.*")) {
        for (Supplier<RequestSpecification> other : others) {
          operation.call().apply(other.get(), it).then().statusCode(404);
        }
      }
    }
  }

  @Test
  void views_whoLookedAtWhatAndWhy_forAuditorsOfAllOnly() {
    Auditors.of("aoba-tax", "agency-looker")
        .get("/v1/entries?outcome=denied&limit=7")
        .then()
        .statusCode(200);
    Response views = Auditors.auditor("overseer").get("/v1/views?operation=search-entries&limit=1");
    views
        .then()
        .statusCode(200)
        .body("looks[0].operation", is("search-entries"))
        .body("looks[0].agency", is("aoba-tax"))
        .body("looks[0].parameters", is("{\"limit\":\"7\",\"outcome\":\"denied\"}"))
        .body("looks[0].reason", is(Auditors.REASON));
    String pseudonym = views.path("looks[0].auditor");
    assertNotEquals("agency-looker", pseudonym);
    Auditors.auditor("overseer")
        .get("/v1/views?auditor=" + pseudonym)
        .then()
        .statusCode(200)
        .body("looks.size()", is(1));
    Auditors.of("aoba-tax", "agency-looker").get("/v1/views").then().statusCode(403);
    // looks are no exchanges
    assertFalse(
        Auditors.auditor("overseer")
            .get("/v1/entries?type=VIEW")
            .<List<Integer>>path("entries.leafIndex")
            .contains(views.<Integer>path("looks[0].leafIndex")));
  }

  /** An exchange of an official about a new person, and the caller's ways to it. */
  private Sought sought(Supplier<RequestSpecification> caller, String official) {
    Person person = new Exchanges(gateway).person();
    ConversionRequest request =
        new Exchanges(gateway).answered(AOBA_TAX, person.welfare(), terms(official));
    return seek(caller, request.header().exchangeId().toString(), official, person);
  }

  private Sought seek(
      Supplier<RequestSpecification> caller, String exchange, String official, Person person) {
    Sought found = new Sought(exchange, official, "", "", "", "", "");
    Response search = Operations.json(caller.get(), 0, found).post("/v1/searches");
    assertEquals(201, search.statusCode(), search::asString);
    Response opened = caller.get().contentType("application/json").body("{}").post("/v1/cases");
    assertEquals(201, opened.statusCode(), opened::asString);
    new Exchanges(gateway).read(opened.path("cases[0].reference"), person.residents());
    String caseId = opened.path("cases[0].caseId");
    List<String> handles = caller.get().get("/v1/cases/" + caseId).path("cases[0].persons.handle");
    if (handles.size() != 1) {
      fail("expected one person in the case, found " + handles.size());
    }
    String hold =
        Auditors.auditor("holder")
            .contentType("application/json")
            .body(Map.of("exchangeId", exchange, "caseReference", "court/1"))
            .post("/v1/holds")
            .then()
            .statusCode(201)
            .extract()
            .path("holds[0].holdId");
    return new Sought(
        exchange,
        official,
        search.path("searchId"),
        caseId,
        handles.getFirst(),
        hold,
        flag(exchange));
  }

  /** An office of its own, so that its first request to the other agency is a flag. */
  private static Terms terms(String official) {
    return Terms.now().by(official).ofOffice("office of " + official);
  }

  private static String flag(String exchange) {
    AtomicReference<String> flag = new AtomicReference<>("");
    Waiting.until(
        "the flag of a new office",
        () -> {
          Response flags =
              Auditors.auditor("finder")
                  .get("/v1/flags?rule=first-time-pair&exchangeId=" + exchange);
          List<String> found = flags.path("flags.flagId");
          found.forEach(flag::set);
          return !found.isEmpty();
        });
    return flag.get();
  }
}

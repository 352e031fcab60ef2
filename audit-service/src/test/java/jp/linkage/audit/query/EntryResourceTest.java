package jp.linkage.audit.query;

import static io.restassured.RestAssured.given;
import static jp.linkage.audit.TestGateway.newId;
import static jp.linkage.audit.TestGateway.post;
import static jp.linkage.audit.TestGateway.send;
import static jp.linkage.protocol.manifest.TestParties.AOBA_TAX;
import static jp.linkage.protocol.manifest.TestParties.AOBA_WELFARE;
import static jp.linkage.protocol.manifest.TestParties.MIDORI_TAX;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.Auditors;
import jp.linkage.audit.Exchanges;
import jp.linkage.audit.OutsideReader;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestGateway.Terms;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.TestNumbers;
import jp.linkage.audit.Waiting;
import jp.linkage.kit.testing.StaffTokens;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.ReleaseItem;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.checkpoint.TlogProof;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class EntryResourceTest extends RunningService {
  TestGateway gateway;
  Manifest manifest;
  EmbeddedKafka kafka;

  @Test
  void one_answeredExchange_requestAndReleaseWithReceiptsAndNobodysPseudonym() {
    ConversionRequest request = exchanged(AOBA_TAX, "official-one");
    String id = request.header().exchangeId().toString();
    Waiting.until(
        "projection",
        () -> {
          List<?> records = auditor().get("/v1/entries/" + id).path("records");
          return records != null && records.size() == 2;
        });
    Response response = auditor().get("/v1/entries/" + id);
    response
        .then()
        .statusCode(200)
        .body("exchangeId", is(id))
        .body("records.entry.type", is(List.of("REQUEST", "RELEASE")))
        .body("records[0].entry.inquirer", is("aoba-welfare"))
        .body("records[0].entry.provider", is("aoba-tax"))
        .body("records[0].entry.itemNumber", is("144"))
        .body("records[0].entry.affair", is("disability-support-benefits"))
        .body("records[0].entry.procedure", is("1"))
        .body("records[0].entry.information", is(List.of("municipal-tax")))
        .body("records[0].entry.staff", is("official-one"))
        .body("records[0].entry.caseReference", is("case-1"))
        .body("records[0].entry.outcome", is("answered"))
        .body("records[0].entry.statuses", is(List.of("answered")))
        .body("records[0].entry.state", is("valid"));
    assertNotNull(response.path("records[0].entry.releasedAt"));
    assertEquals(
        Integer.valueOf(response.<Integer>path("records[0].entry.leafIndex")),
        response.<Integer>path("records[0].receipt.offset"));
    assertEquals(
        response.<String>path("records[1].record"),
        response.<String>path("records[1].receipt.leaf"));
    String text = response.asString();
    assertFalse(text.contains("lids"), text);
    assertFalse(text.contains(request.items().getFirst().subject().c().text()));
  }

  @Test
  void search_eachFilter_onlyWhatMeetsIt() {
    ConversionRequest tax = exchanged(AOBA_TAX, "official-two");
    ConversionRequest midori = exchanged(MIDORI_TAX, "official-two");
    String query = "/v1/entries?staff=official-two&type=REQUEST";
    Waiting.until("projection", () -> auditor().get(query).path("entries.size()").equals(2));
    assertEquals(List.of(id(midori), id(tax)), auditor().get(query).path("entries.exchangeId"));
    assertEquals(
        List.of(id(midori)),
        auditor().get(query + "&provider=midori-tax").path("entries.exchangeId"));
    assertEquals(
        List.of(id(tax)),
        auditor().get(query + "&exchangeId=" + id(tax)).path("entries.exchangeId"));
    for (String condition :
        List.of(
            "inquirer=aoba-welfare",
            "item=144",
            "affair=disability-support-benefits",
            "procedure=1",
            "information=municipal-tax",
            "from=2026-01-01T00:00:00Z",
            "to=2199-01-01T00:00:00Z")) {
      assertEquals(
          2, auditor().get(query + "&" + condition).<Integer>path("entries.size()"), condition);
    }
    for (String condition :
        List.of(
            "inquirer=aoba-tax",
            "item=20",
            "affair=child-allowance",
            "procedure=2",
            "information=resident-record",
            "from=2199-01-01T00:00:00Z",
            "to=2026-01-01T00:00:00Z")) {
      assertEquals(
          0, auditor().get(query + "&" + condition).<Integer>path("entries.size()"), condition);
    }
  }

  @Test
  void search_pageByPage_everyEntryOnceTheNewestFirst() {
    for (int i = 0; i < 5; i++) {
      exchanged(AOBA_TAX, "official-three");
    }
    String query = "/v1/entries?staff=official-three&limit=3";
    Waiting.until(
        "projection",
        () -> auditor().get("/v1/entries?staff=official-three").path("entries.size()").equals(10));
    List<Integer> all = new ArrayList<>();
    Response page = auditor().get(query);
    int pages = 1;
    all.addAll(page.path("entries.leafIndex"));
    while (page.path("next") != null) {
      page = auditor().get(query + "&before=" + page.path("next"));
      all.addAll(page.path("entries.leafIndex"));
      pages++;
    }
    assertEquals(4, pages);
    assertEquals(10, all.size());
    assertEquals(all.stream().distinct().sorted((a, b) -> b - a).toList(), all);
    assertNull(page.path("next"));
  }

  @Test
  void search_agencyAuditor_ownAgencyOnly() {
    ConversionRequest tax = exchanged(AOBA_TAX, "official-four");
    ConversionRequest midori = exchanged(MIDORI_TAX, "official-four");
    String query = "/v1/entries?staff=official-four&type=REQUEST";
    Waiting.until("projection", () -> auditor().get(query).path("entries.size()").equals(2));
    assertEquals(2, own("aoba-welfare").get(query).<Integer>path("entries.size()"));
    assertEquals(List.of(id(tax)), own("aoba-tax").get(query).path("entries.exchangeId"));
    assertEquals(0, own("aoba-residents").get(query).<Integer>path("entries.size()"));
    own("midori-tax").get("/v1/entries/" + id(tax)).then().statusCode(404);
    own("midori-tax").get("/v1/entries/" + id(midori)).then().statusCode(200);
    // a place in the log that is not theirs is none for them
    int foreign = auditor().get(query + "&provider=aoba-tax").path("entries[0].leafIndex");
    own("midori-tax").get("/v1/entries?before=" + foreign).then().statusCode(400);
    own("aoba-tax")
        .get("/v1/entries?type=CONFIG")
        .then()
        .statusCode(200)
        .body("entries.size()", is(0));
    auditor()
        .get("/v1/entries?type=CONFIG")
        .then()
        .body("entries.size()", is(1))
        .body("entries.outcome", everyItem(is("published")));
  }

  @Test
  void entries_inAnotherRole_refused() {
    for (String role : List.of("caseworker", "clerk", "operator")) {
      bearer(token(role)).get("/v1/entries").then().statusCode(403);
    }
    // an agency's auditor of no agency
    bearer(token("agency-auditor")).get("/v1/entries").then().statusCode(403);
    own("NOT AN ID").get("/v1/entries").then().statusCode(403);
  }

  @Test
  void search_wrongParameter_saysWhichAndWhatWasExpected() {
    wrong("limit=501", "query.limit: expected an integer from 1 to 500");
    wrong("limit=0", "query.limit");
    wrong("limit=ten", "query.limit");
    wrong("from=yesterday", "query.from: expected an instant");
    wrong("from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z", "query.to");
    wrong("type=request", "query.type: expected REQUEST");
    wrong("exchangeId=1", "query.exchangeId");
    wrong("inquirer=", "query.inquirer");
    wrong("before=-1", "query.before");
    wrong("before=999999999", "query.before");
    wrong("staff=official-five&staff=official-six", "query.staff: expected one value");
    wrong("outcome=lost", "query.outcome: expected one of open, released");
    wrong("person=1", "only the parameters");
  }

  private void wrong(String query, String detail) {
    auditor()
        .get("/v1/entries?" + query)
        .then()
        .statusCode(400)
        .body("type", is("urn:linkage:problem:invalid-message"))
        .body("detail", containsString(detail));
  }

  @Test
  void search_byOutcome_whatCameOfTheExchange() {
    Exchanges exchanges = new Exchanges(gateway);
    PersonToken token = exchanges.person().welfare();
    Terms terms = Terms.now().by("official-outcomes");
    ConversionRequest open = exchanges.asked(AOBA_TAX, List.of(token), terms);
    ConversionRequest answered = exchanges.answered(AOBA_TAX, token, terms.id(newId()));
    ConversionRequest refused = exchanges.asked(AOBA_TAX, List.of(token), terms.id(newId()));
    exchanges.released(refused, AnswerStatus.REFUSED);
    ConversionRequest late = exchanges.asked(AOBA_TAX, List.of(token), terms.id(newId()));
    exchanges.released(late, AnswerStatus.DEFERRED);
    ConversionRequest denied = exchanges.denied(AOBA_TAX, terms.id(newId()));
    String query = "/v1/entries?staff=official-outcomes";

    assertEquals(List.of(id(open)), found(query + "&outcome=open"));
    assertEquals(List.of(id(denied)), found(query + "&outcome=denied"));
    assertEquals(
        List.of(id(denied)),
        auditor()
            .queryParam("reason", "no item is in the registry")
            .get(query)
            .path("entries.exchangeId"));
    assertEquals(List.of(id(refused)), found(query + "&type=REQUEST&outcome=refused"));
    assertEquals(List.of(id(late)), found(query + "&type=REQUEST&outcome=deferred"));
    assertEquals(
        List.of(id(late), id(refused), id(answered)),
        found(query + "&type=REQUEST&outcome=released"));
    // an answer that was deferred comes later
    exchanges.released(late, AnswerStatus.ANSWERED);
    assertEquals(List.of(id(late), id(answered)), found(query + "&type=REQUEST&outcome=answered"));
    assertEquals(List.of(), found(query + "&outcome=mixed"));
    assertEquals(List.of(id(open)), found(query + "&outcome=open&agency=aoba-tax"));
    assertEquals(List.of(id(open)), found(query + "&outcome=open&agency=aoba-welfare"));
    assertEquals(List.of(), found(query + "&outcome=open&agency=midori-tax"));
  }

  @Test
  void search_whileRecordsCome_everyEntryOfBeforeOnce() {
    for (int i = 0; i < 3; i++) {
      exchanged(AOBA_TAX, "official-stable");
    }
    String query = "/v1/entries?staff=official-stable&limit=2";
    List<Integer> before =
        auditor().get("/v1/entries?staff=official-stable").path("entries.leafIndex");
    List<Integer> seen = new ArrayList<>();
    Response page = auditor().get(query);
    seen.addAll(page.path("entries.leafIndex"));
    while (page.path("next") != null) {
      exchanged(AOBA_TAX, "official-stable");
      page = auditor().get(query + "&before=" + page.path("next"));
      seen.addAll(page.path("entries.leafIndex"));
    }
    assertEquals(before, seen);
  }

  @Test
  void one_everyRecord_isProvenToWhoeverTrustsTheLogsKeysOnly() {
    ConversionRequest request = exchanged(AOBA_TAX, "official-proven");
    new OutsideReader(manifest).checkpointOf(TestLog.end(kafka));
    Response response = auditor().get("/v1/entries/" + id(request));
    List<String> records = response.path("records.record");
    List<String> proofs = response.path("records.proof");
    assertEquals(2, proofs.size());
    for (int i = 0; i < 2; i++) {
      TlogProof proof = TlogProof.parse(proofs.get(i).getBytes(StandardCharsets.UTF_8));
      proof.verify(
          MerkleTree.leafHash(Bytes.parse(records.get(i)).toArray()),
          new OutsideReader(manifest).policy());
      assertEquals(
          response.<Integer>path("records[" + i + "].entry.leafIndex"), (int) proof.index());
    }
  }

  @Test
  void facets_countWhatTheSearchFinds_andLeadToIt() {
    Exchanges exchanges = new Exchanges(gateway);
    PersonToken token = exchanges.person().welfare();
    Terms terms = Terms.now().by("official-facets");
    exchanges.answered(AOBA_TAX, token, terms);
    exchanges.answered(MIDORI_TAX, token, terms.id(newId()));
    exchanges.asked(MIDORI_TAX, List.of(token), terms.id(newId()));
    exchanges.denied(AOBA_TAX, terms.id(newId()));
    String conditions = "staff=official-facets";
    Response facets = auditor().get("/v1/facets?" + conditions);
    facets.then().statusCode(200).body("counted", is(6)).body("complete", is(true));
    assertNotNull(facets.path("back"));
    List<String> names = facets.path("facets.name");
    assertEquals(
        List.of(
            "agencyPair",
            "affair",
            "procedure",
            "item",
            "type",
            "outcome",
            "reason",
            "staff",
            "day"),
        names);
    int values = 0;
    for (int facet = 0; facet < names.size(); facet++) {
      List<Integer> counts = facets.path("facets[" + facet + "].values.count");
      for (int value = 0; value < counts.size(); value++) {
        Map<String, String> found =
            facets.path("facets[" + facet + "].values[" + value + "].conditions");
        Map<String, String> narrowed = new TreeMap<>(found);
        narrowed.put("staff", "official-facets");
        assertEquals(
            counts.get(value),
            auditor().queryParams(narrowed).get("/v1/entries").<Integer>path("entries.size()"),
            () -> narrowed.toString());
        values++;
      }
    }
    assertTrue(values >= 12, values + " values");
    assertEquals(
        Map.of("answered", 4, "open", 1, "denied", 1),
        Map.of(
            "answered", count(facets, "outcome", "answered"),
            "open", count(facets, "outcome", "open"),
            "denied", count(facets, "outcome", "denied")));
    // of an agency's auditor, by the same scope
    own("midori-tax").get("/v1/facets?" + conditions).then().body("counted", is(3));
    own("aoba-residents").get("/v1/facets?" + conditions).then().body("counted", is(0));
    wrongFacet("before=1", "only the parameters");
    wrongFacet("outcome=lost", "query.outcome: expected one of open, released");
  }

  private static int count(Response facets, String facet, String value) {
    return facets.path(
        "facets.find { it.name == '%s' }.values.find { it.conditions.%s == '%s' }.count",
        facet, facet, value);
  }

  private void wrongFacet(String query, String detail) {
    auditor()
        .get("/v1/facets?" + query)
        .then()
        .statusCode(400)
        .body("detail", containsString(detail));
  }

  private List<String> found(String query) {
    return auditor().get(query).path("entries.exchangeId");
  }

  @Test
  void one_unknownExchange_notFound() {
    auditor().get("/v1/entries/" + TestGateway.newId()).then().statusCode(404);
    auditor().get("/v1/entries/none").then().statusCode(404);
  }

  @Test
  void openApi_describesTheEntries() {
    String text = given().get("/q/openapi").asString();
    assertTrue(text.contains("/v1/entries/{exchangeId}"));
    assertTrue(text.contains("/linkage/v1/conversions"));
    assertTrue(text.contains("duplicateOf"));
  }

  private ConversionRequest exchanged(AgencyId provider, String official) {
    String number = TestNumbers.next();
    gateway.register(List.of(number));
    PersonToken token = gateway.enrol(AOBA_WELFARE, List.of(number)).getFirst();
    ConversionRequest request =
        gateway.convert(AOBA_WELFARE, provider, List.of(token), Terms.now().by(official));
    send(request);
    List<ReleaseItem> items =
        List.of(new ReleaseItem(AnswerStatus.ANSWERED, Optional.of(Bytes.sha256(Bytes.u32(1)))));
    Response released =
        post(
            "releases",
            gateway
                .release(
                    request.header(), Roots.requestRoot(request), items, Bytes.sha256(Bytes.u32(2)))
                .bytes());
    assertEquals(200, released.statusCode(), released::asString);
    return request;
  }

  private static String id(ConversionRequest request) {
    return request.header().exchangeId().toString();
  }

  private RequestSpecification auditor() {
    return bearer(token("auditor"));
  }

  private RequestSpecification own(String agency) {
    return bearer(StaffTokens.agencyAuditor(AuditResource.SERVICE, agency));
  }

  private static RequestSpecification bearer(String token) {
    return given()
        .header("Authorization", "Bearer " + token)
        .header(Auditors.REASON_HEADER, Auditors.REASON);
  }

  private static String token(String role) {
    return StaffTokens.token(AuditResource.SERVICE, "auditor-1", role);
  }
}

package jp.linkage.audit.search;

import static jp.linkage.protocol.manifest.TestParties.AOBA_TAX;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.Auditors;
import jp.linkage.audit.Exchanges;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestGateway.Terms;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class SearchResourceTest extends RunningService {
  TestGateway gateway;

  @Test
  void change_makesAVersion_andTheOldOneStays() {
    Exchanges exchanges = new Exchanges(gateway);
    ConversionRequest answered =
        exchanges.answered(
            AOBA_TAX, exchanges.person().welfare(), Terms.now().by("official-saved"));
    String id = save("saver", false, Map.of("staff", "official-saved", "type", "REQUEST"));
    put("saver", id, 1, true, Map.of("staff", "official-saved", "outcome", "denied"))
        .then()
        .statusCode(200)
        .body("version", is(2))
        .body("conditions.outcome", is("denied"));
    Auditors.auditor("saver")
        .get("/v1/searches/" + id + "/versions")
        .then()
        .body("searches.version", is(List.of(2, 1)))
        .body("searches[1].conditions.type", is("REQUEST"));

    assertEquals(0, run("saver", id, "").<Integer>path("entries.size()"));
    assertEquals(
        List.of(answered.header().exchangeId().toString()),
        run("saver", id, "?version=1&limit=5").path("entries.exchangeId"));
    run("saver", id, "?version=3").then().statusCode(404);
    // what was run is in the log, with search and version
    Auditors.auditor("overseer")
        .get("/v1/views?operation=run-search&limit=1")
        .then()
        .body("looks[0].parameters", containsString("\"search\":\"" + id + "\""))
        .body("looks[0].parameters", containsString("\"version\":\"1\""))
        .body("looks[0].parameters", containsString("\"staff\":\"official-saved\""));
  }

  @Test
  void change_ofAVersionThatIsNotTheCurrentOne_isAConflict() {
    String id = save("saver", false, Map.of("outcome", "open"));
    put("saver", id, 1, false, Map.of("outcome", "denied")).then().statusCode(200);
    put("saver", id, 1, false, Map.of("outcome", "refused"))
        .then()
        .statusCode(409)
        .body("type", is("urn:linkage:problem:conflict"))
        .body("detail", containsString("2"));
    Auditors.auditor("saver")
        .get("/v1/searches/" + id)
        .then()
        .body("conditions.outcome", is("denied"));
  }

  @Test
  void sharedSearch_isSeenAndRunByOthersOfTheScope_andChangedByTheOwnerOnly() {
    String id = save("saver", true, Map.of("outcome", "open"));
    Auditors.auditor("reader")
        .get("/v1/searches")
        .then()
        .body("searches.searchId", hasItem(id))
        .body("searches.find { it.searchId == '" + id + "' }.own", is(false));
    run("reader", id, "").then().statusCode(200);
    put("reader", id, 1, true, Map.of("outcome", "denied"))
        .then()
        .statusCode(403)
        .body("type", is("urn:linkage:problem:role-not-allowed"));
    Auditors.auditor("reader").delete("/v1/searches/" + id).then().statusCode(403);
    // conditions name agencies and staff: another scope does not even learn that there are some
    Auditors.of("aoba-tax", "reader").get("/v1/searches/" + id).then().statusCode(404);
    Auditors.of("aoba-tax", "reader")
        .get("/v1/searches")
        .then()
        .body("searches.searchId", not(hasItem(id)));

    // no longer shared: also its shared version is gone for others
    put("saver", id, 1, false, Map.of("outcome", "denied")).then().statusCode(200);
    Auditors.auditor("reader").get("/v1/searches/" + id).then().statusCode(404);
    run("reader", id, "?version=1").then().statusCode(404);
    put("saver", id, 2, true, Map.of("outcome", "refused")).then().statusCode(200);
    Auditors.auditor("reader")
        .get("/v1/searches/" + id + "/versions")
        .then()
        .body("searches.version", is(List.of(3, 1)));
  }

  @Test
  void sharedSearch_ofAnAgencysAuditor_isSeenByThatAgencysOthers() {
    Response saved = body(Auditors.of("aoba-tax", "saver"), 0, true, Map.of("outcome", "open"));
    String id = saved.path("searchId");
    Auditors.of("aoba-tax", "reader").get("/v1/searches/" + id).then().statusCode(200);
    Auditors.of("midori-tax", "reader").get("/v1/searches/" + id).then().statusCode(404);
    Auditors.auditor("reader").get("/v1/searches/" + id).then().statusCode(404);
  }

  @Test
  void removedSearch_isGoneForEverybody() {
    String id = save("saver", true, Map.of("outcome", "open"));
    Auditors.auditor("saver").delete("/v1/searches/" + id).then().statusCode(204);
    for (String path : List.of("", "/versions", "/entries", "/facets")) {
      Auditors.auditor("saver").get("/v1/searches/" + id + path).then().statusCode(404);
      Auditors.auditor("reader").get("/v1/searches/" + id + path).then().statusCode(404);
    }
    Auditors.auditor("saver").delete("/v1/searches/" + id).then().statusCode(404);
  }

  @Test
  void save_ofAnotherForm_saysWhatWasExpected() {
    wrong(Map.of("shared", true, "conditions", Map.of()), "$.name: expected a name");
    wrong(Map.of("name", "n", "conditions", Map.of()), "$.shared: expected true or false");
    wrong(Map.of("name", "n", "shared", true), "$.conditions: expected an object");
    wrong(of(Map.of("outcome", "lost")), "$.conditions.outcome: expected one of open");
    wrong(of(Map.of("limit", "5")), "$.conditions: expected only the conditions");
    wrong(
        of(Map.of("from", "2026-02-01T00:00:00Z", "to", "2026-01-01T00:00:00Z")),
        "$.conditions.to: expected an instant after from");
    wrong(
        Map.of("name", "about 1234 5678 9018", "shared", true, "conditions", Map.of()),
        "$.name: expected no My Number");
    wrong(
        Map.of("name", "n", "shared", true, "conditions", Map.of(), "version", 1),
        "$.version: expected no version");
    run("saver", save("saver", false, Map.of()), "?version=0").then().statusCode(400);
  }

  private static Map<String, Object> of(Map<String, String> conditions) {
    return Map.of("name", "n", "shared", true, "conditions", conditions);
  }

  private static void wrong(Map<String, Object> search, String detail) {
    Auditors.auditor("saver")
        .contentType("application/json")
        .body(search)
        .post("/v1/searches")
        .then()
        .statusCode(400)
        .body("detail", containsString(detail));
  }

  private static String save(String auditor, boolean shared, Map<String, String> conditions) {
    Response saved = body(Auditors.auditor(auditor), 0, shared, conditions);
    assertEquals(201, saved.statusCode(), saved::asString);
    assertEquals(
        "/v1/searches/" + saved.path("searchId"),
        saved.header("Location").replaceFirst("^https?://[^/]*", ""));
    return saved.path("searchId");
  }

  private static Response put(
      String auditor, String id, int version, boolean shared, Map<String, String> conditions) {
    return request(Auditors.auditor(auditor), version, shared, conditions)
        .put("/v1/searches/" + id);
  }

  private static Response body(
      RequestSpecification as, int version, boolean shared, Map<String, String> conditions) {
    return request(as, version, shared, conditions).post("/v1/searches");
  }

  private static RequestSpecification request(
      RequestSpecification as, int version, boolean shared, Map<String, String> conditions) {
    Map<String, Object> search = new TreeMap<>(of(conditions));
    search.put("shared", shared);
    if (version > 0) {
      search.put("version", version);
    }
    return as.contentType("application/json").body(search);
  }

  private static Response run(String auditor, String id, String query) {
    return Auditors.auditor(auditor).get("/v1/searches/" + id + "/entries" + query);
  }
}

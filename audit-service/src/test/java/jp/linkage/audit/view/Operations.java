package jp.linkage.audit.view;

import static io.restassured.RestAssured.given;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/**
 * Every operation of the auditors' API, each called so that it finds one exchange. The tests that
 * loop over them compare the list with the API's own description: a new operation cannot be
 * forgotten.
 */
final class Operations {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private Operations() {}

  /**
   * An exchange of the welfare office by an official of this name, and what the caller needs to
   * find it.
   *
   * @param search a saved search of the caller's for the official
   * @param caseId a case of the caller's
   * @param hold one that stands
   * @param handle of the person of the exchange in this case
   * @param flag one between the two agencies that rests on the exchange
   */
  record Sought(
      String exchange,
      String official,
      String search,
      String caseId,
      String handle,
      String hold,
      String flag) {}

  /**
   * An operation.
   *
   * @param looks whether it shows something of the log, so that it needs a reason
   * @param finds whether the answer shows the exchange; empty for what shows no exchanges
   */
  record Operation(
      String name,
      boolean looks,
      BiFunction<RequestSpecification, Sought, Response> call,
      List<BiPredicate<Response, Sought>> finds) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Operation> all() {
    return List.of(
        look(
            "GET /v1/entries",
            (as, it) -> as.get("/v1/entries?staff=" + it.official()),
            Operations::namesIt),
        look(
            "GET /v1/entries/{exchangeId}",
            (as, it) -> as.get("/v1/entries/" + it.exchange()),
            Operations::namesIt),
        look(
            "GET /v1/facets",
            (as, it) -> as.get("/v1/facets?staff=" + it.official()),
            Operations::counted),
        look(
            "GET /v1/staff/{agency}/{staff}/accesses",
            (as, it) -> as.get("/v1/staff/aoba-welfare/" + it.official() + "/accesses"),
            Operations::namesIt),
        look(
            "GET /v1/staff/{agency}/{staff}/summary",
            (as, it) -> as.get("/v1/staff/aoba-welfare/" + it.official() + "/summary"),
            (response, it) -> response.<Integer>path("total.exchanges") > 0),
        look(
            "GET /v1/persons/{handle}/accesses",
            (as, it) -> as.get("/v1/persons/" + it.handle() + "/accesses"),
            Operations::namesIt),
        look(
            "POST /v1/recipients",
            (as, it) ->
                as.contentType("application/json")
                    .body(Map.of("provider", "aoba-tax", "information", "municipal-tax"))
                    .post("/v1/recipients"),
            Operations::namesIt),
        look(
            "POST /v1/bundles",
            (as, it) ->
                as.contentType("application/json")
                    .body(Map.of("exchangeIds", List.of(it.exchange())))
                    .post("/v1/bundles"),
            Operations::namesIt),
        look(
            "GET /v1/searches/{searchId}/entries",
            (as, it) -> as.get("/v1/searches/" + it.search() + "/entries"),
            Operations::namesIt),
        look(
            "GET /v1/searches/{searchId}/facets",
            (as, it) -> as.get("/v1/searches/" + it.search() + "/facets"),
            Operations::counted),
        look(
            "GET /v1/flags",
            (as, it) -> as.get("/v1/flags?exchangeId=" + it.exchange()),
            (response, it) -> response.asString().contains(it.flag())),
        look(
            "GET /v1/flags/facets",
            (as, it) -> as.get("/v1/flags/facets?exchangeId=" + it.exchange()),
            Operations::counted),
        look(
            "GET /v1/flags/{flagId}",
            (as, it) -> as.get("/v1/flags/" + it.flag()),
            Operations::namesIt),
        look(
            "POST /v1/flags/{flagId}/decisions",
            (as, it) ->
                as.contentType("application/json")
                    .body(Map.of("state", "dismissed", "version", 1))
                    .post("/v1/flags/" + it.flag() + "/decisions")),
        look("GET /v1/views", (as, it) -> as.get("/v1/views")),
        look("GET /v1/cases", (as, it) -> as.get("/v1/cases")),
        look("GET /v1/cases/{caseId}", (as, it) -> as.get("/v1/cases/" + it.caseId())),
        look(
            "POST /v1/cases",
            (as, it) -> as.contentType("application/json").body(Map.of()).post("/v1/cases")),
        look("DELETE /v1/cases/{caseId}", (as, it) -> as.delete("/v1/cases/" + it.caseId())),
        look("GET /v1/retention", (as, it) -> as.get("/v1/retention")),
        look("GET /v1/holds", (as, it) -> as.get("/v1/holds")),
        look(
            "POST /v1/holds",
            (as, it) ->
                as.contentType("application/json")
                    .body(Map.of("exchangeId", it.exchange(), "caseReference", "court/2"))
                    .post("/v1/holds")),
        look("DELETE /v1/holds/{holdId}", (as, it) -> as.delete("/v1/holds/" + it.hold())),
        keep("GET /v1/searches", (as, it) -> as.get("/v1/searches")),
        keep("GET /v1/searches/{searchId}", (as, it) -> as.get("/v1/searches/" + it.search())),
        keep(
            "GET /v1/searches/{searchId}/versions",
            (as, it) -> as.get("/v1/searches/" + it.search() + "/versions")),
        keep("POST /v1/searches", (as, it) -> json(as, 0, it).post("/v1/searches")),
        keep(
            "PUT /v1/searches/{searchId}",
            (as, it) -> json(as, 1, it).put("/v1/searches/" + it.search())),
        keep(
            "DELETE /v1/searches/{searchId}",
            (as, it) -> as.delete("/v1/searches/" + it.search())));
  }

  private static Operation look(
      String name,
      BiFunction<RequestSpecification, Sought, Response> call,
      BiPredicate<Response, Sought> finds) {
    return new Operation(name, true, call, List.of(finds));
  }

  /** Shows no exchanges. */
  private static Operation look(
      String name, BiFunction<RequestSpecification, Sought, Response> call) {
    return new Operation(name, true, call, List.of());
  }

  private static Operation keep(
      String name, BiFunction<RequestSpecification, Sought, Response> call) {
    return new Operation(name, false, call, List.of());
  }

  /** A search for the official. */
  static RequestSpecification json(RequestSpecification as, int version, Sought it) {
    Map<String, Object> search =
        Map.of("name", "official", "shared", false, "conditions", Map.of("staff", it.official()));
    if (version == 0) {
      return as.contentType("application/json").body(search);
    }
    Map<String, Object> change = new HashMap<>(search);
    change.put("version", version);
    return as.contentType("application/json").body(change);
  }

  private static boolean namesIt(Response response, Sought it) {
    return response.statusCode() == 200 && response.asString().contains(it.exchange());
  }

  private static boolean counted(Response response, Sought it) {
    return response.<Integer>path("counted") > 0;
  }

  /** All operations for staff that the service describes. */
  static Set<String> described() {
    JsonPath description =
        given()
            .queryParam("format", "JSON")
            .get("/q/openapi")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    Map<String, Map<String, Object>> paths = description.getMap("paths");
    Set<String> described = new TreeSet<>();
    paths.forEach((path, methods) -> {
      if (path.startsWith("/v1/")) {
        methods.keySet().stream()
            .filter(METHODS::contains)
            .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path));
      }
    });
    return described;
  }
}

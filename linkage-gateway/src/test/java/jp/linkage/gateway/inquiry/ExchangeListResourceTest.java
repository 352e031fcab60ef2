package jp.linkage.gateway.inquiry;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jp.linkage.gateway.GatewayTest;
import jp.linkage.gateway.network.Fault;
import jp.linkage.gateway.network.TestNetwork;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.kit.steps.UnsignedRequest;
import jp.linkage.kit.testing.StaffTokens;
import jp.linkage.kit.testing.TestWorld;
import jp.linkage.protocol.header.TestHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@GatewayTest
class ExchangeListResourceTest {
  private static final String SERVICE = "linkage-gateway";

  @Nullable TestWorld world;
  private TestNetwork network;

  @BeforeEach
  void connect() {
    network = TestNetwork.of(world);
    network.people();
  }

  @Test
  void list_forAnOperator_tellsWhoAskedWhomAndNoMore() {
    UnsignedRequest request = network.inquiry(network.header(2)).request();
    network.send(request).then().statusCode(200);

    operator()
        .get("/v1/exchanges?limit=1")
        .then()
        .statusCode(200)
        .body("items.size()", is(1))
        .body("items[0].exchangeId", is(request.header().exchangeId().toString()))
        .body("items[0].type", is("CONVERT"))
        .body("items[0].state", is("COMPLETED"))
        .body("items[0].inquirer", is("aoba-welfare"))
        .body("items[0].provider", is("aoba-tax"))
        .body("items[0].itemCount", is(2))
        .body(not(containsString("ciphertext")))
        .body("next", is(request.header().exchangeId().toString()));
  }

  @Test
  void list_pageByPage_showsEachExchangeOnceNewestFirst() {
    for (int i = 0; i < 3; i++) {
      network.send(network.inquiry().request()).then().statusCode(200);
    }
    List<String> ids = new ArrayList<>();
    String before = null;
    do {
      JsonPath page =
          operator()
              .queryParam("limit", 2)
              .queryParams(before == null ? Map.of() : Map.of("before", before))
              .get("/v1/exchanges")
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      ids.addAll(page.getList("items.exchangeId", String.class));
      before = page.getString("next");
    } while (before != null);

    assertEquals(ids.stream().distinct().count(), ids.size());
    assertEquals(ids.stream().sorted(java.util.Comparator.reverseOrder()).toList(), ids);
    assertTrue(ids.size() >= 3);
  }

  @Test
  void list_filtered_showsOnlyThese() {
    UnsignedRequest refused = network.inquiry().request();
    network.provider().next(new Fault.Refused());
    network.send(refused).then().statusCode(403);
    UnsignedRequest pending = network.inquiry().request();
    network.provider().next(new Fault.Unavailable());
    network.send(pending).then().statusCode(503);
    UnsignedRequest denied =
        network
            .inquiry(
                TestHeaders.convert(
                    network.grounds().hash(),
                    1,
                    TestHeaders.basis("144", "school-lunch", "1", "applicant")))
            .request();
    network.send(denied).then().statusCode(403);

    assertTrue(ids("state=REFUSED").contains(id(refused)));
    assertFalse(ids("state=REFUSED").contains(id(pending)));
    assertTrue(ids("state=PENDING&type=CONVERT").contains(id(pending)));
    assertTrue(ids("state=DENIED&agency=aoba-tax").contains(id(denied)));
    assertFalse(ids("agency=midori-tax").contains(id(denied)));
    assertFalse(ids("type=ENROL").contains(id(denied)));
  }

  @Test
  void counts_sinceAnInstant_addUp() {
    Instant since = TestHeaders.now().plusMillis(1);
    while (Instant.now().isBefore(since)) {
      Thread.onSpinWait();
    }
    network.send(network.inquiry(network.header(2)).request()).then().statusCode(200);
    network.send(network.inquiry(network.header(3)).request()).then().statusCode(200);
    network.provider().next(new Fault.Refused());
    network.send(network.inquiry().request()).then().statusCode(403);

    operator()
        .queryParam("since", since.toString())
        .get("/v1/exchanges/counts")
        .then()
        .statusCode(200)
        .body("size()", is(2))
        .body("find { it.state == 'COMPLETED' }.inquirer", is("aoba-welfare"))
        .body("find { it.state == 'COMPLETED' }.type", is("CONVERT"))
        .body("find { it.state == 'COMPLETED' }.exchanges", is(2))
        .body("find { it.state == 'COMPLETED' }.items", is(5))
        .body("find { it.state == 'REFUSED' }.exchanges", is(1));
  }

  @Test
  void parameter_ofAnotherForm_isInvalid() {
    for (String query :
        List.of(
            "state=DONE",
            "type=convert",
            "agency=Root",
            "before=1",
            "limit=0",
            "limit=201",
            "limit=x")) {
      operator()
          .get("/v1/exchanges?" + query)
          .then()
          .statusCode(org.hamcrest.Matchers.oneOf(400, 404))
          .contentType("application/problem+json");
    }
    operator().get("/v1/exchanges/counts?since=yesterday").then().statusCode(400);
  }

  @Test
  void list_inAnotherRole_isNotAllowed() {
    for (String role : List.of(StaffRole.AUDITOR, StaffRole.CASEWORKER, StaffRole.CLERK)) {
      given()
          .header("Authorization", "Bearer " + StaffTokens.token(SERVICE, "s", role))
          .when()
          .get("/v1/exchanges")
          .then()
          .statusCode(403)
          .body("type", is("urn:linkage:problem:role-not-allowed"));
    }
  }

  private List<String> ids(String query) {
    return operator()
        .get("/v1/exchanges?limit=200&" + query)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("items.exchangeId", String.class);
  }

  private static String id(UnsignedRequest request) {
    return request.header().exchangeId().toString();
  }

  private static RequestSpecification operator() {
    return given()
        .header(
            "Authorization",
            "Bearer " + StaffTokens.token(SERVICE, "operator-1", StaffRole.OPERATOR))
        .when();
  }
}

package jp.linkage.welfare.application;

import static jp.linkage.welfare.application.ApplicationApi.PATH;
import static jp.linkage.welfare.application.ApplicationApi.as;
import static jp.linkage.welfare.application.ApplicationApi.read;
import static jp.linkage.welfare.application.ApplicationApi.retry;
import static jp.linkage.welfare.application.ApplicationApi.submit;
import static jp.linkage.welfare.application.ApplicationBodies.adult;
import static jp.linkage.welfare.application.ApplicationBodies.body;
import static jp.linkage.welfare.application.ApplicationBodies.exempt;
import static jp.linkage.welfare.application.ApplicationBodies.newPerson;
import static jp.linkage.welfare.application.ApplicationBodies.status;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.testing.PostgresResource;
import jp.linkage.welfare.inquiry.FakeAgencies;
import jp.linkage.welfare.inquiry.FakeExchanges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Form, lists and roles of the applications' API. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = "aoba-welfare"))
@TestProfile(FakeAgencies.class)
class ApplicationFormResourceTest {
  private static final Map<String, Object> AS_USUAL = Map.of();

  @Inject FakeExchanges agencies;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serviceMonth | 2026-13 | $.serviceMonth: expected a month",
        "livingArrangement | castle | $.livingArrangement: expected one of home, facility",
        "publicAssistance | maybe | $.publicAssistance: expected one of",
        "procedure | 2 | $.procedure: expected \"1\""
      })
  void badMember_isAProblemWithPathAndExpectedForm(String member, String value, String detail) {
    submit(body(adult(newPerson()), Map.of(member, value)))
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:linkage:problem:invalid-message"))
        .body("stage", equalTo("inquirer"))
        .body("detail", containsString(detail))
        .body("traceId", notNullValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"procedure\":\"1\",\"procedure\":\"1\"}", "null"})
  void bodyThatIsNoApplication_isInvalidMessage(String body) {
    submit((Object) body, UUID.randomUUID().toString())
        .statusCode(400)
        .body("type", equalTo("urn:linkage:problem:invalid-message"));
  }

  @Test
  void refusedBody_isNotRepeatedInTheProblem() {
    submit(body(adult("W 1234567890"), AS_USUAL))
        .statusCode(400)
        .body("detail", containsString("$.applicant.addresseeNumber"))
        .body("detail", not(containsString("1234567890")));
  }

  @Test
  void list_pagesThroughAllOnce_newestFirst() {
    String person = newPerson();
    agencies.provide(person, exempt(2026));
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.addFirst(submit(body(adult(person), AS_USUAL)).extract().path("id"));
    }
    List<String> seen = new ArrayList<>();
    String query = "?limit=2&addresseeNumber=" + person;
    JsonPath page = list(query);
    seen.addAll(page.getList("items.id"));
    while (page.getString("next") != null) {
      assertEquals(2, page.getList("items").size());
      page = list(query + "&before=" + page.getString("next"));
      seen.addAll(page.getList("items.id"));
    }
    assertEquals(ids, seen);
  }

  @Test
  void list_ofOneState_hasNoOther() {
    String decided = newPerson();
    agencies.provide(decided, exempt(2026));
    submit(body(adult(decided), AS_USUAL));
    String pending = newPerson();
    agencies.provide(pending, status("no-materials"));
    String id = submit(body(adult(pending), AS_USUAL)).extract().path("id");
    as("officer-1", "caseworker")
        .get(PATH + "?state=pending&limit=1000")
        .then()
        .statusCode(200)
        .body("items.state", everyItem(equalTo("pending")))
        .body("items.id", hasItem(id))
        .body("next", nullValue());
  }

  @ParameterizedTest
  @CsvSource({
    "state=open, state",
    "limit=0, limit",
    "limit=1001, limit",
    "limit=x, limit",
    "before=x, before",
    "addresseeNumber=a_b, addresseeNumber"
  })
  void badParameter_isInvalidMessageWithItsName(String query, String name) {
    as("officer-1", "caseworker")
        .get(PATH + "?" + query)
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:linkage:problem:invalid-message"))
        .body("detail", containsString(name + ": expected"));
  }

  @Test
  void application_isReadAsItWasEntered_withoutBirthDateInTheList() {
    String person = newPerson();
    agencies.provide(person, exempt(2026));
    String id =
        submit(
                body(
                    adult(person),
                    Map.of("caseReference", "2026/" + person, "nonDisclosure", true)))
            .extract()
            .path("id");
    read(id)
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("caseReference", equalTo("2026/" + person))
        .body("nonDisclosure", equalTo(true))
        .body("applicant.addresseeNumber", equalTo(person))
        .body("applicant.birthDate", equalTo("1986-05-17"))
        .body("household", empty())
        .body("receivedBy", not(containsString("officer-1 ")));
    assertTrue(agencies.askedAbout(person).getFirst().occasion().nonDisclosure());
    as("officer-1", "caseworker")
        .get(PATH + "?addresseeNumber=" + person)
        .then()
        .body("items", hasSize(1))
        .body("items[0].monthlyCeilingYen", equalTo(0))
        .body("items[0].birthDate", nullValue());
  }

  @Test
  void unknownApplication_isNotFound() {
    String id = "019ac3d4-0000-7000-8000-000000000000";
    read(id).statusCode(404).body("type", equalTo("urn:linkage:problem:not-found"));
    retry(id).statusCode(404);
    read("not-a-uuid").statusCode(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"agency-auditor", "auditor", "operator", "nobody"})
  void otherRoles_areRefused(String role) {
    as("officer-1", role)
        .get(PATH)
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:linkage:problem:role-not-allowed"));
    as("officer-1", role)
        .header("Idempotency-Key", "k")
        .contentType(ContentType.JSON)
        .body(body(adult(newPerson()), AS_USUAL))
        .post(PATH)
        .then()
        .statusCode(403);
  }

  private static JsonPath list(String query) {
    return as("officer-1", "caseworker")
        .get(PATH + query)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }
}

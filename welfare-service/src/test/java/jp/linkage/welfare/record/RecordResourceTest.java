package jp.linkage.welfare.record;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.kit.testing.StaffTokens;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.testing.PostgresResource;
import jp.linkage.welfare.inquiry.FakeAgencies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = "aoba-welfare"))
@TestProfile(FakeAgencies.class)
class RecordResourceTest {
  @Inject AgroalDataSource database;

  @Test
  void record_hasTheItemsOfTheLaw_andNoContent() throws SQLException {
    ExchangeId id = record("case-a", "W-901", Instant.parse("2026-11-01T00:00:00.123Z"));
    list("?caseReference=case-a")
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("items", hasSize(1))
        .body("items[0].exchangeId", equalTo(id.toString()))
        .body("items[0].role", equalTo("inquirer"))
        .body("items[0].inquirer", equalTo("aoba-welfare"))
        .body("items[0].provider", equalTo("aoba-tax"))
        .body("items[0].organisation", equalTo("障害福祉課"))
        .body("items[0].information", equalTo(List.of("municipal-tax")))
        .body("items[0].requestedAt", equalTo("2026-11-01T00:00:00.123Z"))
        .body("items[0].nonDisclosure", equalTo(false))
        .body("items[0].requestOffset", equalTo(7))
        .body("items[0].releaseOffset", nullValue())
        .body("items[0].subjects[0].addresseeNumber", equalTo("W-901"))
        .body("items[0].subjects[0].outcome", equalTo("provided"))
        .body("next", nullValue());
  }

  @Test
  void list_pagesThroughAllOnce_alsoAtTheSameInstant() throws SQLException {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      Instant at = Instant.parse("2026-10-01T00:00:00Z").plusSeconds(i / 3);
      expected.addFirst(record("case-b", "W-902", at).toString());
    }
    List<String> seen = new ArrayList<>();
    JsonPath page = list("?caseReference=case-b&limit=2").extract().jsonPath();
    seen.addAll(page.getList("items.exchangeId"));
    while (page.getString("next") != null) {
      page =
          list("?caseReference=case-b&limit=2&before=" + page.getString("next"))
              .extract()
              .jsonPath();
      seen.addAll(page.getList("items.exchangeId"));
    }
    assertEquals(expected, seen);
  }

  @Test
  void filters_narrow() throws SQLException {
    record("case-c", "W-903", Instant.parse("2026-09-01T00:00:00Z"));
    record("case-c", "W-904", Instant.parse("2026-09-02T00:00:00Z"));
    list("?addresseeNumber=W-903").body("items", hasSize(1));
    list("?addresseeNumber=W-999").body("items", hasSize(0));
    list("?caseReference=case-c&from=2026-09-02T00:00:00Z").body("items", hasSize(1));
    list("?caseReference=case-c&to=2026-09-02T00:00:00Z")
        .body("items", hasSize(1))
        .body("items[0].subjects[0].addresseeNumber", equalTo("W-903"));
    list("?caseReference=case-c&staff=pseudonym-1").body("items", hasSize(2));
    list("?caseReference=case-c&staff=pseudonym-2").body("items", hasSize(0));
  }

  @ParameterizedTest
  @CsvSource({
    "from=yesterday, from",
    "to=2026, to",
    "before=x, before",
    "before=2026-09-02T00:00:00Z_x, before",
    "caseReference=a b, caseReference",
    "staff=x, staff",
    "limit=5000, limit",
    "limit=1&limit=2, limit",
    "after=x, query"
  })
  void badParameter_isInvalidMessageWithItsName(String query, String name) {
    list("?" + query)
        .statusCode(400)
        .body("type", equalTo("urn:linkage:problem:invalid-message"))
        .body("detail", containsString(name + ": expected"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"caseworker", "clerk", "auditor", "operator"})
  void otherRoles_areRefused(String role) {
    given()
        .auth()
        .oauth2(StaffTokens.token("aoba-welfare", "officer-1", role))
        .get("/v1/records")
        .then()
        .statusCode(403);
  }

  private static ValidatableResponse list(String query) {
    return given()
        .auth()
        .oauth2(StaffTokens.token("aoba-welfare", "auditor-1", "agency-auditor"))
        .get("/v1/records" + query)
        .then();
  }

  private ExchangeId record(String caseReference, String person, Instant at) throws SQLException {
    ExchangeId id = ExchangeId.next();
    try (Connection connection = database.getConnection();
        PreparedStatement exchange =
            connection.prepareStatement(
                """
                insert into exchange_record (exchange_id, role, inquirer, provider, organisation,
                  item_number, affair, procedure, information, subject_relation, case_reference, staff,
                  non_disclosure, requested_at, outcome, request_offset)
                values (?, 'inquirer', 'aoba-welfare', 'aoba-tax', '障害福祉課', '144',
                  'disability-support-benefits', '1', array['municipal-tax'], 'applicant', ?,
                  'pseudonym-1', false, ?, 'answered', 7)
                """);
        PreparedStatement subject =
            connection.prepareStatement(
                """
                insert into exchange_record_subject (exchange_id, role, position, addressee_no, outcome)
                values (?, 'inquirer', 0, ?, 'provided')
                """)) {
      exchange.setObject(1, id.value());
      exchange.setString(2, caseReference);
      exchange.setTimestamp(3, Timestamp.from(at));
      exchange.executeUpdate();
      subject.setObject(1, id.value());
      subject.setString(2, person);
      subject.executeUpdate();
    }
    return id;
  }
}

package jp.linkage.tax.record;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.kit.record.RecordExchange;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.protocol.header.AffairId;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.CaseReference;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.ItemNumber;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.header.Occasion;
import jp.linkage.protocol.header.ProcedureNumber;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.header.SubjectRelation;
import jp.linkage.protocol.header.Validity;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.receipt.LogReceipt;
import jp.linkage.tax.Clerk;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = Clerk.AGENCY))
class RecordResourceTest {
  private static final Instant DAY = Instant.parse("2026-05-01T00:00:00Z");

  private final String person = "R-" + UUID.randomUUID().toString().substring(0, 8);

  @Inject RecordExchange records;

  @Test
  void exchange_recordedByTheKit_isReadWithEverythingTheLawNames() {
    ExchangeId exchange = recorded(DAY);
    auditor()
        .queryParam("addresseeNumber", person)
        .get("/v1/records")
        .then()
        .statusCode(200)
        .body("items.exchangeId", contains(exchange.toString()))
        .body("items[0].role", is("provider"))
        .body("items[0].inquirer", is("aoba-welfare"))
        .body("items[0].provider", is("aoba-tax"))
        .body("items[0].organisation", is("障害福祉課"))
        .body("items[0].itemNumber", is("144"))
        .body("items[0].affair", is("disability-support-benefits"))
        .body("items[0].procedure", is("1"))
        .body("items[0].information", contains("municipal-tax", "prefectural-tax"))
        .body("items[0].subjectRelation", is("applicant"))
        .body("items[0].nonDisclosure", is(true))
        .body("items[0].requestedAt", is("2026-05-01T00:00:00Z"))
        .body("items[0].providedAt", is("2026-05-01T00:00:01Z"))
        .body("items[0].outcome", is("answered"))
        .body("items[0].requestOffset", nullValue())
        .body("items[0].releaseOffset", is(17))
        .body("items[0].subjects.addresseeNumber", contains(person, null))
        .body("items[0].subjects.outcome", contains("provided", "unknown-person"))
        .body("next", nullValue());
  }

  @Test
  void records_readInPages_areCompleteAndTheLatestFirst() {
    List<String> expected = new ArrayList<>();
    for (int hour = 0; hour < 5; hour++) {
      // Two at the same instant: the id decides
      expected.addFirst(recorded(DAY.plus(hour / 2, ChronoUnit.HOURS)).toString());
    }
    List<String> seen = new ArrayList<>();
    String before = null;
    do {
      var request = auditor().queryParam("addresseeNumber", person).queryParam("limit", 2);
      if (before != null) {
        request.queryParam("before", before);
      }
      var page = request.get("/v1/records").jsonPath();
      seen.addAll(page.getList("items.exchangeId", String.class));
      before = page.getString("next");
    } while (before != null);
    assertEquals(expected, seen);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-01T00:00:00Z,2026-05-01T00:00:00.001Z,1",
    "2026-05-01T00:00:00.001Z,,0",
    ",2026-05-01T00:00:00Z,0",
    ",,1"
  })
  void period_takesItsBeginningAndNotItsEnd(String from, String to, int found) {
    recorded(DAY);
    var request = auditor().queryParam("addresseeNumber", person);
    if (from != null) {
      request.queryParam("from", from);
    }
    if (to != null) {
      request.queryParam("to", to);
    }
    request.get("/v1/records").then().statusCode(200).body("items.size()", is(found));
  }

  @ParameterizedTest
  @CsvSource({
    "from,yesterday,from: expected an instant",
    "to,2026-05-01,to: expected an instant",
    "addresseeNumber,A_1,addresseeNumber: expected",
    "before,------------------------------------.provider,before: expected",
    "before,x,before: expected",
    "after,x,query: expected only the parameters",
    "until,2026-05-01T00:00:00Z,query: expected only the parameters",
    "limit,0,limit: expected"
  })
  void parameter_ofAnotherForm_isRefused(String name, String value, String detail) {
    auditor()
        .queryParam(name, value)
        .get("/v1/records")
        .then()
        .statusCode(400)
        .body("detail", startsWith(detail));
  }

  @ParameterizedTest
  @ValueSource(strings = {StaffRole.CLERK, StaffRole.CASEWORKER, StaffRole.AUDITOR})
  void otherRoles_mayNotRead(String role) {
    Clerk.as("somebody", role).get("/v1/records").then().statusCode(403);
  }

  private static RequestSpecification auditor() {
    return Clerk.as("auditor-1", StaffRole.AGENCY_AUDITOR);
  }

  private ExchangeId recorded(Instant requestedAt) {
    ExchangeId exchange = ExchangeId.next();
    Header header =
        Header.convert(
            Bytes.sha256(new byte[0]),
            exchange,
            new AgencyId("aoba-welfare"),
            new AgencyId("aoba-tax"),
            2,
            new LegalBasis(
                new ItemNumber("144"),
                new AffairId("disability-support-benefits"),
                new ProcedureNumber("1"),
                List.of(new InformationId("municipal-tax"), new InformationId("prefectural-tax")),
                new SubjectRelation("applicant"),
                Optional.empty()),
            new Occasion(
                "障害福祉課", new CaseReference("case-1"), new StaffPseudonym("pseudonym-1"), true),
            Validity.of(requestedAt, Duration.ofDays(1)));
    QuarkusTransaction.requiringNew()
        .run(() ->
            records.record(
                RecordExchange.Role.PROVIDER,
                header,
                List.of(
                    new RecordExchange.Subject(
                        Optional.of(new AddresseeNumber(person)), "provided"),
                    new RecordExchange.Subject(Optional.empty(), "unknown-person")),
                Optional.of(requestedAt.plusSeconds(1)),
                "answered",
                Optional.empty(),
                Optional.of(receiptOf(17, requestedAt))));
    return exchange;
  }

  private static LogReceipt receiptOf(long offset, Instant time) {
    return new LogReceipt(
        Bytes.of(new byte[1]),
        new UUID(1, 2),
        offset,
        time,
        Bytes.of(new byte[32]),
        Bytes.of(new byte[64]));
  }
}

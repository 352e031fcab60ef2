package jp.linkage.tax.items;

import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import jp.linkage.kit.answer.Provision;
import jp.linkage.kit.answer.ProvisionRequest;
import jp.linkage.kit.answer.ProvisionSubject;
import jp.linkage.kit.person.AddresseeNumber;
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
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.tax.Clerk;
import jp.linkage.tax.assessment.AssessmentKey;
import jp.linkage.tax.assessment.CorrectAssessment;
import jp.linkage.tax.assessment.Correction;
import jp.linkage.tax.assessment.CorrectionOutcome;
import jp.linkage.tax.assessment.FiscalYear;
import jp.linkage.tax.assessment.RevisionReason;
import jp.linkage.tax.assessment.TaxStatus;
import jp.linkage.tax.assessment.TestAssessments;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = Clerk.AGENCY))
class MunicipalTaxSourceTest {
  private static final InformationId MUNICIPAL = new InformationId("municipal-tax");
  private static final InformationId PREFECTURAL = new InformationId("prefectural-tax");
  private static final Set<String> LEVY = Set.of("fiscalYear", "taxStatus", "incomeLevy");

  private final String prefix = UUID.randomUUID().toString().substring(0, 8) + "-";

  @Inject MunicipalTaxSource source;
  @Inject CorrectAssessment correctAssessment;

  @Test
  void source_providesBothTaxes() {
    assertEquals(Set.of(MUNICIPAL, PREFECTURAL), source.provides());
  }

  @Test
  void assessment_isProvidedWithExactlyTheNamedFields() {
    assess("1", 2026, TaxStatus.TAXED);
    assertEquals(
        List.of(
            provided(
                MUNICIPAL,
                Map.of("fiscalYear", 2026L, "taxStatus", "taxed", "incomeLevy", 98_400L))),
        ask(header(Duration.ofDays(1)), Map.of(MUNICIPAL, LEVY), subject("1", "2026")));
  }

  @Test
  void bothTaxes_askedAtOnce_areProvidedEachWithItsFields() {
    assess("1", 2026, TaxStatus.TAXED);
    assertEquals(
        List.of(
            new Provision.Provided(
                Map.of(
                    MUNICIPAL,
                    Map.of("incomeLevy", 98_400L),
                    PREFECTURAL,
                    Map.of("perCapitaLevy", 1_000L)))),
        ask(
            header(Duration.ofDays(1)),
            Map.of(MUNICIPAL, Set.of("incomeLevy"), PREFECTURAL, Set.of("perCapitaLevy")),
            subject("1", "2026")));
  }

  @Test
  void correctedAssessment_isProvidedAsItIsNow() {
    assess("1", 2026, TaxStatus.TAXED);
    assess("1", 2026, TaxStatus.UNDECLARED);
    assertEquals(
        List.of(provided(MUNICIPAL, Map.of("fiscalYear", 2026L, "taxStatus", "undeclared"))),
        ask(header(Duration.ofDays(1)), Map.of(MUNICIPAL, LEVY), subject("1", "2026")));
  }

  @Test
  void personsAndYears_inOneBatch_areAnsweredInTheirOrder() {
    assess("1", 2026, TaxStatus.TAXED);
    assess("1", 2025, TaxStatus.EXEMPT);
    assess("2", 2026, TaxStatus.NO_MATERIALS);
    protect("3", "not-disclosable");
    var provisions =
        ask(
            header(Duration.ofDays(1)),
            Map.of(MUNICIPAL, Set.of("taxStatus")),
            subject("2", "2026"),
            subject("1", "2025"),
            subject("3", "2026"),
            subject("1", "2026"),
            subject("2", "2025"),
            subject("1", "2025"));
    assertEquals(
        List.of(
            status("no-materials"),
            status("exempt"),
            new Provision.NotDisclosable(),
            status("taxed"),
            new Provision.NoRecord(),
            status("exempt")),
        provisions);
  }

  @Test
  void fiveHundredPersons_areAnsweredInOneBatch() {
    assess("250", 2026, TaxStatus.EXEMPT);
    ProvisionSubject[] subjects =
        IntStream.range(0, 500)
            .mapToObj(i -> subject(String.valueOf(i), "2026"))
            .toArray(ProvisionSubject[]::new);
    var provisions =
        ask(header(Duration.ofDays(1)), Map.of(MUNICIPAL, Set.of("taxStatus")), subjects);
    for (int i = 0; i < 500; i++) {
      assertEquals(i == 250 ? status("exempt") : new Provision.NoRecord(), provisions.get(i));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "26", "R8", "20260"})
  void fiscalYear_ofAnotherForm_isRefusedWithWhatIsExpected(String year) {
    var header = header(Duration.ofDays(1));
    var refusal =
        assertThrows(
            InvalidMessage.class, () -> ask(header, Map.of(MUNICIPAL, LEVY), subject("1", year)));
    assertEquals("$.parameters.fiscalYear", refusal.path());
    assertEquals(FiscalYear.FORM.en(), refusal.expected());
  }

  @Test
  void inquiry_withoutFiscalYear_isRefused() {
    var header = header(Duration.ofDays(1));
    var subject = new ProvisionSubject(number("1"), Map.of());
    assertThrows(InvalidMessage.class, () -> ask(header, Map.of(MUNICIPAL, LEVY), subject));
  }

  @Test
  void protectedPerson_withOrWithoutRecord_isNotDisclosable() {
    assess("1", 2026, TaxStatus.TAXED);
    protect("1", "not-disclosable");
    protect("2", "not-disclosable");
    assertEquals(
        List.of(new Provision.NotDisclosable(), new Provision.NotDisclosable()),
        ask(
            header(Duration.ofDays(1)),
            Map.of(MUNICIPAL, LEVY),
            subject("1", "2026"),
            subject("2", "2026")));
    protect("1", "none");
    assertEquals(
        List.of(status("taxed")),
        ask(
            header(Duration.ofDays(1)),
            Map.of(MUNICIPAL, Set.of("taxStatus")),
            subject("1", "2026")));
  }

  @Test
  void personUnderManualRelease_waitsForTheOfficialWhoReleases() {
    assess("1", 2026, TaxStatus.TAXED);
    protect("1", "manual-release");
    var header = header(Duration.ofDays(1));
    assertEquals(List.of(new Provision.NeedsRelease()), askStatus(header, "1"));
    // Asking again does not put it before the official twice
    assertEquals(List.of(new Provision.NeedsRelease()), askStatus(header, "1"));

    String id = pending("1");
    decide(id, "released").statusCode(200).body("state", is("released"));
    assertEquals(List.of(status("taxed")), askStatus(header, "1"));
    // The decision is one on this exchange, not on the person
    assertEquals(List.of(new Provision.NeedsRelease()), askStatus(header(Duration.ofDays(1)), "1"));
  }

  @Test
  void personUnderManualRelease_whoseInformationIsWithheld_isNotDisclosable() {
    assess("1", 2026, TaxStatus.TAXED);
    protect("1", "manual-release");
    var header = header(Duration.ofDays(1));
    askStatus(header, "1");
    String id = pending("1");
    decide(id, "withheld").statusCode(200);
    assertEquals(List.of(new Provision.NotDisclosable()), askStatus(header, "1"));
    decide(id, "withheld").statusCode(200);
    decide(id, "released")
        .statusCode(409)
        .body("type", is("urn:linkage:problem:conflict"))
        .body("detail", startsWith("It was decided before: withheld"));
  }

  @Test
  void releasedPerson_whoIsProtectedMeanwhile_isNotDisclosable() {
    protect("1", "manual-release");
    var header = header(Duration.ofDays(1));
    askStatus(header, "1");
    decide(pending("1"), "released").statusCode(200);
    assertEquals(List.of(new Provision.NoRecord()), askStatus(header, "1"));
    protect("1", "not-disclosable");
    assertEquals(List.of(new Provision.NotDisclosable()), askStatus(header, "1"));
  }

  @Test
  void expiredInquiry_cannotBeReleased() throws InterruptedException {
    protect("1", "manual-release");
    askStatus(header(Duration.ofMillis(50)), "1");
    String id = pending("1");
    Thread.sleep(100);
    decide(id, "released").statusCode(409).body("detail", startsWith("The exchange has expired"));
  }

  @Test
  void releases_areReadByAuditorsButDecidedByClerks() {
    protect("1", "manual-release");
    askStatus(header(Duration.ofDays(1)), "1");
    String id = pending("1");
    Clerk.as("auditor-1", StaffRole.AGENCY_AUDITOR)
        .queryParam("limit", 1000)
        .get("/v1/releases")
        .then()
        .statusCode(200)
        .body("items.id", hasItem(id))
        .body("items.find { it.id == '" + id + "' }.inquirer", is("aoba-welfare"))
        .body("items.find { it.id == '" + id + "' }.affair", is("disability-support-benefits"));
    Clerk.as("auditor-1", StaffRole.AGENCY_AUDITOR)
        .contentType(ContentType.JSON)
        .body(Map.of("state", "released", "reason", "x"))
        .put("/v1/releases/{id}", id)
        .then()
        .statusCode(403);
    decide(id, "pending").statusCode(400).body("detail", startsWith("$.state: expected"));
    decide(UUID.randomUUID().toString(), "released").statusCode(404);
    decide(id, "released").statusCode(200);
    Clerk.clerk()
        .queryParam("limit", 1000)
        .get("/v1/releases")
        .then()
        .body("items.id", not(hasItem(id)));
    Clerk.clerk()
        .queryParam("state", "released")
        .queryParam("limit", 1)
        .get("/v1/releases")
        .then()
        .body("items", hasSize(1));
  }

  private List<Provision> askStatus(Header header, String person) {
    return ask(header, Map.of(MUNICIPAL, Set.of("taxStatus")), subject(person, "2026"));
  }

  /** As the kit asks: within the transaction that stores the answer. */
  private List<Provision> ask(
      Header header, Map<InformationId, Set<String>> fields, ProvisionSubject... subjects) {
    var request = new ProvisionRequest(header, "144.1.municipal-tax", fields, List.of(subjects));
    return QuarkusTransaction.requiringNew().call(() -> source.provide(request));
  }

  private static Header header(Duration validity) {
    return Header.convert(
        Bytes.sha256(new byte[0]),
        ExchangeId.next(),
        new AgencyId("aoba-welfare"),
        new AgencyId("aoba-tax"),
        1,
        new LegalBasis(
            new ItemNumber("144"),
            new AffairId("disability-support-benefits"),
            new ProcedureNumber("1"),
            List.of(MUNICIPAL),
            new SubjectRelation("applicant"),
            Optional.empty()),
        new Occasion(
            "障害福祉課", new CaseReference("case-1"), new StaffPseudonym("pseudonym-1"), false),
        Validity.of(Instant.now(), validity));
  }

  private static Provision status(String status) {
    return provided(MUNICIPAL, Map.of("taxStatus", status));
  }

  private static Provision provided(InformationId information, Map<String, Object> fields) {
    return new Provision.Provided(Map.of(information, fields));
  }

  private ProvisionSubject subject(String person, String year) {
    return new ProvisionSubject(number(person), Map.of("fiscalYear", year));
  }

  private AddresseeNumber number(String person) {
    return new AddresseeNumber(prefix + person);
  }

  private void assess(String person, int year, TaxStatus status) {
    var key = new AssessmentKey(number(person), new FiscalYear(year));
    for (int basedOn = 0; ; basedOn++) {
      var outcome =
          correctAssessment.correct(
              new Correction(
                  key,
                  basedOn,
                  TestAssessments.content(status),
                  RevisionReason.CORRECTION,
                  Optional.empty(),
                  new StaffPseudonym("pseudonym-1"),
                  UUID.randomUUID().toString()));
      if (outcome instanceof CorrectionOutcome.Recorded) {
        return;
      }
    }
  }

  private void protect(String person, String level) {
    Clerk.clerk()
        .contentType(ContentType.JSON)
        .body(Map.of("level", level, "reason", "test"))
        .put("/v1/persons/{addresseeNumber}/protection", prefix + person)
        .then()
        .statusCode(200);
  }

  /** The id of the one inquiry about a person that waits for a decision. */
  private String pending(String person) {
    List<String> ids =
        Clerk.clerk()
            .queryParam("limit", 1000)
            .get("/v1/releases")
            .then()
            .statusCode(200)
            .extract()
            .path("items.findAll { it.addresseeNumber == '" + prefix + person + "' }.id");
    assertEquals(1, ids.size());
    return ids.getFirst();
  }

  private static ValidatableResponse decide(String id, String state) {
    return Clerk.clerk()
        .contentType(ContentType.JSON)
        .body(Map.of("state", state, "reason", "本人に確認済み"))
        .put("/v1/releases/{id}", id)
        .then();
  }
}

package jp.linkage.protocol.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.AgencyRole;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.header.TestHeaders;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.manifest.ManifestAgency;
import jp.linkage.protocol.manifest.Right;
import jp.linkage.protocol.manifest.TestParties;
import jp.linkage.protocol.problem.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DecidePermissionTest {
  private static final PermissionTable TABLE = PermissionTable.parse(PermissionTable.bundled());
  private static final TestParties PARTIES = new TestParties();
  private static final Manifest MANIFEST = PARTIES.manifest(1, PermissionTable.bundled(), Map.of());

  /** Everybody asks and answers in every role, so that only item to relation decide. */
  private static final Manifest ANY_ROLE =
      changed(agency ->
          copy(agency, TABLE.roles(), TABLE.roles(), Set.of(Right.INQUIRE, Right.PROVIDE), true));

  // The articles as read: item 144 is detailed by 命令146条, 106 by 108条, 155 by 157条, 91 by 93条.
  @ParameterizedTest
  @CsvSource({
    "144, disability-support-benefits,  1, applicant,                    municipal-tax",
    "144, disability-support-benefits,  1, spouse-same-household,        municipal-tax",
    "144, disability-support-benefits,  1, child-sharing-living,         municipal-tax",
    "144, disability-support-benefits,  1, same-household,               municipal-tax",
    "144, disability-support-benefits,  1, guardian,                     municipal-tax",
    "144, disability-support-benefits,  1, child,                        physical-disability-certificate",
    "144, disability-support-benefits,  2, applicant,                    physical-disability-certificate",
    "144, disability-support-benefits,  6, certification-household-member, municipal-tax",
    "144, disability-support-benefits,  6, applicant,                    physical-disability-certificate",
    "144, disability-support-benefits,  7, applicant,                    municipal-tax",
    "144, disability-support-benefits,  7, applicant,                    public-assistance",
    "144, disability-support-benefits, 10, applicant,                    resident-record",
    "106, child-allowance,              1, applicant,                    municipal-tax",
    "106, child-allowance,              1, child-sharing-living,         municipal-tax",
    "106, child-allowance,              1, child,                        resident-record",
    "106, child-allowance,              3, applicant,                    resident-record",
    "106, child-allowance,              6, applicant,                    municipal-tax",
    "155, child-support-certification,  5, guardian,                     municipal-tax",
    "155, child-support-certification,  9, same-household,               municipal-tax",
    "155, child-support-certification, 10, guardian,                     public-money-account",
    " 91, special-child-allowance,      1, supporter-spouse,             prefectural-tax",
    " 91, special-child-allowance,      1, dependant-under-19,           prefectural-tax",
    " 91, special-child-allowance,      5, applicant,                    prefectural-tax",
    " 92, disabled-child-welfare-allowance, 1, applicant,                prefectural-tax",
    "132, long-term-care-insurance,     6, spouse,                       municipal-tax",
    "132, long-term-care-insurance,    44, insured,                      municipal-tax",
  })
  void inquiry_thatTheArticleLists_isPermitted(
      String item, String affair, String procedure, String relation, String information) {
    var permitted =
        assertInstanceOf(
            Decision.Permitted.class,
            decide(TestHeaders.basis(item, affair, procedure, relation, information)));

    assertEquals(item + "." + procedure + "." + information, permitted.rowIds());
  }

  @ParameterizedTest
  @CsvSource({
    // 146条7号 has no 手帳; 146条2号 no 市町村民税
    "144, disability-support-benefits,  7, applicant, physical-disability-certificate, information",
    "144, disability-support-benefits,  7, applicant, mental-disability-certificate,   information",
    "144, disability-support-benefits,  2, applicant, municipal-tax,                   information",
    // 146条1号リ does not list supporters; 6号ニ lists 支給認定基準世帯員, not the household
    "144, disability-support-benefits,  1, supporter, municipal-tax,                   subjectRelation",
    "144, disability-support-benefits,  6, same-household, municipal-tax,              subjectRelation",
    // 146条 lists 市町村民税, not 道府県民税
    "144, disability-support-benefits,  1, applicant, prefectural-tax,                 information",
    // a procedure that was not transcribed
    "144, disability-support-benefits,  3, applicant, municipal-tax,                   procedure",
    // 108条3号 has no tax; 108条1号ロ does not list the spouse
    "106, child-allowance,              3, applicant, municipal-tax,                   information",
    "106, child-allowance,              1, spouse, municipal-tax,                      subjectRelation",
    "106, child-allowance,              1, spouse-same-household, municipal-tax,       subjectRelation",
    // 157条10号 lists the account only
    "155, child-support-certification, 10, guardian, municipal-tax,                    information",
    "155, child-support-certification,  5, supporter, municipal-tax,                   subjectRelation",
    // 93条 lists 道府県民税, not 市町村民税
    " 91, special-child-allowance,      1, applicant, municipal-tax,                   information",
    " 91, special-child-allowance,      1, applicant, physical-disability-certificate, subjectRelation",
    " 92, disabled-child-welfare-allowance, 1, applicant, municipal-tax,               information",
    // 134条44号 does not list the spouse
    "132, long-term-care-insurance,    44, spouse, municipal-tax,                      subjectRelation",
    // the right item under another affair
    "144, child-allowance,              1, applicant, municipal-tax,                   affair",
  })
  void inquiry_thatTheArticleDoesNotList_isDeniedWithWhatDiffers(
      String item,
      String affair,
      String procedure,
      String relation,
      String information,
      String difference) {
    Decision.Denied denied =
        denied(decide(TestHeaders.basis(item, affair, procedure, relation, information)));

    assertEquals(DenialCause.NO_ROW, denied.cause());
    assertTrue(denied.closestRow().orElseThrow().startsWith(item + "."), denied.reason());
    assertTrue(denied.reason().contains(" has " + difference + " "), denied.reason());
    assertTrue(denied.reason().length() <= 300);
  }

  @Test
  void inquiry_ofSeveralInformations_needsARowForEach() {
    LegalBasis both =
        TestHeaders.basis(
            "144",
            "disability-support-benefits",
            "1",
            "applicant",
            "resident-record",
            "municipal-tax");
    LegalBasis oneTooMany =
        TestHeaders.basis(
            "106", "child-allowance", "3", "applicant", "resident-record", "municipal-tax");

    var permitted = assertInstanceOf(Decision.Permitted.class, decide(both));
    assertEquals("144.1.municipal-tax,144.1.resident-record", permitted.rowIds());
    assertEquals(DenialCause.NO_ROW, denied(decide(oneTooMany)).cause());
  }

  @Test
  void certificate_underItem155_isGivenWithoutItsGrade() {
    var nursery =
        permitted(
            "155",
            "child-support-certification",
            "5",
            "guardian",
            "physical-disability-certificate");
    var benefits =
        permitted(
            "144",
            "disability-support-benefits",
            "1",
            "applicant",
            "physical-disability-certificate");

    // 157条5号イ: 手帳の交付, without 障害の程度
    assertEquals(Set.of("issued", "issuedOn", "returnedOn"), fields(nursery));
    assertTrue(fields(benefits).containsAll(Set.of("issued", "grade", "disabilityDegree")));
  }

  @ParameterizedTest
  @CsvSource({
    "17, nursery-placement, child-rearing-allowance",
    "37, physical-disability-welfare, municipal-tax",
    "42, public-assistance, municipal-tax",
    "48, local-tax, municipal-tax",
    "53, public-housing, municipal-tax",
    "69, national-health-insurance, municipal-tax",
    "75, intellectual-disability-welfare, municipal-tax",
    "81, child-rearing-allowance, municipal-tax",
    "107, child-allowance-status, pension-benefits",
    "20, child-welfare-charges, municipal-tax",
  })
  void item_ofWhichOnlyTheTableWasRead_permitsNothing(
      String item, String affair, String information) {
    Decision.Denied denied =
        denied(decide(TestHeaders.basis(item, affair, "1", "applicant", information)));

    assertEquals(DenialCause.NOT_TRANSCRIBED, denied.cause());
    assertEquals(Optional.of(item + ".table." + information), denied.closestRow());
  }

  @Test
  void item_thatTheTableDoesNotHave_isDenied() {
    Decision.Denied denied =
        denied(decide(TestHeaders.basis("173-2", "anything", "1", "applicant", "municipal-tax")));

    assertEquals(DenialCause.NO_ROW, denied.cause());
    assertEquals(Optional.empty(), denied.closestRow());
    assertEquals(ProblemType.NOT_PERMITTED, denied.problemType());
  }

  // 地方税法22条: tax under an ordinance only with the person's consent
  @Test
  void ordinance_withConsent_isPermitted() {
    LegalBasis basis = ordinance("guardian", "municipal-tax");

    assertInstanceOf(Decision.Permitted.class, decide(TestHeaders.withConsent(basis)));
  }

  @Test
  void ordinance_withoutConsent_isDenied() {
    Decision.Denied denied = denied(decide(ordinance("guardian", "municipal-tax")));

    assertEquals(DenialCause.CONSENT, denied.cause());
    assertEquals(Optional.of("ordinance-999018-1.1.municipal-tax"), denied.closestRow());
  }

  @Test
  void ordinance_withConsentWhereNoneIsDemanded_isDenied() {
    LegalBasis basis = ordinance("child", "resident-record");

    assertInstanceOf(Decision.Permitted.class, decide(basis));
    assertEquals(DenialCause.CONSENT, denied(decide(TestHeaders.withConsent(basis))).cause());
  }

  @Test
  void ordinance_withTaxAndResidentRecord_takesOneConsent() {
    LegalBasis basis = ordinance("guardian", "municipal-tax", "resident-record");

    assertEquals(DenialCause.CONSENT, denied(decide(basis)).cause());
    assertInstanceOf(Decision.Permitted.class, decide(TestHeaders.withConsent(basis)));
  }

  @Test
  void ordinance_ofAnotherMunicipality_isDenied() {
    Manifest elsewhere = changed(ANY_ROLE, agency -> withCode(agency, "999026"));
    Header header =
        TestHeaders.convert(
            elsewhere.hash(), 1, TestHeaders.withConsent(ordinance("guardian", "municipal-tax")));

    Decision.Denied denied = denied(DecidePermission.decide(header, elsewhere, TABLE));

    assertTrue(denied.reason().contains("an ordinance of another municipality"), denied.reason());
  }

  @Test
  void statute_withConsentReference_isDenied() {
    LegalBasis basis =
        TestHeaders.withConsent(
            TestHeaders.basis("144", "disability-support-benefits", "1", "applicant"));

    assertEquals(DenialCause.CONSENT, denied(decide(basis)).cause());
  }

  @Test
  void inquiry_underAnotherManifest_isDenied() {
    Header header = TestHeaders.convert(TestHeaders.hash(1), 1);

    Decision.Denied denied = denied(DecidePermission.decide(header, MANIFEST, TABLE));

    assertEquals(DenialCause.OTHER_MANIFEST, denied.cause());
    assertEquals(ProblemType.MANIFEST_MISMATCH, denied.problemType());
  }

  @Test
  void inquiry_fromTheDemoWelfareOffice_isPermitted() {
    assertInstanceOf(
        Decision.Permitted.class,
        DecidePermission.decide(TestHeaders.convert(MANIFEST.hash(), 500), MANIFEST, TABLE));
  }

  @Test
  void inquiry_outsideTheManifestsValidity_isDenied() {
    Instant late = MANIFEST.expiresAt();
    Header header =
        TestHeaders.convert(
            MANIFEST.hash(),
            TestHeaders.AOBA_WELFARE,
            TestHeaders.AOBA_TAX,
            1,
            TestHeaders.basis("144", "disability-support-benefits", "1", "applicant"),
            late);

    assertEquals(
        DenialCause.MANIFEST_NOT_VALID,
        denied(DecidePermission.decide(header, MANIFEST, TABLE)).cause());
  }

  // The rows hold from 2024-05-27 in Japan, which begins at 15:00 of the day before in UTC
  @ParameterizedTest
  @CsvSource({"2024-05-26T14:59:59.999Z, false", "2024-05-26T15:00:00.000Z, true"})
  void inquiry_beforeTheRowIsInForce_isDenied(Instant requestedAt, boolean permitted) {
    Manifest old =
        PARTIES.manifest(
            1,
            PermissionTable.bundled(),
            Map.of(),
            Instant.parse("2024-01-01T00:00:00Z"),
            Instant.parse("2025-01-01T00:00:00Z"));
    Header header =
        TestHeaders.convert(
            old.hash(),
            TestHeaders.AOBA_WELFARE,
            TestHeaders.AOBA_TAX,
            1,
            TestHeaders.basis("144", "disability-support-benefits", "1", "applicant"),
            requestedAt);

    Decision decision = DecidePermission.decide(header, old, TABLE);

    assertEquals(permitted, decision instanceof Decision.Permitted);
    if (decision instanceof Decision.Denied denied) {
      assertTrue(denied.reason().contains("validity from 2024-05-27"), denied.reason());
    }
  }

  @ParameterizedTest
  @MethodSource("withoutRight")
  void inquiry_withoutARight_isDenied(AgencyId who, Right right) {
    Manifest manifest =
        changed(ANY_ROLE, agency -> agency.id().equals(who) ? without(agency, right) : agency);
    Header header = TestHeaders.convert(manifest.hash(), 1);

    Decision.Denied denied = denied(DecidePermission.decide(header, manifest, TABLE));

    assertEquals(DenialCause.RIGHT_MISSING, denied.cause());
    assertTrue(denied.reason().contains(right + " of " + who), denied.reason());
  }

  static Stream<Arguments> withoutRight() {
    return Stream.of(
        Arguments.of(TestHeaders.AOBA_WELFARE, Right.INQUIRE),
        Arguments.of(TestHeaders.AOBA_TAX, Right.PROVIDE));
  }

  // 番号法28条, 21条2項2号
  @ParameterizedTest
  @CsvSource({"aoba-welfare", "aoba-tax"})
  void inquiry_withoutAPublishedImpactAssessment_isDenied(String who) {
    Manifest manifest =
        changed(
            MANIFEST,
            agency ->
                agency.id().value().equals(who)
                    ? copy(
                        agency,
                        agency.inquirerRoles(),
                        agency.providerRoles(),
                        agency.rights(),
                        false)
                    : agency);
    Header header = TestHeaders.convert(manifest.hash(), 1);

    Decision.Denied denied = denied(DecidePermission.decide(header, manifest, TABLE));

    assertEquals(DenialCause.IMPACT_ASSESSMENT, denied.cause());
    assertTrue(denied.reason().contains(who), denied.reason());
  }

  @Test
  void inquiry_inAnotherRole_isDenied() {
    Manifest inquirer =
        changed(ANY_ROLE, agency -> withRoles(agency, "health-insurance-society", "mayor"));
    Manifest provider = changed(ANY_ROLE, agency -> withRoles(agency, "mayor", "governor"));

    assertTrue(
        denied(DecidePermission.decide(TestHeaders.convert(inquirer.hash(), 1), inquirer, TABLE))
            .reason()
            .contains("inquirer role governor or mayor"));
    assertTrue(
        denied(DecidePermission.decide(TestHeaders.convert(provider.hash(), 1), provider, TABLE))
            .reason()
            .contains("provider role mayor"));
  }

  @Test
  void agency_notInTheManifest_isDenied() {
    AgencyId stranger = new AgencyId("stranger");
    LegalBasis basis = TestHeaders.basis("144", "disability-support-benefits", "1", "applicant");
    Header asks =
        TestHeaders.convert(
            MANIFEST.hash(), stranger, TestHeaders.AOBA_TAX, 1, basis, TestHeaders.now());
    Header isAsked =
        TestHeaders.convert(
            MANIFEST.hash(), TestHeaders.AOBA_WELFARE, stranger, 1, basis, TestHeaders.now());

    for (Header header : List.of(asks, isAsked)) {
      assertEquals(
          DenialCause.UNKNOWN_AGENCY,
          denied(DecidePermission.decide(header, MANIFEST, TABLE)).cause());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ENROL, aoba-tax, true",
    "REGISTER, aoba-residents, true",
    "REGISTER, aoba-welfare, false",
    "READLOG, aoba-residents, true",
    "READLOG, aoba-tax, false",
    "ENROL, stranger, false",
  })
  void ownExchange_needsItsRight(ExchangeType type, String agency, boolean permitted) {
    Header header = TestHeaders.own(MANIFEST.hash(), type, new AgencyId(agency), 1);

    assertEquals(
        permitted, DecidePermission.decide(header, MANIFEST, TABLE) instanceof Decision.Permitted);
  }

  private static LegalBasis ordinance(String relation, String... information) {
    return TestHeaders.basis(
        "ordinance-999018-1", "aoba-child-medical-subsidy", "1", relation, information);
  }

  private static Decision decide(LegalBasis basis) {
    return DecidePermission.decide(TestHeaders.convert(ANY_ROLE.hash(), 1, basis), ANY_ROLE, TABLE);
  }

  private static Decision.Permitted permitted(
      String item, String affair, String procedure, String relation, String information) {
    return assertInstanceOf(
        Decision.Permitted.class,
        decide(TestHeaders.basis(item, affair, procedure, relation, information)));
  }

  private static Decision.Denied denied(Decision decision) {
    return assertInstanceOf(Decision.Denied.class, decision);
  }

  private static Set<String> fields(Decision.Permitted permitted) {
    return permitted.fields().values().stream().flatMap(Set::stream).collect(Collectors.toSet());
  }

  private static ManifestAgency without(ManifestAgency agency, Right right) {
    Set<Right> rights =
        agency.rights().stream().filter(held -> held != right).collect(Collectors.toSet());
    return copy(agency, agency.inquirerRoles(), agency.providerRoles(), rights, true);
  }

  private static ManifestAgency withRoles(ManifestAgency agency, String inquirer, String provider) {
    return copy(
        agency,
        Set.of(new AgencyRole(inquirer)),
        Set.of(new AgencyRole(provider)),
        agency.rights(),
        true);
  }

  private static ManifestAgency withCode(ManifestAgency agency, String code) {
    return copy(
        agency, code, agency.inquirerRoles(), agency.providerRoles(), agency.rights(), true);
  }

  private static ManifestAgency copy(
      ManifestAgency agency,
      Set<AgencyRole> inquirer,
      Set<AgencyRole> provider,
      Set<Right> rights,
      boolean assessed) {
    return copy(agency, agency.municipalityCode(), inquirer, provider, rights, assessed);
  }

  private static ManifestAgency copy(
      ManifestAgency agency,
      String code,
      Set<AgencyRole> inquirer,
      Set<AgencyRole> provider,
      Set<Right> rights,
      boolean assessed) {
    return new ManifestAgency(
        agency.id(),
        agency.name(),
        code,
        inquirer,
        provider,
        rights,
        assessed,
        agency.endpoint(),
        agency.keys(),
        agency.possession(),
        agency.hpkeKey(),
        agency.signingKey());
  }

  private static Manifest changed(UnaryOperator<ManifestAgency> change) {
    return changed(MANIFEST, change);
  }

  private static Manifest changed(Manifest base, UnaryOperator<ManifestAgency> change) {
    return new Manifest(
        base.serial(),
        base.epoch(),
        base.notBefore(),
        base.notBefore(),
        base.expiresAt(),
        base.permissionTable(),
        base.gateway(),
        base.audit(),
        base.agencies().stream().map(change).toList());
  }
}

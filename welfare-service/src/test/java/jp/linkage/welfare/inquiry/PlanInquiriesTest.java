package jp.linkage.welfare.inquiry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.SubjectRelation;
import jp.linkage.welfare.entitlement.CountedPersons;
import jp.linkage.welfare.entitlement.Fact;
import jp.linkage.welfare.entitlement.FiscalYear;
import jp.linkage.welfare.entitlement.Gap;
import jp.linkage.welfare.entitlement.LivingArrangement;
import jp.linkage.welfare.entitlement.MunicipalTax;
import jp.linkage.welfare.entitlement.Person;
import jp.linkage.welfare.entitlement.Person.Relation;
import jp.linkage.welfare.inquiry.PlanInquiries.Plan;
import org.junit.jupiter.api.Test;

class PlanInquiriesTest {
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final FiscalYear YEAR = new FiscalYear(2026);
  private static final AgencyId AOBA_TAX = new AgencyId("aoba-tax");
  private static final AgencyId MIDORI_TAX = new AgencyId("midori-tax");
  private static final Residence AOBA =
      new Residence.InMunicipality(new MunicipalityCode("999018"));
  private static final Residence MIDORI =
      new Residence.InMunicipality(new MunicipalityCode("999026"));
  private static final Residence UNCONNECTED =
      new Residence.InMunicipality(new MunicipalityCode("999034"));
  private static final Residence ABROAD = new Residence.Abroad();

  private static final Person ADULT = person("W-1", Relation.APPLICANT, 1986, true);
  private static final Person SPOUSE = person("W-2", Relation.SPOUSE, 1987, true);
  private static final Person PARENT = person("W-3", Relation.PARENT, 1956, true);
  private static final Person CHILD = person("W-4", Relation.APPLICANT, 2016, true);
  private static final Person GUARDIAN = person("W-5", Relation.GUARDIAN, 1986, true);
  private static final Person SIBLING = person("W-6", Relation.SIBLING, 2018, true);
  private static final Person SEVENTEEN = person("W-7", Relation.APPLICANT, 2009, true);

  @Test
  void adultAndSpouse_ofOneCity_areTwoRelations() {
    Plan plan = plan(ADULT, LivingArrangement.HOME, Map.of("W-1", AOBA, "W-2", AOBA), SPOUSE);
    assertEquals(
        List.of(
            inquiry(AOBA_TAX, "applicant", "W-1"),
            inquiry(AOBA_TAX, "spouse-same-household", "W-2")),
        plan.inquiries());
    assertEquals(Map.of(), plan.withoutAsking());
  }

  @Test
  void adult_parentsInTheHousehold_areNotAskedAbout() {
    Plan plan = plan(ADULT, LivingArrangement.HOME, Map.of("W-1", AOBA, "W-3", AOBA), PARENT);
    assertEquals(List.of(inquiry(AOBA_TAX, "applicant", "W-1")), plan.inquiries());
  }

  @Test
  void mover_isAskedAboutWhereTheyLivedOnFirstJanuary() {
    Plan plan = plan(ADULT, LivingArrangement.HOME, Map.of("W-1", MIDORI, "W-2", AOBA), SPOUSE);
    assertEquals(
        List.of(
            inquiry(MIDORI_TAX, "applicant", "W-1"),
            inquiry(AOBA_TAX, "spouse-same-household", "W-2")),
        plan.inquiries());
  }

  @Test
  void child_guardianThenTheHouseholdInOneInquiryPerCity() {
    Plan plan =
        plan(
            CHILD,
            LivingArrangement.HOME,
            Map.of("W-4", AOBA, "W-5", AOBA, "W-6", AOBA, "W-3", MIDORI),
            GUARDIAN,
            SIBLING,
            PARENT);
    assertEquals(
        List.of(
            inquiry(AOBA_TAX, "guardian", "W-5"),
            inquiry(AOBA_TAX, "same-household", "W-4", "W-6"),
            inquiry(MIDORI_TAX, "same-household", "W-3")),
        plan.inquiries());
  }

  @Test
  void under20InFacility_applicantAndHousehold() {
    Plan plan =
        plan(SEVENTEEN, LivingArrangement.FACILITY, Map.of("W-7", AOBA, "W-5", AOBA), GUARDIAN);
    assertEquals(
        List.of(inquiry(AOBA_TAX, "applicant", "W-7"), inquiry(AOBA_TAX, "same-household", "W-5")),
        plan.inquiries());
  }

  @Test
  void livedAbroad_isKnownWithoutAsking() {
    Plan plan = plan(ADULT, LivingArrangement.HOME, Map.of("W-1", ABROAD));
    assertTrue(plan.inquiries().isEmpty());
    assertEquals(
        Map.of(new AddresseeNumber("W-1"), new Fact.Known<>(new MunicipalTax.NoDomesticAddress())),
        plan.withoutAsking());
  }

  @Test
  void cityThatIsNotConnected_isAGapNotAnInquiry() {
    Plan plan = plan(ADULT, LivingArrangement.HOME, Map.of("W-1", UNCONNECTED));
    assertTrue(plan.inquiries().isEmpty());
    assertEquals(
        Map.of(new AddresseeNumber("W-1"), new Fact.NotHeld<>(Gap.PROVIDER_NOT_CONNECTED)),
        plan.withoutAsking());
  }

  @Test
  void knownPersons_areNotAskedAboutAgain() {
    Plan plan =
        PlanInquiries.plan(
            counted(ADULT, LivingArrangement.HOME, SPOUSE),
            residences(Map.of("W-1", AOBA, "W-2", AOBA)),
            YEAR,
            Set.of(new AddresseeNumber("W-1")),
            PlanInquiriesTest::registry);
    assertEquals(List.of(inquiry(AOBA_TAX, "spouse-same-household", "W-2")), plan.inquiries());
  }

  @Test
  void missingResidence_isRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> plan(ADULT, LivingArrangement.HOME, Map.of()));
  }

  private static Plan plan(
      Person applicant,
      LivingArrangement living,
      Map<String, Residence> residences,
      Person... members) {
    return PlanInquiries.plan(
        counted(applicant, living, members),
        residences(residences),
        YEAR,
        Set.of(),
        PlanInquiriesTest::registry);
  }

  private static CountedPersons counted(
      Person applicant, LivingArrangement living, Person... members) {
    return CountedPersons.of(applicant, List.of(members), living, NOVEMBER);
  }

  private static Map<AddresseeNumber, Residence> residences(Map<String, Residence> byText) {
    return byText.entrySet().stream()
        .collect(Collectors.toMap(e -> new AddresseeNumber(e.getKey()), Map.Entry::getValue));
  }

  private static Optional<AgencyId> registry(MunicipalityCode municipality) {
    return switch (municipality.value()) {
      case "999018" -> Optional.of(AOBA_TAX);
      case "999026" -> Optional.of(MIDORI_TAX);
      default -> Optional.empty();
    };
  }

  private static PlannedInquiry inquiry(AgencyId provider, String relation, String... subjects) {
    return new PlannedInquiry(
        provider,
        new SubjectRelation(relation),
        YEAR,
        Arrays.stream(subjects).map(AddresseeNumber::new).toList());
  }

  private static Person person(
      String number, Relation relation, int birthYear, boolean sameHousehold) {
    return new Person(number, relation, LocalDate.of(birthYear, 3, 3), sameHousehold);
  }
}

package jp.linkage.welfare.entitlement;

import static jp.linkage.welfare.entitlement.TestHouseholds.ABROAD;
import static jp.linkage.welfare.entitlement.TestHouseholds.ADULT;
import static jp.linkage.welfare.entitlement.TestHouseholds.CHILD;
import static jp.linkage.welfare.entitlement.TestHouseholds.GUARDIAN;
import static jp.linkage.welfare.entitlement.TestHouseholds.NINETEEN;
import static jp.linkage.welfare.entitlement.TestHouseholds.NOT_TAXED;
import static jp.linkage.welfare.entitlement.TestHouseholds.PARENT;
import static jp.linkage.welfare.entitlement.TestHouseholds.PARENT_ELSEWHERE;
import static jp.linkage.welfare.entitlement.TestHouseholds.SPOUSE;
import static jp.linkage.welfare.entitlement.TestHouseholds.SPOUSE_ELSEWHERE;
import static jp.linkage.welfare.entitlement.TestHouseholds.applicant;
import static jp.linkage.welfare.entitlement.TestHouseholds.taxed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import jp.linkage.welfare.entitlement.CeilingDecision.Ceiling;
import jp.linkage.welfare.entitlement.CeilingDecision.OpenFact;
import jp.linkage.welfare.entitlement.CeilingDecision.Undetermined;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MonthlyCeilingTest {

  @ParameterizedTest
  @CsvSource({"0, 9300, 2号ロ", "159999, 9300, 2号ロ", "160000, 37200, 1号", "500000, 37200, 1号"})
  void adultAtHome_bySumWithSpouse_thresholdIsStrict(long sum, long yen, String item) {
    CeilingDecision decision =
        applicant(ADULT)
            .with(SPOUSE)
            .tax(ADULT, taxed(sum / 2))
            .tax(SPOUSE, taxed(sum - sum / 2))
            .decide();
    assertCeiling(yen, item, decision);
  }

  @ParameterizedTest
  @CsvSource({"0, 4600, 3号", "279999, 4600, 3号", "280000, 37200, 1号"})
  void childAtHome_byHouseholdSum_thresholdIsStrict(long sum, long yen, String item) {
    CeilingDecision decision =
        applicant(CHILD)
            .with(GUARDIAN, PARENT)
            .tax(CHILD, NOT_TAXED)
            .tax(GUARDIAN, taxed(sum - sum / 3))
            .tax(PARENT, taxed(sum / 3))
            .decide();
    assertCeiling(yen, item, decision);
  }

  @ParameterizedTest
  @CsvSource({
    "FACILITY, 279999, 9300, 2号イ",
    "FACILITY, 280000, 37200, 1号",
    "MEDICAL_CARE, 279999, 9300, 2号イ",
    "MEDICAL_CARE, 280000, 37200, 1号"
  })
  void under20InFacility_byHouseholdSum_thresholdIsStrict(
      LivingArrangement living, long sum, long yen, String item) {
    CeilingDecision decision =
        applicant(NINETEEN)
            .with(PARENT)
            .living(living)
            .tax(NINETEEN, NOT_TAXED)
            .tax(PARENT, taxed(sum))
            .decide();
    assertCeiling(yen, item, decision);
  }

  @ParameterizedTest
  @EnumSource(
      value = LivingArrangement.class,
      names = {"FACILITY", "MEDICAL_CARE", "GROUP_HOME", "RESIDENTIAL_TRAINING"})
  void adultOutsideItem2_taxedAtAll_isItem1(LivingArrangement living) {
    assertCeiling(37_200, "1号", applicant(ADULT).living(living).tax(ADULT, taxed(0)).decide());
  }

  @ParameterizedTest
  @EnumSource(LivingArrangement.class)
  void adult_nobodyTaxed_isItem4Everywhere(LivingArrangement living) {
    assertCeiling(
        0,
        "4号",
        applicant(ADULT)
            .with(SPOUSE)
            .living(living)
            .tax(ADULT, NOT_TAXED)
            .tax(SPOUSE, NOT_TAXED)
            .decide());
  }

  @Test
  void adult_taxedParentInHousehold_doesNotCount() {
    // 特定支給決定障害者: 配偶者に限る
    assertCeiling(
        0,
        "4号",
        applicant(ADULT).with(PARENT).tax(ADULT, NOT_TAXED).tax(PARENT, taxed(900_000)).decide());
  }

  @Test
  void adult_spouseOfAnotherHousehold_doesNotCount() {
    assertCeiling(
        0,
        "4号",
        applicant(ADULT)
            .with(SPOUSE_ELSEWHERE)
            .tax(ADULT, NOT_TAXED)
            .tax(SPOUSE_ELSEWHERE, taxed(900_000))
            .decide());
  }

  @Test
  void under20InFacility_taxedParentInHousehold_counts() {
    assertCeiling(
        9_300,
        "2号イ",
        applicant(NINETEEN)
            .with(PARENT)
            .living(LivingArrangement.FACILITY)
            .tax(NINETEEN, NOT_TAXED)
            .tax(PARENT, taxed(0))
            .decide());
  }

  @Test
  void under20AtHome_isAdultOfItem2Ro() {
    assertCeiling(
        9_300, "2号ロ", applicant(NINETEEN).with(PARENT).tax(NINETEEN, taxed(10_000)).decide());
  }

  @Test
  void child_parentElsewhere_doesNotCount() {
    assertCeiling(
        0,
        "4号",
        applicant(CHILD)
            .with(GUARDIAN, PARENT_ELSEWHERE)
            .tax(CHILD, NOT_TAXED)
            .tax(GUARDIAN, NOT_TAXED)
            .decide());
  }

  @Test
  void child_withoutOrWithTwoGuardians_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> applicant(CHILD).decide());
    Person second = new Person("G-2", Person.Relation.GUARDIAN, LocalDate.of(1985, 1, 1), true);
    assertThrows(
        IllegalArgumentException.class, () -> applicant(CHILD).with(GUARDIAN, second).decide());
  }

  @ParameterizedTest
  @EnumSource(
      value = PublicAssistance.class,
      names = {"RECIPIENT", "BOUNDARY"})
  void publicAssistance_decidesWithoutTax(PublicAssistance assistance) {
    assertCeiling(
        0, "4号", applicant(ADULT).assistance(new Fact.Known<>(assistance)).with(SPOUSE).decide());
    assertFalse(MonthlyCeiling.needsTax(new Fact.Known<>(assistance)));
  }

  @Test
  void publicAssistance_notEstablished_isUndetermined() {
    Undetermined undetermined =
        assertInstanceOf(
            Undetermined.class,
            applicant(ADULT)
                .assistance(new Fact.NotHeld<>(Gap.PUBLIC_ASSISTANCE_UNKNOWN))
                .tax(ADULT, NOT_TAXED)
                .decide());
    assertEquals(List.of(new OpenFact("A-1", Gap.PUBLIC_ASSISTANCE_UNKNOWN)), undetermined.open());
    assertTrue(MonthlyCeiling.needsTax(new Fact.NotHeld<>(Gap.PUBLIC_ASSISTANCE_UNKNOWN)));
  }

  @Test
  void exemptedByOrdinance_countsAsUntaxed() {
    MunicipalTax exempted =
        new MunicipalTax.Taxed(50_000, 3_000, 0, 0, 0, true, Optional.empty(), false);
    assertCeiling(0, "4号", applicant(ADULT).tax(ADULT, exempted).decide());
  }

  @Test
  void noAddressOnFirstJanuary_isNeverItem4() {
    assertCeiling(9_300, "2号ロ", applicant(ADULT).tax(ADULT, ABROAD).decide());
    assertCeiling(
        9_300,
        "2号ロ",
        applicant(ADULT).with(SPOUSE).tax(ADULT, NOT_TAXED).tax(SPOUSE, ABROAD).decide());
  }

  @Test
  void perCapitaLevyOnly_isTaxed() {
    assertCeiling(9_300, "2号ロ", applicant(ADULT).tax(ADULT, taxed(0)).decide());
  }

  @Test
  void retirementLevyOnly_countsAsUntaxed() {
    MunicipalTax onlyArticle328 =
        new MunicipalTax.Taxed(200_000, 0, 0, 0, 200_000, false, Optional.empty(), false);
    assertCeiling(0, "4号", applicant(ADULT).tax(ADULT, onlyArticle328).decide());
  }

  @Test
  void retirementLevy_isTakenOffTheSum() {
    MunicipalTax tax = taxed(300_000, 0, 0, 140_001, MunicipalTax.Dependants.NONE);
    assertCeiling(9_300, "2号ロ", applicant(ADULT).tax(ADULT, tax).decide());
  }

  @Test
  void credits_areAddedBack() {
    MunicipalTax tax = taxed(100_000, 40_000, 20_000, 0, MunicipalTax.Dependants.NONE);
    assertCeiling(37_200, "1号", applicant(ADULT).tax(ADULT, tax).decide());
    MunicipalTax justBelow = taxed(100_000, 40_000, 19_999, 0, MunicipalTax.Dependants.NONE);
    assertCeiling(9_300, "2号ロ", applicant(ADULT).tax(ADULT, justBelow).decide());
  }

  @Test
  void dependants_areDeducted() {
    // 19,800 + 7,200 = 27,000
    MunicipalTax tax = taxed(186_999, 0, 0, 0, new MunicipalTax.Dependants(1, 1));
    assertCeiling(9_300, "2号ロ", applicant(ADULT).tax(ADULT, tax).decide());
    MunicipalTax above = taxed(187_000, 0, 0, 0, new MunicipalTax.Dependants(1, 1));
    assertCeiling(37_200, "1号", applicant(ADULT).tax(ADULT, above).decide());
  }

  @Test
  void dependants_deductionOfOne_neverLowersAnother() {
    MunicipalTax many = taxed(10_000, 0, 0, 0, new MunicipalTax.Dependants(3, 0));
    assertCeiling(
        37_200,
        "1号",
        applicant(ADULT).with(SPOUSE).tax(ADULT, many).tax(SPOUSE, taxed(160_000)).decide());
  }

  @Test
  void dependantsNotStated_mattersOnlyAboveTheThreshold() {
    MunicipalTax below =
        new MunicipalTax.Taxed(159_999, 3_000, 0, 0, 0, false, Optional.empty(), false);
    assertCeiling(9_300, "2号ロ", applicant(ADULT).tax(ADULT, below).decide());
    MunicipalTax above =
        new MunicipalTax.Taxed(160_000, 3_000, 0, 0, 0, false, Optional.empty(), false);
    Undetermined undetermined =
        assertInstanceOf(Undetermined.class, applicant(ADULT).tax(ADULT, above).decide());
    assertEquals(List.of(new OpenFact("A-1", Gap.DEPENDANTS_NOT_STATED)), undetermined.open());
  }

  @Test
  void designatedCity_countsSixEighths() {
    // 213,333 × 3/4 = 159,999.75
    assertCeiling(9_300, "2号ロ", applicant(ADULT).tax(ADULT, inDesignatedCity(213_333)).decide());
    assertCeiling(37_200, "1号", applicant(ADULT).tax(ADULT, inDesignatedCity(213_334)).decide());
  }

  private static MunicipalTax inDesignatedCity(long incomeLevy) {
    return new MunicipalTax.Taxed(
        incomeLevy, 3_000, 0, 0, 0, false, Optional.of(MunicipalTax.Dependants.NONE), true);
  }

  @ParameterizedTest
  @EnumSource(Gap.class)
  void anyGapOfACountedPerson_isUndeterminedWithThatGap(Gap gap) {
    for (Fact<MunicipalTax> fact :
        List.<Fact<MunicipalTax>>of(new Fact.NotHeld<>(gap), new Fact.Pending<>(gap))) {
      Undetermined undetermined =
          assertInstanceOf(
              Undetermined.class,
              applicant(ADULT).with(SPOUSE).tax(ADULT, NOT_TAXED).fact(SPOUSE, fact).decide());
      assertEquals(List.of(new OpenFact("S-1", gap)), undetermined.open());
      assertTrue(
          undetermined.lines().stream().anyMatch(line -> line.japanese().contains(gap.japanese())));
    }
  }

  @Test
  void personNeverAskedAbout_isUndetermined() {
    Undetermined undetermined =
        assertInstanceOf(
            Undetermined.class, applicant(ADULT).with(SPOUSE).tax(ADULT, taxed(999_999)).decide());
    assertEquals(List.of(new OpenFact("S-1", Gap.NOT_ASKED)), undetermined.open());
  }

  @Test
  void explanation_citesTheItemTheSumAndTheThreshold() {
    CeilingDecision decision = applicant(ADULT).tax(ADULT, taxed(159_999)).decide();
    Line compared =
        decision.lines().stream()
            .filter(line -> line.comparison().isPresent())
            .findFirst()
            .orElseThrow();
    assertEquals("施行令17条2号ロ", compared.article());
    assertEquals(Optional.of(new Line.Comparison(159_999, 160_000, true)), compared.comparison());
    assertTrue(compared.japanese().contains("159,999円"));
    assertTrue(compared.english().contains("less than 160,000 yen"));
    assertTrue(decision.lines().getLast().japanese().contains("9,300円"));
  }

  static void assertCeiling(long yen, String item, CeilingDecision decision) {
    Ceiling ceiling = assertInstanceOf(Ceiling.class, decision);
    assertEquals(yen, ceiling.monthlyYen());
    assertEquals("施行令17条" + item, ceiling.article());
    assertEquals(ceiling.article(), ceiling.lines().getLast().article());
  }
}

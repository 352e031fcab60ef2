package jp.linkage.tax.assessment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AssessmentRulesTest {
  @ParameterizedTest
  @EnumSource(TaxStatus.class)
  void everyStatus_withWhatBelongsToIt_isAccepted(TaxStatus status) {
    assertEquals(status, TestAssessments.content(status).status());
  }

  @ParameterizedTest
  @EnumSource(
      value = TaxStatus.class,
      names = {"UNDECLARED", "NO_MATERIALS", "NO_DOMESTIC_ADDRESS"})
  void statusWithoutAmounts_withAZero_isRefused(TaxStatus status) {
    AddressOnJanuary1 address =
        status == TaxStatus.NO_DOMESTIC_ADDRESS
            ? AddressOnJanuary1.ABROAD
            : AddressOnJanuary1.MUNICIPALITY;
    var zero = new Figures(Map.of(Figure.MUNICIPAL_INCOME_LEVY, 0L));
    assertEquals(
        List.of("municipalIncomeLevy"), fields(AssessmentRules.violations(status, address, zero)));
  }

  @ParameterizedTest
  @EnumSource(
      value = TaxStatus.class,
      names = {"TAXED", "EXEMPT"})
  void statusWithAmounts_withoutOne_isRefused(TaxStatus status) {
    Figures complete = TestAssessments.content(status).figures();
    for (Figure required : complete.values().keySet()) {
      var values = new EnumMap<Figure, Long>(complete.values());
      values.remove(required);
      assertEquals(
          List.of(required.jsonName()),
          fields(
              AssessmentRules.violations(
                  status, AddressOnJanuary1.MUNICIPALITY, new Figures(values))));
    }
  }

  static Stream<Arguments> contradictions() {
    return Stream.of(
        taxed(
            "taxStatus",
            f -> zero(f, Figure.MUNICIPAL_INCOME_LEVY, Figure.MUNICIPAL_PER_CAPITA_LEVY)),
        taxed(
            "municipalIncomeLevy",
            f -> f.put(Figure.MUNICIPAL_INCOME_LEVY_BEFORE_CREDITS, 98_399L)),
        taxed(
            "prefecturalIncomeLevy", f -> f.put(Figure.PREFECTURAL_INCOME_LEVY_BEFORE_CREDITS, 1L)),
        taxed(
            "municipalRetirementSeparateLevy",
            f -> f.put(Figure.MUNICIPAL_RETIREMENT_SEPARATE_LEVY, 98_401L)),
        taxed(
            "prefecturalRetirementSeparateLevy",
            f -> f.put(Figure.PREFECTURAL_RETIREMENT_SEPARATE_LEVY, 65_601L)),
        taxed("municipalReducedAmount", f -> f.put(Figure.MUNICIPAL_REDUCED_AMOUNT, 101_401L)),
        taxed("prefecturalReducedAmount", f -> f.put(Figure.PREFECTURAL_REDUCED_AMOUNT, 66_601L)),
        taxed("municipalReducedAmount", f -> exempted(f, 101_399L)),
        taxed("salaryIncome", f -> put(f, Figure.SALARY_INCOME, 2L, Figure.SALARY_REVENUE, 1L)),
        taxed("pensionIncome", f -> put(f, Figure.PENSION_INCOME, 2L, Figure.PENSION_REVENUE, 1L)),
        taxed("totalIncomeAfterLosses", f -> f.put(Figure.TOTAL_INCOME_AFTER_LOSSES, 3_160_001L)),
        taxed(
            "totalDeductions",
            f -> put(f, Figure.TOTAL_DEDUCTIONS, 429_999L, Figure.BASIC_DEDUCTION, 430_000L)),
        taxed(
            "elderlyParentsLivingTogether",
            f -> put(f, Figure.ELDERLY_PARENTS_LIVING_TOGETHER, 2L, Figure.ELDERLY_DEPENDANTS, 1L)),
        taxed(
            "speciallyDisabledLivingTogether",
            f ->
                put(
                    f,
                    Figure.SPECIALLY_DISABLED_LIVING_TOGETHER,
                    2L,
                    Figure.SPECIALLY_DISABLED_DEPENDANTS,
                    1L)),
        taxed("speciallyDisabled", f -> put(f, Figure.DISABLED, 1L, Figure.SPECIALLY_DISABLED, 1L)),
        taxed("singleParent", f -> put(f, Figure.WIDOW, 1L, Figure.SINGLE_PARENT, 1L)));
  }

  @ParameterizedTest
  @MethodSource("contradictions")
  void taxedPerson_withContradictingFigures_isRefusedNamingTheField(
      String field, Consumer<Map<Figure, Long>> change) {
    var violations =
        AssessmentRules.violations(
            TaxStatus.TAXED, AddressOnJanuary1.MUNICIPALITY, TestAssessments.taxedFigures(change));
    assertEquals(List.of(field), fields(violations));
  }

  static Stream<Arguments> limits() {
    return Stream.of(
        taxed(
            "levy of exactly the amount before credits",
            f -> f.put(Figure.MUNICIPAL_INCOME_LEVY_BEFORE_CREDITS, 98_400L)),
        taxed(
            "levy of the amount before credits and the separate levy",
            f ->
                put(
                    f,
                    Figure.MUNICIPAL_INCOME_LEVY_BEFORE_CREDITS,
                    90_000L,
                    Figure.MUNICIPAL_RETIREMENT_SEPARATE_LEVY,
                    8_400L)),
        taxed(
            "separate levy on retirement income only",
            f -> {
              zero(f, Figure.MUNICIPAL_PER_CAPITA_LEVY, Figure.PREFECTURAL_PER_CAPITA_LEVY);
              f.put(Figure.MUNICIPAL_RETIREMENT_SEPARATE_LEVY, 98_400L);
            }),
        taxed("exempted from the whole levy", f -> exempted(f, 101_400L)),
        taxed(
            "per-capita levy only",
            f -> zero(f, Figure.MUNICIPAL_INCOME_LEVY, Figure.PREFECTURAL_INCOME_LEVY)),
        taxed(
            "deductions of exactly their sum",
            f -> put(f, Figure.TOTAL_DEDUCTIONS, 430_000L, Figure.BASIC_DEDUCTION, 430_000L)),
        taxed("salary without its revenue on record", f -> f.put(Figure.SALARY_INCOME, 1L)),
        taxed("a business loss", f -> f.put(Figure.BUSINESS_INCOME, -5_000_000L)));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void taxedPerson_atTheLimitOfARule_isAccepted(String what, Consumer<Map<Figure, Long>> change) {
    assertEquals(
        List.of(),
        AssessmentRules.violations(
            TaxStatus.TAXED, AddressOnJanuary1.MUNICIPALITY, TestAssessments.taxedFigures(change)),
        what);
  }

  @Test
  void exemptPerson_withAnyLevy_isRefused() {
    for (Figure levy :
        List.of(
            Figure.MUNICIPAL_INCOME_LEVY,
            Figure.MUNICIPAL_PER_CAPITA_LEVY,
            Figure.PREFECTURAL_INCOME_LEVY,
            Figure.PREFECTURAL_PER_CAPITA_LEVY)) {
      var values = new EnumMap<Figure, Long>(TestAssessments.exemptFigures().values());
      values.put(levy, 100L);
      assertEquals(
          List.of(levy.jsonName()),
          fields(
              AssessmentRules.violations(
                  TaxStatus.EXEMPT, AddressOnJanuary1.MUNICIPALITY, new Figures(values))));
    }
  }

  @Test
  void personWithoutAddressInTheMunicipality_withIncomeLevy_isRefused() {
    assertEquals(
        List.of("municipalIncomeLevy", "prefecturalIncomeLevy"),
        fields(
            AssessmentRules.violations(
                TaxStatus.TAXED, AddressOnJanuary1.ELSEWHERE, TestAssessments.taxedFigures())));
  }

  @Test
  void personWithoutAddressInTheMunicipality_withPerCapitaLevyOnly_isAccepted() {
    Figures houseOnly =
        TestAssessments.taxedFigures(
            f -> zero(f, Figure.MUNICIPAL_INCOME_LEVY, Figure.PREFECTURAL_INCOME_LEVY));
    for (AddressOnJanuary1 address :
        List.of(AddressOnJanuary1.ELSEWHERE, AddressOnJanuary1.ABROAD)) {
      assertEquals(List.of(), AssessmentRules.violations(TaxStatus.TAXED, address, houseOnly));
    }
  }

  @Test
  void addressAbroad_withAStatusOfResidents_isRefused() {
    for (TaxStatus status :
        List.of(TaxStatus.EXEMPT, TaxStatus.UNDECLARED, TaxStatus.NO_MATERIALS)) {
      assertTrue(
          fields(
                  AssessmentRules.violations(
                      status, AddressOnJanuary1.ABROAD, TestAssessments.content(status).figures()))
              .contains("taxStatus"));
    }
  }

  @Test
  void noDomesticAddress_withAnAddressInJapan_isRefused() {
    assertEquals(
        List.of("addressOnJanuary1"),
        fields(
            AssessmentRules.violations(
                TaxStatus.NO_DOMESTIC_ADDRESS, AddressOnJanuary1.MUNICIPALITY, Figures.NONE)));
  }

  @Test
  void content_thatBreaksARule_cannotBeMadeAndDoesNotTellTheAmount() {
    Figures figures =
        TestAssessments.taxedFigures(f -> f.put(Figure.MUNICIPAL_REDUCED_AMOUNT, 987_654L));
    var refusal =
        assertThrows(
            InvalidAssessment.class,
            () -> new AssessmentContent(TaxStatus.TAXED, AddressOnJanuary1.MUNICIPALITY, figures));
    assertEquals(List.of("municipalReducedAmount"), fields(refusal.violations()));
    assertFalse(String.valueOf(refusal.getMessage()).contains("987654"));
    assertFalse(figures.toString().contains("987654"));
  }

  private static List<String> fields(List<Violation> violations) {
    return violations.stream().map(Violation::field).toList();
  }

  private static Arguments taxed(String what, Consumer<Map<Figure, Long>> change) {
    return Arguments.of(what, change);
  }

  private static void zero(Map<Figure, Long> figures, Figure... which) {
    for (Figure figure : which) {
      figures.put(figure, 0L);
    }
  }

  private static void exempted(Map<Figure, Long> figures, long reduced) {
    put(figures, Figure.EXEMPTED_BY_ORDINANCE, 1L, Figure.MUNICIPAL_REDUCED_AMOUNT, reduced);
  }

  private static void put(
      Map<Figure, Long> figures, Figure first, long one, Figure second, long two) {
    figures.put(first, one);
    figures.put(second, two);
  }
}

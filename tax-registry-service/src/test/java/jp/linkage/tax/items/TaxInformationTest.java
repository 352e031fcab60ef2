package jp.linkage.tax.items;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import jp.linkage.protocol.permission.PermissionTable;
import jp.linkage.tax.assessment.FiscalYear;
import jp.linkage.tax.assessment.TaxStatus;
import jp.linkage.tax.assessment.TestAssessments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaxInformationTest {
  private static final FiscalYear YEAR = new FiscalYear(2026);

  @Test
  void fields_ofTheOneTax_areItsOwnAndThoseOfBoth() {
    var content = TestAssessments.content(TaxStatus.TAXED);
    Set<String> named = Set.of("incomeLevy", "totalIncome", "exemptedByOrdinance", "fiscalYear");
    assertEquals(
        Map.of(
            "incomeLevy",
            98_400L,
            "totalIncome",
            3_160_000L,
            "exemptedByOrdinance",
            false,
            "fiscalYear",
            2026L),
        TaxInformation.MUNICIPAL_TAX.fields(YEAR, content, named));
    assertEquals(
        65_600L, TaxInformation.PREFECTURAL_TAX.fields(YEAR, content, named).get("incomeLevy"));
  }

  @Test
  void fieldsOfTheOtherTax_byTheirFullName_areNotProvided() {
    var content = TestAssessments.content(TaxStatus.TAXED);
    Set<String> named = Set.of("prefecturalIncomeLevy", "municipalIncomeLevy", "");
    assertEquals(Map.of(), TaxInformation.MUNICIPAL_TAX.fields(YEAR, content, named));
  }

  @ParameterizedTest
  @EnumSource(
      value = TaxStatus.class,
      names = {"UNDECLARED", "NO_MATERIALS", "NO_DOMESTIC_ADDRESS"})
  void statusWithoutAmounts_isProvidedWithoutAnyAmount(TaxStatus status) {
    var content = TestAssessments.content(status);
    assertEquals(
        Map.of("taxStatus", status.id(), "addressOnJanuary1", content.address().id()),
        TaxInformation.MUNICIPAL_TAX.fields(
            YEAR, content, Set.of("taxStatus", "addressOnJanuary1", "incomeLevy", "totalIncome")));
  }

  @Test
  void figureThatIsNotRecorded_isLeftOut() {
    assertEquals(
        Map.of(),
        TaxInformation.MUNICIPAL_TAX.fields(
            YEAR, TestAssessments.content(TaxStatus.TAXED), Set.of("salaryRevenue")));
  }

  @ParameterizedTest
  @EnumSource(TaxInformation.class)
  void permissionTable_namesOnlyFieldsThatExist(TaxInformation kind) {
    var rows =
        PermissionTable.parse(PermissionTable.bundled()).rows().stream()
            .filter(row -> row.information().equals(kind.id()))
            .toList();
    assertFalse(rows.isEmpty());
    rows.forEach(row ->
        row.fields().forEach(field -> assertTrue(kind.hasField(field), row.id() + " " + field)));
  }
}

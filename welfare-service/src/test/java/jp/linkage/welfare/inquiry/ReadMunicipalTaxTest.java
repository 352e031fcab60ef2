package jp.linkage.welfare.inquiry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import jp.linkage.protocol.json.JsonValues;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.welfare.entitlement.Fact;
import jp.linkage.welfare.entitlement.FiscalYear;
import jp.linkage.welfare.entitlement.Gap;
import jp.linkage.welfare.entitlement.MunicipalTax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadMunicipalTaxTest {
  private static final FiscalYear YEAR = new FiscalYear(2026);

  @Test
  void taxed_isReadWithEveryAmount() {
    ObjectNode fields = taxed().put("dependantsUnder16", 2).put("dependantsFrom16To18", 1);
    assertEquals(
        new Fact.Known<>(
            new MunicipalTax.Taxed(
                120_000,
                3_000,
                10_000,
                5_000,
                0,
                false,
                Optional.of(new MunicipalTax.Dependants(2, 1)),
                true)),
        ReadMunicipalTax.read(JsonValues.toMap(fields), YEAR, true));
  }

  @Test
  void oneNumberOfDependantsAlone_isNotStated() {
    ObjectNode fields = taxed().put("dependantsUnder16", 2);
    assertEquals(
        new Fact.Known<>(
            new MunicipalTax.Taxed(
                120_000, 3_000, 10_000, 5_000, 0, false, Optional.empty(), false)),
        read(fields));
  }

  @ParameterizedTest
  @CsvSource({"undeclared, UNDECLARED", "no-materials, NO_MATERIALS", "waived, UNREADABLE"})
  void statusWithoutAmounts_isAGap(String status, Gap gap) {
    assertEquals(
        new Fact.NotHeld<MunicipalTax>(gap),
        read(fields().put("fiscalYear", 2026).put("taxStatus", status)));
  }

  @Test
  void exempt_isNotTaxed_unlessItContradictsItself() {
    ObjectNode exempt = fields().put("fiscalYear", 2026).put("taxStatus", "exempt");
    assertEquals(new Fact.Known<>(new MunicipalTax.NotTaxed()), read(exempt));
    assertEquals(
        new Fact.NotHeld<MunicipalTax>(Gap.UNREADABLE), read(exempt.put("perCapitaLevy", 3_000)));
  }

  @Test
  void noDomesticAddress_isKnown() {
    assertEquals(
        new Fact.Known<>(new MunicipalTax.NoDomesticAddress()),
        read(fields().put("fiscalYear", 2026).put("taxStatus", "no-domestic-address")));
  }

  @Test
  void taxedForAHouseOnly_isAskedElsewhere() {
    assertEquals(
        new Fact.NotHeld<MunicipalTax>(Gap.ADDRESS_ELSEWHERE),
        read(taxed().put("addressOnJanuary1", "elsewhere")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "incomeLevy",
        "perCapitaLevy",
        "housingLoanCredit",
        "donationCredit",
        "retirementSeparateLevy",
        "exemptedByOrdinance",
        "taxStatus",
        "fiscalYear"
      })
  void missingField_isAGapNeverAZero(String name) {
    ObjectNode fields = taxed();
    fields.remove(name);
    assertEquals(new Fact.NotHeld<MunicipalTax>(Gap.UNREADABLE), read(fields));
  }

  @Test
  void otherYear_negativeOrFractionalAmount_isAGap() {
    Fact<MunicipalTax> gap = new Fact.NotHeld<>(Gap.UNREADABLE);
    assertEquals(gap, read(taxed().put("fiscalYear", 2025)));
    assertEquals(gap, read(taxed().put("incomeLevy", -1)));
    assertEquals(gap, read(taxed().put("incomeLevy", "120000")));
    assertEquals(gap, read(taxed().put("retirementSeparateLevy", 120_001)));
    assertEquals(gap, read(taxed().put("dependantsUnder16", -1).put("dependantsFrom16To18", 0)));
  }

  private static Fact<MunicipalTax> read(ObjectNode fields) {
    return ReadMunicipalTax.read(JsonValues.toMap(fields), YEAR, false);
  }

  private static ObjectNode taxed() {
    return fields()
        .put("fiscalYear", 2026)
        .put("taxStatus", "taxed")
        .put("incomeLevy", 120_000)
        .put("perCapitaLevy", 3_000)
        .put("housingLoanCredit", 10_000)
        .put("donationCredit", 5_000)
        .put("retirementSeparateLevy", 0)
        .put("exemptedByOrdinance", false);
  }

  private static ObjectNode fields() {
    return StrictJson.newObject();
  }
}

package jp.linkage.welfare.inquiry;

import java.util.Map;
import java.util.Optional;
import jp.linkage.welfare.entitlement.Fact;
import jp.linkage.welfare.entitlement.FiscalYear;
import jp.linkage.welfare.entitlement.Gap;
import jp.linkage.welfare.entitlement.MunicipalTax;

/**
 * Reads the fields of {@code municipal-tax} (市町村民税に関する情報). What is missing, of another year, or
 * contradicts itself becomes a gap, never a zero.
 */
final class ReadMunicipalTax {
  private ReadMunicipalTax() {}

  /**
   * The fact that the fields state.
   *
   * @param fields name to String, Long or Boolean
   * @param asked the fiscal year that was asked
   * @param designatedCity whether the registry is that of a designated city
   */
  static Fact<MunicipalTax> read(
      Map<String, Object> fields, FiscalYear asked, boolean designatedCity) {
    if (!Long.valueOf(asked.year()).equals(fields.get("fiscalYear"))) {
      return unreadable();
    }
    if ("elsewhere".equals(fields.get("addressOnJanuary1"))) {
      // 地方税法294条1項2号: taxed for a house or an office only; the registry of the residence has the
      // rest
      return new Fact.NotHeld<>(Gap.ADDRESS_ELSEWHERE);
    }
    return switch (String.valueOf(fields.get("taxStatus"))) {
      case "taxed" -> taxed(fields, designatedCity);
      case "exempt" -> exempt(fields);
      case "no-domestic-address" -> new Fact.Known<>(new MunicipalTax.NoDomesticAddress());
      case "undeclared" -> new Fact.NotHeld<>(Gap.UNDECLARED);
      case "no-materials" -> new Fact.NotHeld<>(Gap.NO_MATERIALS);
      default -> unreadable();
    };
  }

  private static Fact<MunicipalTax> exempt(Map<String, Object> fields) {
    boolean levied =
        !fields.getOrDefault("incomeLevy", 0L).equals(0L)
            || !fields.getOrDefault("perCapitaLevy", 0L).equals(0L);
    return levied ? unreadable() : new Fact.Known<>(new MunicipalTax.NotTaxed());
  }

  private static Fact<MunicipalTax> taxed(Map<String, Object> fields, boolean designatedCity) {
    if (!(fields.get("exemptedByOrdinance") instanceof Boolean exempted)) {
      return unreadable();
    }
    try {
      return new Fact.Known<>(
          new MunicipalTax.Taxed(
              yen(fields, "incomeLevy"),
              yen(fields, "perCapitaLevy"),
              yen(fields, "housingLoanCredit"),
              yen(fields, "donationCredit"),
              yen(fields, "retirementSeparateLevy"),
              exempted,
              dependants(fields),
              designatedCity));
    } catch (IllegalArgumentException _) {
      return unreadable();
    }
  }

  /** Empty unless both numbers are stated: one alone would make the deduction look complete. */
  private static Optional<MunicipalTax.Dependants> dependants(Map<String, Object> fields) {
    return fields.get("dependantsUnder16") instanceof Long under16
            && fields.get("dependantsFrom16To18") instanceof Long from16To18
        ? Optional.of(
            new MunicipalTax.Dependants(
                Math.clamp(under16, -1, 100), Math.clamp(from16To18, -1, 100)))
        : Optional.empty();
  }

  private static long yen(Map<String, Object> fields, String name) {
    if (fields.get(name) instanceof Long amount) {
      return amount;
    }
    throw new IllegalArgumentException("an amount is missing");
  }

  private static Fact<MunicipalTax> unreadable() {
    return new Fact.NotHeld<>(Gap.UNREADABLE);
  }
}

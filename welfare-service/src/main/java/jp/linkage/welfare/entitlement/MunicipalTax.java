package jp.linkage.welfare.entitlement;

import java.util.Optional;

/**
 * A usable municipal-tax record (市町村民税) of one person and fiscal year. "Undeclared" (未申告) and "no
 * materials" (課税資料なし) are not among them: they are {@link Fact.NotHeld}.
 */
public sealed interface MunicipalTax {

  /**
   * 課税. All amounts in yen.
   *
   * @param incomeLevy 所得割額 after credits, including the part of 地方税法328条
   * @param perCapitaLevy 均等割額
   * @param housingLoanCredit 附則5条の4第5項 住宅借入金等特別税額控除, already taken off {@code incomeLevy}
   * @param donationCredit 314条の7 寄附金税額控除, already taken off {@code incomeLevy}
   * @param retirementSeparateLevy 328条 分離課税に係る退職所得の所得割
   * @param exemptedByOrdinance 条例により市町村民税を免除された
   * @param dependants dependants under 19, where the register states them
   * @param designatedCity assessed by a designated city (指定都市), whose rate is 8 % instead of 6 %
   */
  record Taxed(
      long incomeLevy,
      long perCapitaLevy,
      long housingLoanCredit,
      long donationCredit,
      long retirementSeparateLevy,
      boolean exemptedByOrdinance,
      Optional<Dependants> dependants,
      boolean designatedCity)
      implements MunicipalTax {
    public Taxed {
      if (incomeLevy < 0
          || perCapitaLevy < 0
          || housingLoanCredit < 0
          || donationCredit < 0
          || retirementSeparateLevy < 0) {
        throw new IllegalArgumentException("a levy or a credit is never negative");
      }
      if (retirementSeparateLevy > incomeLevy) {
        throw new IllegalArgumentException("the levy of article 328 is part of the income levy");
      }
    }
  }

  /** 非課税: assessed, and neither levy is imposed. */
  record NotTaxed() implements MunicipalTax {}

  /** 賦課期日 (1 January) に国内に住所がない: no municipality taxes the person, yet 令17条4号 excludes them. */
  record NoDomesticAddress() implements MunicipalTax {}

  /**
   * Dependants whose former deductions 施行規則26条の3第1項 still takes off.
   *
   * @param under16 扶養親族のうち16歳未満
   * @param from16To18 特定扶養親族のうち19歳未満
   */
  record Dependants(int under16, int from16To18) {
    public static final Dependants NONE = new Dependants(0, 0);

    public Dependants {
      if (under16 < 0 || from16To18 < 0 || under16 > 99 || from16To18 > 99) {
        throw new IllegalArgumentException("a number of dependants is 0 to 99");
      }
    }
  }
}

package jp.linkage.local.people;

/**
 * What a municipality assessed for one person and fiscal year; amounts in yen.
 *
 * @param status {@code taxed}, {@code exempt}, {@code undeclared}, {@code no-materials} or {@code
 *     no-domestic-address}
 * @param incomeLevy 所得割額, after credits
 * @param housingLoanCredit 住宅借入金等特別税額控除, already taken off
 * @param retirementSeparateLevy 分離課税に係る退職所得の所得割 (地方税法328条), contained in the levy
 * @param exemptedByOrdinance 条例による免除
 */
public record TaxFacts(
    String status,
    long incomeLevy,
    long housingLoanCredit,
    long retirementSeparateLevy,
    boolean exemptedByOrdinance) {
  /** 均等割額 of a taxed person: the municipality's part. */
  private static final long PER_CAPITA_LEVY = 3_000;

  static TaxFacts taxed(long incomeLevy) {
    return new TaxFacts("taxed", incomeLevy, 0, 0, false);
  }

  static TaxFacts exempt() {
    return new TaxFacts("exempt", 0, 0, 0, false);
  }

  static TaxFacts without(String status) {
    return new TaxFacts(status, 0, 0, 0, false);
  }

  TaxFacts withHousingLoanCredit(long yen) {
    return new TaxFacts(status, incomeLevy, yen, retirementSeparateLevy, exemptedByOrdinance);
  }

  TaxFacts withRetirementSeparateLevy(long yen) {
    return new TaxFacts(status, incomeLevy, housingLoanCredit, yen, exemptedByOrdinance);
  }

  TaxFacts withExemptionByOrdinance() {
    return new TaxFacts(status, incomeLevy, housingLoanCredit, retirementSeparateLevy, true);
  }

  /** Whether the assessment has amounts. */
  public boolean hasAmounts() {
    return status.equals("taxed") || status.equals("exempt");
  }

  /** 均等割額. */
  public long perCapitaLevy() {
    return status.equals("taxed") ? PER_CAPITA_LEVY : 0;
  }
}

package jp.linkage.welfare.entitlement;

import java.time.LocalDate;

/**
 * A fiscal year of the municipal tax (年度), named by the year in which it starts.
 *
 * @param year 2000–2099
 */
public record FiscalYear(int year) {
  public FiscalYear {
    if (year < 2000 || year > 2099) {
      throw new IllegalArgumentException("a fiscal year is 2000 to 2099");
    }
  }

  /** 賦課期日: 1 January of the year in which the fiscal year starts (地方税法318条). */
  public LocalDate assessmentDay() {
    return LocalDate.of(year, 1, 1);
  }

  /** The value of the query's parameter {@code fiscalYear}. */
  public String parameter() {
    return Integer.toString(year);
  }
}

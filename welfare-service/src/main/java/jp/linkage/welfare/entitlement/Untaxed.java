package jp.linkage.welfare.entitlement;

/**
 * 施行令17条4号: 市町村民税を課されない者, with those exempted by ordinance and without those who had no address in
 * Japan on 1 January. The levy of 地方税法328条 (retirement income) does not count as municipal tax
 * here.
 */
record Untaxed(boolean counts, Line line) {

  private static final String ARTICLE = "施行令17条4号";

  static Untaxed of(String who, String whoInEnglish, MunicipalTax tax) {
    return switch (tax) {
      case MunicipalTax.NotTaxed _ -> line(true, who + ": 市町村民税非課税", whoInEnglish + ": not taxed");
      case MunicipalTax.NoDomesticAddress _ ->
          line(
              false,
              who + ": 賦課期日に国内に住所を有しないため、非課税者に含まない",
              whoInEnglish + ": no address in Japan on 1 January, so not among the untaxed");
      case MunicipalTax.Taxed taxed -> ofTaxed(who, whoInEnglish, taxed);
    };
  }

  private static Untaxed ofTaxed(String who, String whoInEnglish, MunicipalTax.Taxed tax) {
    if (tax.exemptedByOrdinance()) {
      return line(
          true,
          who + ": 条例により市町村民税を免除されている",
          whoInEnglish + ": exempted from the tax by ordinance");
    }
    if (tax.perCapitaLevy() == 0 && tax.incomeLevy() == tax.retirementSeparateLevy()) {
      return line(
          true,
          who + ": 課されているのは退職所得の分離課税分(地方税法328条)のみ、または税額0円",
          whoInEnglish + ": nothing is levied but the separate levy on retirement income");
    }
    return line(false, who + ": 市町村民税課税", whoInEnglish + ": taxed");
  }

  private static Untaxed line(boolean counts, String japanese, String english) {
    return new Untaxed(counts, Line.of(ARTICLE, japanese, english));
  }
}

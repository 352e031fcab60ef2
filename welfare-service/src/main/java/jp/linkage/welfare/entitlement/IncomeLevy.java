package jp.linkage.welfare.entitlement;

import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * 所得割 as 施行令17条2号イ and 施行規則26条の2, 26条の3 mean it: not the amount on the tax notice.
 *
 * @param amount yen, never negative
 * @param exact false where the register does not state the dependants and the amount is an upper
 *     bound
 * @param line how it was computed
 */
record IncomeLevy(long amount, boolean exact, Line line) {

  private static final String ARTICLE = "施行令17条2号イ・施行規則26条の2・26条の3";

  /** 改正前地方税法314条の2第1項11号: 33万円 (扶養親族) and 45万円 − 33万円 (特定扶養親族の加算), each at 6 %. */
  private static final long PER_DEPENDANT_UNDER_16 = 330_000 * 6 / 100;

  private static final long PER_DEPENDANT_16_TO_18 = 120_000 * 6 / 100;

  static IncomeLevy of(String who, String whoInEnglish, MunicipalTax tax) {
    return switch (tax) {
      case MunicipalTax.NotTaxed _ ->
          new IncomeLevy(
              0,
              true,
              Line.of(ARTICLE, who + ": 非課税のため所得割は0円", whoInEnglish + ": not taxed, 0 yen"));
      case MunicipalTax.NoDomesticAddress _ ->
          new IncomeLevy(
              0,
              true,
              Line.of(
                  ARTICLE,
                  who + ": 賦課期日に国内に住所がなく、所得割は課されていない(0円)",
                  whoInEnglish + ": no address in Japan on 1 January, no levy (0 yen)"));
      case MunicipalTax.Taxed taxed -> ofTaxed(who, whoInEnglish, taxed);
    };
  }

  private static IncomeLevy ofTaxed(String who, String whoInEnglish, MunicipalTax.Taxed tax) {
    List<String> japanese = new ArrayList<>();
    List<String> english = new ArrayList<>();
    long amount = tax.incomeLevy();
    japanese.add("所得割 " + yen(amount));
    english.add("income levy " + yenInEnglish(amount));
    if (tax.retirementSeparateLevy() > 0) {
      amount -= tax.retirementSeparateLevy();
      japanese.add("− 退職所得の分離課税分(地方税法328条) " + yen(tax.retirementSeparateLevy()));
      english.add("− retirement income (art. 328) " + yenInEnglish(tax.retirementSeparateLevy()));
    }
    if (tax.housingLoanCredit() > 0) {
      amount += tax.housingLoanCredit();
      japanese.add("+ 住宅借入金等特別税額控除(附則5条の4第5項) " + yen(tax.housingLoanCredit()));
      english.add("+ housing-loan credit " + yenInEnglish(tax.housingLoanCredit()));
    }
    if (tax.donationCredit() > 0) {
      amount += tax.donationCredit();
      japanese.add("+ 寄附金税額控除(314条の7) " + yen(tax.donationCredit()));
      english.add("+ donation credit " + yenInEnglish(tax.donationCredit()));
    }
    if (tax.designatedCity()) {
      // 施行規則26条の3第2項: as if outside a designated city. Its rate (8 %) and its share of every credit
      // (4/5 of
      // the resident tax) stand to those elsewhere (6 %, 3/5) as 4 to 3.
      amount = amount * 3 / 4;
      japanese.add("× 6/8 (指定都市)");
      english.add("× 6/8 (designated city)");
    }
    if (tax.dependants().isPresent()) {
      MunicipalTax.Dependants dependants = tax.dependants().get();
      long deduction =
          dependants.under16() * PER_DEPENDANT_UNDER_16
              + dependants.from16To18() * PER_DEPENDANT_16_TO_18;
      if (deduction > 0) {
        amount = Math.max(0, amount - deduction);
        japanese.add(
            "− 扶養控除相当(16歳未満 %d人、16〜18歳 %d人) %s"
                .formatted(dependants.under16(), dependants.from16To18(), yen(deduction)));
        english.add(
            "− former dependant deductions (%d under 16, %d of 16–18) %s"
                .formatted(dependants.under16(), dependants.from16To18(), yenInEnglish(deduction)));
      }
    }
    return new IncomeLevy(
        amount,
        tax.dependants().isPresent() || amount == 0,
        Line.of(
            ARTICLE,
            who + ": " + String.join(" ", japanese) + " = " + yen(amount),
            whoInEnglish + ": " + String.join(" ", english) + " = " + yenInEnglish(amount)));
  }

  static String yen(long amount) {
    return grouped(amount) + "円";
  }

  static String yenInEnglish(long amount) {
    return grouped(amount) + " yen";
  }

  private static String grouped(long amount) {
    return NumberFormat.getIntegerInstance(Locale.ROOT).format(amount);
  }
}

package jp.linkage.tax.assessment;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** What the parts of an assessment must have in common. Pure: no clock, no database. */
public final class AssessmentRules {
  private static final String TAX_STATUS = "taxStatus";
  private static final String ADDRESS_ON_JANUARY_1 = "addressOnJanuary1";

  private static final Set<Figure> DEDUCTIONS =
      Set.of(
          Figure.CASUALTY_LOSS_DEDUCTION,
          Figure.MEDICAL_EXPENSE_DEDUCTION,
          Figure.SOCIAL_INSURANCE_DEDUCTION,
          Figure.MUTUAL_AID_DEDUCTION,
          Figure.LIFE_INSURANCE_DEDUCTION,
          Figure.EARTHQUAKE_INSURANCE_DEDUCTION,
          Figure.DISABILITY_DEDUCTION,
          Figure.WIDOW_DEDUCTION,
          Figure.SINGLE_PARENT_DEDUCTION,
          Figure.WORKING_STUDENT_DEDUCTION,
          Figure.SPOUSE_DEDUCTION,
          Figure.SPOUSE_SPECIAL_DEDUCTION,
          Figure.DEPENDANT_DEDUCTION,
          Figure.SPECIFIC_RELATIVE_DEDUCTION,
          Figure.BASIC_DEDUCTION);

  private final TaxStatus status;
  private final AddressOnJanuary1 address;
  private final Figures figures;
  private final List<Violation> violations = new ArrayList<>();

  private AssessmentRules(TaxStatus status, AddressOnJanuary1 address, Figures figures) {
    this.status = status;
    this.address = address;
    this.figures = figures;
  }

  /** All rules that the parts break together; empty when they may stand in one assessment. */
  public static List<Violation> violations(
      TaxStatus status, AddressOnJanuary1 address, Figures figures) {
    var rules = new AssessmentRules(status, address, figures);
    rules.checkAddress();
    if (!status.hasFigures()) {
      rules.checkNoFigures();
    } else if (rules.checkRequired()) {
      rules.checkLevies();
      rules.checkReductions();
      rules.checkAmounts();
      rules.checkPersons();
    }
    return List.copyOf(rules.violations);
  }

  private void checkAddress() {
    if (status == TaxStatus.NO_DOMESTIC_ADDRESS && address != AddressOnJanuary1.ABROAD) {
      violate(
          ADDRESS_ON_JANUARY_1,
          "abroad, as the status is no-domestic-address",
          "課税状態が「1月1日に国内住所なし」のときは abroad");
    }
    // 地方税法294条1項2号: whoever lives elsewhere can still be taxed for an office or a house
    if (address == AddressOnJanuary1.ABROAD
        && status != TaxStatus.NO_DOMESTIC_ADDRESS
        && status != TaxStatus.TAXED) {
      violate(
          TAX_STATUS,
          "no-domestic-address or taxed, as the address on 1 January is abroad",
          "1月1日に国内住所がないときは no-domestic-address または taxed");
    }
  }

  private void checkNoFigures() {
    for (Figure figure : figures.values().keySet()) {
      violate(
          figure.jsonName(),
          "nothing, not even 0, as the status " + status.id() + " has no amounts",
          "課税状態が「" + status.term() + "」のときは空欄(0も不可)");
    }
  }

  private boolean checkRequired() {
    boolean complete = true;
    for (Figure figure : Figure.values()) {
      if (figure.required() && !figures.isRecorded(figure)) {
        complete = false;
        violate(
            figure.jsonName(),
            figure.kind().form().en() + ", as the status is " + status.id(),
            figure.kind().form().ja() + "(課税状態が「" + status.term() + "」のときは必須)");
      }
    }
    return complete;
  }

  private void checkLevies() {
    if (status == TaxStatus.EXEMPT) {
      for (Figure levy :
          List.of(
              Figure.MUNICIPAL_INCOME_LEVY,
              Figure.MUNICIPAL_PER_CAPITA_LEVY,
              Figure.PREFECTURAL_INCOME_LEVY,
              Figure.PREFECTURAL_PER_CAPITA_LEVY)) {
        if (yen(levy) != 0) {
          violate(levy, "0, as the status is exempt", "課税状態が「非課税」のときは 0");
        }
      }
    } else if (yen(Figure.MUNICIPAL_INCOME_LEVY) + yen(Figure.MUNICIPAL_PER_CAPITA_LEVY) == 0) {
      violate(
          TAX_STATUS,
          "exempt, as neither an income levy nor a per-capita levy is recorded",
          "所得割も均等割もないときは exempt(非課税)");
    }
    // 地方税法294条1項2号: without an address in the municipality, the per-capita levy only
    if (address != AddressOnJanuary1.MUNICIPALITY) {
      for (Figure levy : List.of(Figure.MUNICIPAL_INCOME_LEVY, Figure.PREFECTURAL_INCOME_LEVY)) {
        if (yen(levy) != 0) {
          violate(
              levy,
              "0, as the address on 1 January was not in the municipality",
              "1月1日の住所が市町村内にないときは 0");
        }
      }
    }
    checkIncomeLevy(
        Figure.MUNICIPAL_INCOME_LEVY,
        Figure.MUNICIPAL_RETIREMENT_SEPARATE_LEVY,
        Figure.MUNICIPAL_INCOME_LEVY_BEFORE_CREDITS);
    checkIncomeLevy(
        Figure.PREFECTURAL_INCOME_LEVY,
        Figure.PREFECTURAL_RETIREMENT_SEPARATE_LEVY,
        Figure.PREFECTURAL_INCOME_LEVY_BEFORE_CREDITS);
  }

  private void checkIncomeLevy(Figure levy, Figure separateLevy, Figure beforeCredits) {
    // 地方税法328条: the separate levy on retirement income is a part of the income levy
    atMost(separateLevy, levy);
    OptionalLong limit = figures.value(beforeCredits);
    // No credit (税額控除) is taken off the separate levy
    if (limit.isPresent() && yen(levy) - yen(separateLevy) > limit.getAsLong()) {
      violate(
          levy,
          "at most " + beforeCredits.jsonName() + " and the separate levy on retirement income",
          "「" + beforeCredits.term() + "」と「" + separateLevy.term() + "」の合計以下");
    }
  }

  private void checkReductions() {
    long municipalLevy = yen(Figure.MUNICIPAL_INCOME_LEVY) + yen(Figure.MUNICIPAL_PER_CAPITA_LEVY);
    long prefecturalLevy =
        yen(Figure.PREFECTURAL_INCOME_LEVY) + yen(Figure.PREFECTURAL_PER_CAPITA_LEVY);
    reducesAtMost(Figure.MUNICIPAL_REDUCED_AMOUNT, municipalLevy);
    reducesAtMost(Figure.PREFECTURAL_REDUCED_AMOUNT, prefecturalLevy);
    // 地方税法323条: an exemption (免除) is the reduction of the whole levy
    if (figures.isSet(Figure.EXEMPTED_BY_ORDINANCE)
        && yen(Figure.MUNICIPAL_REDUCED_AMOUNT) < municipalLevy) {
      violate(
          Figure.MUNICIPAL_REDUCED_AMOUNT,
          "the whole income levy and per-capita levy, as the person is exempted by ordinance",
          "条例による免除のときは所得割額と均等割額の全額");
    }
  }

  private void checkAmounts() {
    atMost(Figure.SALARY_INCOME, Figure.SALARY_REVENUE);
    atMost(Figure.PENSION_INCOME, Figure.PENSION_REVENUE);
    // 合計所得金額 is before, 総所得金額等 after losses carried forward
    atMost(Figure.TOTAL_INCOME_AFTER_LOSSES, Figure.TOTAL_INCOME);
    OptionalLong total = figures.value(Figure.TOTAL_DEDUCTIONS);
    long sum = DEDUCTIONS.stream().mapToLong(part -> figures.value(part).orElse(0)).sum();
    if (total.isPresent() && total.getAsLong() < sum) {
      violate(
          Figure.TOTAL_DEDUCTIONS,
          "at least the sum of the recorded deductions",
          "記録された各所得控除の合計以上");
    }
  }

  private void checkPersons() {
    atMost(Figure.ELDERLY_PARENTS_LIVING_TOGETHER, Figure.ELDERLY_DEPENDANTS);
    atMost(Figure.SPECIALLY_DISABLED_LIVING_TOGETHER, Figure.SPECIALLY_DISABLED_DEPENDANTS);
    notBoth(Figure.DISABLED, Figure.SPECIALLY_DISABLED);
    notBoth(Figure.WIDOW, Figure.SINGLE_PARENT);
  }

  private void reducesAtMost(Figure reduction, long levy) {
    if (yen(reduction) > levy) {
      violate(reduction, "at most the income levy and the per-capita levy", "所得割額と均等割額の合計以下");
    }
  }

  /** Only where both are recorded: nothing follows from what is unknown. */
  private void atMost(Figure smaller, Figure larger) {
    OptionalLong limit = figures.value(larger);
    OptionalLong value = figures.value(smaller);
    if (limit.isPresent() && value.isPresent() && value.getAsLong() > limit.getAsLong()) {
      violate(smaller, "at most " + larger.jsonName(), "「" + larger.term() + "」以下");
    }
  }

  private void notBoth(Figure first, Figure second) {
    if (figures.isSet(first) && figures.isSet(second)) {
      violate(
          second, "false, as " + first.jsonName() + " is true", "「" + first.term() + "」と同時には不可");
    }
  }

  /** Of a required figure, after {@link #checkRequired()}. */
  private long yen(Figure required) {
    return figures.value(required).orElseThrow();
  }

  private void violate(Figure figure, String en, String ja) {
    violate(figure.jsonName(), en, ja);
  }

  private void violate(String field, String en, String ja) {
    violations.add(new Violation(field, new Expectation(en, ja)));
  }
}

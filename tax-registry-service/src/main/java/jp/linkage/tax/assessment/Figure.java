package jp.linkage.tax.assessment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one table of the figures of an assessment: what a tax certificate (課税証明書) shows, and what the
 * statutes of the inquirers ask beyond it.
 *
 * <p>JSON names, columns of an import file and the documentation all follow from it. The official
 * codes of the data standard layout (特定個人情報データ標準レイアウト) are not public, so the names are this
 * project's own.
 */
public enum Figure {
  // Revenue and incomes of the calendar year before (前年の収入・所得)
  SALARY_REVENUE(FigureKind.YEN, Scope.COMMON, false, "給与収入金額"),
  SALARY_INCOME(FigureKind.YEN, Scope.COMMON, false, "給与所得"),
  PENSION_REVENUE(FigureKind.YEN, Scope.COMMON, true, "公的年金等収入金額"),
  PENSION_INCOME(FigureKind.YEN, Scope.COMMON, false, "公的年金等に係る雑所得"),
  BUSINESS_INCOME(FigureKind.INCOME_YEN, Scope.COMMON, false, "営業等所得"),
  AGRICULTURE_INCOME(FigureKind.INCOME_YEN, Scope.COMMON, false, "農業所得"),
  REAL_ESTATE_INCOME(FigureKind.INCOME_YEN, Scope.COMMON, false, "不動産所得"),
  INTEREST_INCOME(FigureKind.YEN, Scope.COMMON, false, "利子所得"),
  DIVIDEND_INCOME(FigureKind.INCOME_YEN, Scope.COMMON, false, "配当所得"),
  TRANSFER_INCOME(FigureKind.INCOME_YEN, Scope.COMMON, false, "総合譲渡所得"),
  OCCASIONAL_INCOME(FigureKind.INCOME_YEN, Scope.COMMON, false, "一時所得"),
  OTHER_MISCELLANEOUS_INCOME(FigureKind.INCOME_YEN, Scope.COMMON, false, "その他の雑所得"),
  FORESTRY_INCOME(FigureKind.INCOME_YEN, Scope.COMMON, false, "山林所得"),
  RETIREMENT_INCOME(FigureKind.YEN, Scope.COMMON, false, "退職所得"),
  SHORT_TERM_TRANSFER_INCOME(FigureKind.INCOME_YEN, Scope.COMMON, false, "分離短期譲渡所得"),
  LONG_TERM_TRANSFER_INCOME(FigureKind.INCOME_YEN, Scope.COMMON, false, "分離長期譲渡所得"),
  SHARE_TRANSFER_INCOME(FigureKind.INCOME_YEN, Scope.COMMON, false, "株式等に係る譲渡所得等"),
  LISTED_SHARE_DIVIDEND_INCOME(FigureKind.INCOME_YEN, Scope.COMMON, false, "上場株式等に係る配当所得等"),
  FUTURES_INCOME(FigureKind.INCOME_YEN, Scope.COMMON, false, "先物取引に係る雑所得等"),
  LOSS_CARRIED_FORWARD(FigureKind.YEN, Scope.COMMON, false, "繰越損失額"),
  TOTAL_ORDINARY_INCOME(FigureKind.INCOME_YEN, Scope.COMMON, false, "総所得金額"),
  TOTAL_INCOME_AFTER_LOSSES(FigureKind.INCOME_YEN, Scope.COMMON, false, "総所得金額等"),
  TOTAL_INCOME(FigureKind.INCOME_YEN, Scope.COMMON, true, "合計所得金額"),

  // Deductions from income (所得控除)
  CASUALTY_LOSS_DEDUCTION(FigureKind.YEN, Scope.COMMON, false, "雑損控除"),
  MEDICAL_EXPENSE_DEDUCTION(FigureKind.YEN, Scope.COMMON, false, "医療費控除"),
  SOCIAL_INSURANCE_DEDUCTION(FigureKind.YEN, Scope.COMMON, false, "社会保険料控除"),
  MUTUAL_AID_DEDUCTION(FigureKind.YEN, Scope.COMMON, false, "小規模企業共済等掛金控除"),
  LIFE_INSURANCE_DEDUCTION(FigureKind.YEN, Scope.COMMON, false, "生命保険料控除"),
  EARTHQUAKE_INSURANCE_DEDUCTION(FigureKind.YEN, Scope.COMMON, false, "地震保険料控除"),
  DISABILITY_DEDUCTION(FigureKind.YEN, Scope.COMMON, false, "障害者控除"),
  WIDOW_DEDUCTION(FigureKind.YEN, Scope.COMMON, false, "寡婦控除"),
  SINGLE_PARENT_DEDUCTION(FigureKind.YEN, Scope.COMMON, false, "ひとり親控除"),
  WORKING_STUDENT_DEDUCTION(FigureKind.YEN, Scope.COMMON, false, "勤労学生控除"),
  SPOUSE_DEDUCTION(FigureKind.YEN, Scope.COMMON, false, "配偶者控除"),
  SPOUSE_SPECIAL_DEDUCTION(FigureKind.YEN, Scope.COMMON, false, "配偶者特別控除"),
  DEPENDANT_DEDUCTION(FigureKind.YEN, Scope.COMMON, false, "扶養控除"),
  SPECIFIC_RELATIVE_DEDUCTION(FigureKind.YEN, Scope.COMMON, false, "特定親族特別控除"),
  BASIC_DEDUCTION(FigureKind.YEN, Scope.COMMON, false, "基礎控除"),
  TOTAL_DEDUCTIONS(FigureKind.YEN, Scope.COMMON, false, "所得控除合計"),

  // Dependants and what holds for the person (扶養親族、本人該当)
  SAME_LIVELIHOOD_SPOUSE(FigureKind.FLAG, Scope.COMMON, false, "同一生計配偶者"),
  DEDUCTIBLE_SPOUSE(FigureKind.FLAG, Scope.COMMON, false, "控除対象配偶者"),
  ORDINARY_DEPENDANTS(FigureKind.PERSONS, Scope.COMMON, false, "一般扶養親族"),
  SPECIFIC_DEPENDANTS(FigureKind.PERSONS, Scope.COMMON, false, "特定扶養親族"),
  ELDERLY_DEPENDANTS(FigureKind.PERSONS, Scope.COMMON, false, "老人扶養親族"),
  ELDERLY_PARENTS_LIVING_TOGETHER(FigureKind.PERSONS, Scope.COMMON, false, "同居老親等"),
  DEPENDANTS_UNDER_16(FigureKind.PERSONS, Scope.COMMON, false, "16歳未満の扶養親族"),
  DEPENDANTS_FROM_16_TO_18(FigureKind.PERSONS, Scope.COMMON, false, "16歳以上19歳未満の扶養親族"),
  DISABLED_DEPENDANTS(FigureKind.PERSONS, Scope.COMMON, false, "障害者(普通)"),
  SPECIALLY_DISABLED_DEPENDANTS(FigureKind.PERSONS, Scope.COMMON, false, "特別障害者"),
  SPECIALLY_DISABLED_LIVING_TOGETHER(FigureKind.PERSONS, Scope.COMMON, false, "同居特別障害者"),
  DISABLED(FigureKind.FLAG, Scope.COMMON, false, "本人障害者(普通)"),
  SPECIALLY_DISABLED(FigureKind.FLAG, Scope.COMMON, false, "本人特別障害者"),
  WIDOW(FigureKind.FLAG, Scope.COMMON, false, "本人寡婦"),
  SINGLE_PARENT(FigureKind.FLAG, Scope.COMMON, false, "本人ひとり親"),
  WORKING_STUDENT(FigureKind.FLAG, Scope.COMMON, false, "本人勤労学生"),
  MINOR(FigureKind.FLAG, Scope.COMMON, false, "本人未成年者"),

  // Tax base (課税標準額)
  ORDINARY_TAX_BASE(FigureKind.YEN, Scope.COMMON, false, "課税総所得金額"),
  FORESTRY_TAX_BASE(FigureKind.YEN, Scope.COMMON, false, "課税山林所得金額"),
  RETIREMENT_TAX_BASE(FigureKind.YEN, Scope.COMMON, false, "課税退職所得金額"),
  SHORT_TERM_TRANSFER_TAX_BASE(FigureKind.YEN, Scope.COMMON, false, "課税短期譲渡所得金額"),
  LONG_TERM_TRANSFER_TAX_BASE(FigureKind.YEN, Scope.COMMON, false, "課税長期譲渡所得金額"),
  SHARE_TRANSFER_TAX_BASE(FigureKind.YEN, Scope.COMMON, false, "株式等に係る課税譲渡所得等の金額"),
  LISTED_SHARE_DIVIDEND_TAX_BASE(FigureKind.YEN, Scope.COMMON, false, "上場株式等に係る課税配当所得等の金額"),
  FUTURES_TAX_BASE(FigureKind.YEN, Scope.COMMON, false, "先物取引に係る課税雑所得等の金額"),

  // Municipal inhabitant tax (市町村民税, in a special ward 特別区民税). The income levy is what the
  // statutes call 所得割: after the credits, before a reduction (減免), with the separate levy on
  // retirement income (地方税法328条); a statute that leaves that out says so.
  MUNICIPAL_INCOME_LEVY_BEFORE_CREDITS(FigureKind.YEN, Scope.MUNICIPAL, false, "市町村民税 算出所得割額"),
  MUNICIPAL_ADJUSTMENT_CREDIT(FigureKind.YEN, Scope.MUNICIPAL, true, "市町村民税 調整控除"),
  MUNICIPAL_DIVIDEND_CREDIT(FigureKind.YEN, Scope.MUNICIPAL, true, "市町村民税 配当控除"),
  MUNICIPAL_HOUSING_LOAN_CREDIT(FigureKind.YEN, Scope.MUNICIPAL, true, "市町村民税 住宅借入金等特別税額控除"),
  MUNICIPAL_DONATION_CREDIT(FigureKind.YEN, Scope.MUNICIPAL, true, "市町村民税 寄附金税額控除"),
  MUNICIPAL_FOREIGN_TAX_CREDIT(FigureKind.YEN, Scope.MUNICIPAL, true, "市町村民税 外国税額控除"),
  MUNICIPAL_DIVIDEND_AND_SHARE_LEVY_CREDIT(
      FigureKind.YEN, Scope.MUNICIPAL, false, "市町村民税 配当割額・株式等譲渡所得割額控除"),
  MUNICIPAL_INCOME_LEVY(FigureKind.YEN, Scope.MUNICIPAL, true, "市町村民税 所得割額"),
  MUNICIPAL_PER_CAPITA_LEVY(FigureKind.YEN, Scope.MUNICIPAL, true, "市町村民税 均等割額"),
  MUNICIPAL_RETIREMENT_SEPARATE_LEVY(
      FigureKind.YEN, Scope.MUNICIPAL, true, "市町村民税 退職所得の分離課税に係る所得割額"),
  MUNICIPAL_REDUCED_AMOUNT(FigureKind.YEN, Scope.MUNICIPAL, true, "市町村民税 減免額"),

  // Prefectural inhabitant tax (道府県民税, in Tokyo 都民税)
  PREFECTURAL_INCOME_LEVY_BEFORE_CREDITS(FigureKind.YEN, Scope.PREFECTURAL, false, "道府県民税 算出所得割額"),
  PREFECTURAL_ADJUSTMENT_CREDIT(FigureKind.YEN, Scope.PREFECTURAL, true, "道府県民税 調整控除"),
  PREFECTURAL_DIVIDEND_CREDIT(FigureKind.YEN, Scope.PREFECTURAL, true, "道府県民税 配当控除"),
  PREFECTURAL_HOUSING_LOAN_CREDIT(FigureKind.YEN, Scope.PREFECTURAL, true, "道府県民税 住宅借入金等特別税額控除"),
  PREFECTURAL_DONATION_CREDIT(FigureKind.YEN, Scope.PREFECTURAL, true, "道府県民税 寄附金税額控除"),
  PREFECTURAL_FOREIGN_TAX_CREDIT(FigureKind.YEN, Scope.PREFECTURAL, true, "道府県民税 外国税額控除"),
  PREFECTURAL_DIVIDEND_AND_SHARE_LEVY_CREDIT(
      FigureKind.YEN, Scope.PREFECTURAL, false, "道府県民税 配当割額・株式等譲渡所得割額控除"),
  PREFECTURAL_INCOME_LEVY(FigureKind.YEN, Scope.PREFECTURAL, true, "道府県民税 所得割額"),
  PREFECTURAL_PER_CAPITA_LEVY(FigureKind.YEN, Scope.PREFECTURAL, true, "道府県民税 均等割額"),
  PREFECTURAL_RETIREMENT_SEPARATE_LEVY(
      FigureKind.YEN, Scope.PREFECTURAL, true, "道府県民税 退職所得の分離課税に係る所得割額"),
  PREFECTURAL_REDUCED_AMOUNT(FigureKind.YEN, Scope.PREFECTURAL, true, "道府県民税 減免額"),

  // Both
  FOREST_ENVIRONMENT_TAX(FigureKind.YEN, Scope.COMMON, true, "森林環境税"),
  EXEMPTED_BY_ORDINANCE(FigureKind.FLAG, Scope.COMMON, true, "条例による免除");

  /** Which of the two taxes a figure belongs to. */
  public enum Scope {
    COMMON,
    MUNICIPAL,
    PREFECTURAL
  }

  private static final Map<String, Figure> BY_JSON_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Figure::jsonName, Function.identity()));

  private final FigureKind kind;
  private final Scope scope;
  private final boolean required;
  private final String term;
  private final String columnName;
  private final String jsonName;

  Figure(FigureKind kind, Scope scope, boolean required, String term) {
    this.kind = kind;
    this.scope = scope;
    this.required = required;
    this.term = term;
    this.columnName = name().toLowerCase(Locale.ROOT);
    this.jsonName = camelCase(columnName);
  }

  public FigureKind kind() {
    return kind;
  }

  public Scope scope() {
    return scope;
  }

  /**
   * Whether an assessment with figures must have it, because a statute of an inquirer rests on it.
   * Another figure may be missing, when the municipality does not record it; it is then unknown,
   * not zero.
   */
  public boolean required() {
    return required;
  }

  /** The Japanese term. */
  public String term() {
    return term;
  }

  /** The name in JSON, for instance {@code municipalIncomeLevy}. */
  public String jsonName() {
    return jsonName;
  }

  /** The name in the head of an import file, for instance {@code municipal_income_levy}. */
  public String columnName() {
    return columnName;
  }

  /** Finds a figure by its {@link #jsonName()}. */
  public static Optional<Figure> named(String jsonName) {
    return Optional.ofNullable(BY_JSON_NAME.get(jsonName));
  }

  private static String camelCase(String snake) {
    var camel = new StringBuilder();
    for (String word : snake.split("_", -1)) {
      camel.append(camel.isEmpty() ? word.charAt(0) : Character.toUpperCase(word.charAt(0)));
      camel.append(word.substring(1));
    }
    return camel.toString();
  }
}

package jp.linkage.tax.file;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.linkage.tax.assessment.AddressOnJanuary1;
import jp.linkage.tax.assessment.ContentDraft;
import jp.linkage.tax.assessment.Expectation;
import jp.linkage.tax.assessment.Figure;
import jp.linkage.tax.assessment.FiscalYear;
import jp.linkage.tax.assessment.TaxStatus;

/**
 * A column that a file of assessments can have.
 *
 * @param name in the head of a CSV file, for instance {@code municipal_income_levy}
 * @param member the same in JSON, for instance {@code municipalIncomeLevy}
 * @param term the Japanese term, which the head of a CSV file may have instead of the name
 * @param required whether every CSV file must have it
 * @param form what its values look like
 * @param figure the figure in it; none for the columns that every line has
 */
public record Column(
    String name,
    String member,
    String term,
    boolean required,
    Expectation form,
    Optional<Figure> figure) {
  static final Column ADDRESSEE_NO =
      fixed(
          "addressee_no",
          "addresseeNumber",
          "宛名番号",
          new Expectation("1 to 20 letters, digits or hyphens", "英数字またはハイフン1~20文字"));
  static final Column FISCAL_YEAR = fixed("fiscal_year", "fiscalYear", "課税年度", FiscalYear.FORM);
  static final Column TAX_STATUS =
      fixed("tax_status", ContentDraft.TAX_STATUS, "課税状態", TaxStatus.FORM);
  static final Column ADDRESS_ON_JANUARY_1 =
      fixed(
          "address_on_january_1",
          ContentDraft.ADDRESS_ON_JANUARY_1,
          "1月1日の住所",
          AddressOnJanuary1.FORM);

  /** All columns, in the order in which the documentation has them. */
  public static final List<Column> ALL =
      Stream.concat(
              Stream.of(ADDRESSEE_NO, FISCAL_YEAR, TAX_STATUS, ADDRESS_ON_JANUARY_1),
              Arrays.stream(Figure.values()).map(Column::of))
          .toList();

  private static final Map<String, Column> BY_HEAD =
      Stream.concat(
              ALL.stream().map(column -> Map.entry(column.name, column)),
              ALL.stream().map(column -> Map.entry(column.term, column)))
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

  private static final Map<String, Column> BY_MEMBER =
      ALL.stream().collect(Collectors.toMap(Column::member, Function.identity()));

  /** Finds a column by its English name or its Japanese term. */
  static Optional<Column> inHead(String cell) {
    return Optional.ofNullable(BY_HEAD.get(cell));
  }

  /** Finds a column by the name of its member in JSON. */
  static Optional<Column> ofMember(String member) {
    return Optional.ofNullable(BY_MEMBER.get(member));
  }

  private static Column fixed(String name, String member, String term, Expectation form) {
    return new Column(name, member, term, true, form, Optional.empty());
  }

  private static Column of(Figure figure) {
    return new Column(
        figure.columnName(),
        figure.jsonName(),
        figure.term(),
        figure.required(),
        figure.kind().form(),
        Optional.of(figure));
  }
}

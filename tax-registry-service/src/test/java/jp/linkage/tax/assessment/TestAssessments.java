package jp.linkage.tax.assessment;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** Assessments to start a test from: every required figure, and changes to some. */
public final class TestAssessments {
  private TestAssessments() {}

  /** A person with a salary, a housing loan and the usual levies. */
  public static Figures taxedFigures() {
    return taxedFigures(_ -> {});
  }

  /** The same, with changes. */
  public static Figures taxedFigures(Consumer<Map<Figure, Long>> change) {
    Map<Figure, Long> figures = new EnumMap<>(Figure.class);
    for (Figure figure : Figure.values()) {
      if (figure.required()) {
        figures.put(figure, 0L);
      }
    }
    figures.put(Figure.TOTAL_INCOME, 3_160_000L);
    figures.put(Figure.MUNICIPAL_ADJUSTMENT_CREDIT, 1_500L);
    figures.put(Figure.MUNICIPAL_HOUSING_LOAN_CREDIT, 12_000L);
    figures.put(Figure.MUNICIPAL_INCOME_LEVY, 98_400L);
    figures.put(Figure.MUNICIPAL_PER_CAPITA_LEVY, 3_000L);
    figures.put(Figure.PREFECTURAL_ADJUSTMENT_CREDIT, 1_000L);
    figures.put(Figure.PREFECTURAL_HOUSING_LOAN_CREDIT, 8_000L);
    figures.put(Figure.PREFECTURAL_INCOME_LEVY, 65_600L);
    figures.put(Figure.PREFECTURAL_PER_CAPITA_LEVY, 1_000L);
    figures.put(Figure.FOREST_ENVIRONMENT_TAX, 1_000L);
    change.accept(figures);
    return new Figures(figures);
  }

  /** A person whose income is below every limit. */
  public static Figures exemptFigures() {
    return taxedFigures(figures -> {
      figures.replaceAll((_, _) -> 0L);
      figures.put(Figure.TOTAL_INCOME, 350_000L);
    });
  }

  /** Figures for a content of any status: none where the status has none. */
  public static AssessmentContent content(TaxStatus status) {
    return switch (status) {
      case TAXED -> new AssessmentContent(status, AddressOnJanuary1.MUNICIPALITY, taxedFigures());
      case EXEMPT -> new AssessmentContent(status, AddressOnJanuary1.MUNICIPALITY, exemptFigures());
      case UNDECLARED, NO_MATERIALS ->
          new AssessmentContent(status, AddressOnJanuary1.MUNICIPALITY, Figures.NONE);
      case NO_DOMESTIC_ADDRESS ->
          new AssessmentContent(status, AddressOnJanuary1.ABROAD, Figures.NONE);
    };
  }
}

package jp.linkage.tax.items;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.tax.assessment.AssessmentContent;
import jp.linkage.tax.assessment.ContentDraft;
import jp.linkage.tax.assessment.Figure;
import jp.linkage.tax.assessment.Figures;
import jp.linkage.tax.assessment.FiscalYear;

/**
 * The two kinds of information that an assessment holds. The levies and credits of either tax have
 * the same field names, without the name of the tax; all else of an assessment belongs to both.
 */
enum TaxInformation {
  /** 市町村民税に関する情報. */
  MUNICIPAL_TAX("municipal-tax", Figure.Scope.MUNICIPAL, "municipal"),

  /** 道府県民税に関する情報. */
  PREFECTURAL_TAX("prefectural-tax", Figure.Scope.PREFECTURAL, "prefectural");

  static final String FISCAL_YEAR = "fiscalYear";

  private final String id;
  private final Figure.Scope own;
  private final String prefix;

  TaxInformation(String id, Figure.Scope own, String prefix) {
    this.id = id;
    this.own = own;
    this.prefix = prefix;
  }

  InformationId id() {
    return new InformationId(id);
  }

  /** Whether a field of this name exists. */
  boolean hasField(String name) {
    return switch (name) {
      case FISCAL_YEAR, ContentDraft.TAX_STATUS, ContentDraft.ADDRESS_ON_JANUARY_1 -> true;
      default -> figure(name).isPresent();
    };
  }

  /** The named fields of an assessment; what is not recorded is left out, never made a zero. */
  Map<String, Object> fields(FiscalYear year, AssessmentContent content, Set<String> named) {
    var fields = new LinkedHashMap<String, Object>();
    for (String name : named) {
      switch (name) {
        case FISCAL_YEAR -> fields.put(name, (long) year.value());
        case ContentDraft.TAX_STATUS -> fields.put(name, content.status().id());
        case ContentDraft.ADDRESS_ON_JANUARY_1 -> fields.put(name, content.address().id());
        default -> figure(name).ifPresent(figure -> put(fields, name, figure, content.figures()));
      }
    }
    return fields;
  }

  private static void put(Map<String, Object> fields, String name, Figure figure, Figures figures) {
    OptionalLong value = figures.value(figure);
    if (value.isPresent()) {
      fields.put(name, Figures.json(figure, value.getAsLong()));
    }
  }

  /** {@code incomeLevy} of the municipal tax is {@code municipalIncomeLevy}. */
  private Optional<Figure> figure(String name) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    String ownName = prefix + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return Figure.named(ownName)
        .filter(figure -> figure.scope() == own)
        .or(() -> Figure.named(name).filter(figure -> figure.scope() == Figure.Scope.COMMON));
  }
}

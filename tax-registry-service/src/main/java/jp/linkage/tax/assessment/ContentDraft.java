package jp.linkage.tax.assessment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Reads the content of an assessment field by field, and collects everything that is wrong with it
 * instead of stopping at the first fault.
 */
public final class ContentDraft {
  public static final String TAX_STATUS = "taxStatus";
  public static final String ADDRESS_ON_JANUARY_1 = "addressOnJanuary1";

  private static final Expectation A_FIGURE = new Expectation("no such figure", "このような項目はありません");

  private final Map<Figure, Long> figures = new EnumMap<>(Figure.class);
  private final List<Violation> violations = new ArrayList<>();
  private Optional<TaxStatus> status = Optional.empty();
  private Optional<AddressOnJanuary1> address = Optional.empty();

  /** What became of a draft. */
  public sealed interface Outcome {}

  /** Everything is right. */
  public record Read(AssessmentContent content) implements Outcome {}

  /**
   * Something is wrong.
   *
   * @param violations at least one, at most one for a field that cannot be read
   */
  public record Wrong(List<Violation> violations) implements Outcome {}

  public void taxStatus(String text) {
    status = TaxStatus.parse(text);
    if (status.isEmpty()) {
      wrong(TAX_STATUS, TaxStatus.FORM);
    }
  }

  public void addressOnJanuary1(String text) {
    address = AddressOnJanuary1.parse(text);
    if (address.isEmpty()) {
      wrong(ADDRESS_ON_JANUARY_1, AddressOnJanuary1.FORM);
    }
  }

  /** Reads a figure as a text file has it. */
  public void figure(Figure figure, String text) {
    OptionalLong value = figure.kind().parse(text);
    if (value.isPresent()) {
      figures.put(figure, value.getAsLong());
    } else {
      wrong(figure.jsonName(), figure.kind().form());
    }
  }

  /** Reads a figure as JSON has it: an integer, or a boolean for a flag. */
  public void figure(String name, JsonNode value) {
    Optional<Figure> figure = Figure.named(name);
    if (figure.isEmpty()) {
      wrong(name, A_FIGURE);
      return;
    }
    boolean typed =
        figure.get().kind() == FigureKind.FLAG ? value.isBoolean() : value.isIntegralNumber();
    if (typed) {
      figure(figure.get(), value.asText());
    } else {
      wrong(figure.get().jsonName(), figure.get().kind().form());
    }
  }

  /** Notes a fault that the caller found. */
  public void wrong(String field, Expectation expected) {
    violations.add(new Violation(field, expected));
  }

  /** Checks the parts against each other, and makes the content when nothing is wrong. */
  public Outcome complete() {
    var unreadable = violations.stream().map(Violation::field).collect(Collectors.toSet());
    if (status.isEmpty() && !unreadable.contains(TAX_STATUS)) {
      wrong(TAX_STATUS, TaxStatus.FORM);
    }
    if (address.isEmpty() && !unreadable.contains(ADDRESS_ON_JANUARY_1)) {
      wrong(ADDRESS_ON_JANUARY_1, AddressOnJanuary1.FORM);
    }
    if (status.isPresent() && address.isPresent()) {
      // A figure that could not be read is not also reported as missing
      AssessmentRules.violations(status.get(), address.get(), new Figures(figures)).stream()
          .filter(violation -> !unreadable.contains(violation.field()))
          .forEach(violations::add);
      if (violations.isEmpty()) {
        return new Read(new AssessmentContent(status.get(), address.get(), new Figures(figures)));
      }
    }
    return new Wrong(List.copyOf(violations));
  }
}

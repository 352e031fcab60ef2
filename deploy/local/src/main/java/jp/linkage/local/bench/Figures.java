package jp.linkage.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was measured, each figure beside its goal (docs/performance.md). */
final class Figures {
  /**
   * A goal.
   *
   * @param least whether the figure is to be at least the goal, and otherwise at most
   */
  record Goal(double value, boolean least) {
    static Optional<Goal> atLeast(double value) {
      return Optional.of(new Goal(value, true));
    }

    static Optional<Goal> atMost(double value) {
      return Optional.of(new Goal(value, false));
    }

    /** From 1 on the goal is reached. */
    double factor(double figure) {
      return least ? figure / value : value / Math.max(figure, 1e-9);
    }
  }

  private record Figure(String name, double value, String unit, Optional<Goal> goal) {}

  private final List<Figure> figures = new ArrayList<>();

  /** A figure without a goal. */
  void add(String name, double value, String unit) {
    add(name, value, unit, Optional.empty());
  }

  /** A figure, which is printed as it is measured. */
  void add(String name, double value, String unit, Optional<Goal> goal) {
    Figure figure = new Figure(name, value, unit, goal);
    figures.add(figure);
    System.out.println(line(figure));
  }

  /** Times: the shortest, p50, p99 in milliseconds. */
  void times(String name, Quantiles times, Optional<Goal> median, Optional<Goal> p99) {
    add(name + ", min", times.millis(0), "ms");
    add(name + ", p50", times.millis(0.50), "ms", median);
    add(name + ", p99", times.millis(0.99), "ms", p99);
  }

  static String heading() {
    return "%-66s %12s %-10s %12s %7s".formatted("", "figure", "", "goal", "factor");
  }

  private static String line(Figure figure) {
    String text =
        "%-66s %12s %-10s".formatted(figure.name(), number(figure.value()), figure.unit());
    return figure
        .goal()
        .map(goal ->
            "%s %12s %7.2f"
                .formatted(
                    text,
                    (goal.least() ? "≥ " : "≤ ") + number(goal.value()),
                    goal.factor(figure.value())))
        .orElse(text)
        .stripTrailing();
  }

  private static String number(double value) {
    return String.format(
        Locale.ROOT, value >= 1000 || value == Math.rint(value) ? "%,.0f" : "%.2f", value);
  }

  /** Writes the JSON, with what else is to be said. */
  void write(Path file, ObjectNode head) throws IOException {
    var json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ArrayNode rows = head.putArray("figures");
    for (Figure figure : figures) {
      ObjectNode row = rows.addObject();
      row.put("name", figure.name()).put("value", figure.value()).put("unit", figure.unit());
      figure
          .goal()
          .ifPresent(goal -> {
            row.put(goal.least() ? "goalAtLeast" : "goalAtMost", goal.value());
            row.put("factor", goal.factor(figure.value()));
          });
    }
    Files.createDirectories(file.getParent());
    Files.write(file, json.writeValueAsBytes(head));
  }
}

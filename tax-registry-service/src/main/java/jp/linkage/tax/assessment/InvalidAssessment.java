package jp.linkage.tax.assessment;

import java.util.List;
import java.util.stream.Collectors;

/** An assessment that breaks rules was about to be made. Says which rules, never the values. */
public final class InvalidAssessment extends IllegalArgumentException {
  private final transient List<Violation> violations;

  InvalidAssessment(List<Violation> violations) {
    super(
        violations.stream()
            .map(violation -> violation.field() + ": expected " + violation.expected().en())
            .collect(Collectors.joining("; ")));
    this.violations = List.copyOf(violations);
  }

  /** All rules that are broken; at least one. */
  public List<Violation> violations() {
    return violations;
  }
}

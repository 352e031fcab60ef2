package jp.linkage.tax.assessment;

import java.util.List;

/**
 * What was assessed for one person and one fiscal year, as one revision has it.
 *
 * @param status the conclusion
 * @param address where the person lived on 1 January
 * @param figures the amounts; none unless the status has them
 */
public record AssessmentContent(TaxStatus status, AddressOnJanuary1 address, Figures figures) {
  /**
   * @throws InvalidAssessment when the parts contradict each other
   */
  public AssessmentContent {
    List<Violation> violations = AssessmentRules.violations(status, address, figures);
    if (!violations.isEmpty()) {
      throw new InvalidAssessment(violations);
    }
  }
}

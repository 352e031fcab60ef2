package jp.linkage.tax.assessment;

/**
 * A rule that the content of an assessment breaks.
 *
 * @param field the name of the field as in JSON, for instance {@code municipalIncomeLevy}
 * @param expected what the rule demands
 */
public record Violation(String field, Expectation expected) {}

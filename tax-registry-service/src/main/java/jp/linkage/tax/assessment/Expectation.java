package jp.linkage.tax.assessment;

/**
 * What a value must look like, said to people. Never repeats the value that was found: it is tax
 * data.
 *
 * @param en in English
 * @param ja the same in Japanese
 */
public record Expectation(String en, String ja) {}

package jp.linkage.tax.assessment;

import jp.linkage.kit.person.AddresseeNumber;

/** Whose assessment of which year. */
public record AssessmentKey(AddresseeNumber addressee, FiscalYear fiscalYear) {}

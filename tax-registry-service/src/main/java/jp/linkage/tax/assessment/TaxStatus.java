package jp.linkage.tax.assessment;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the municipality concluded for a person and a fiscal year (課税状態). Only the first two have
 * amounts; of the others nobody may conclude that the tax is zero.
 */
public enum TaxStatus {
  /** 課税: at least a per-capita levy (均等割) or an income levy (所得割). */
  TAXED("taxed", "課税"),

  /** 非課税: assessed, and no levy. */
  EXEMPT("exempt", "非課税"),

  /** 未申告: no declaration was made, so nothing is known. */
  UNDECLARED("undeclared", "未申告"),

  /** 課税資料なし: neither a declaration nor a payment report is held. */
  NO_MATERIALS("no-materials", "課税資料なし"),

  /** 1月1日に国内住所なし: the statutes' non-taxed tests leave these persons out. */
  NO_DOMESTIC_ADDRESS("no-domestic-address", "1月1日に国内住所なし");

  /** What {@link #parse} accepts, for error messages. */
  public static final Expectation FORM =
      new Expectation(
          "one of " + Arrays.stream(values()).map(TaxStatus::id).collect(Collectors.joining(", ")),
          Arrays.stream(values())
                  .map(status -> status.id + "(" + status.term + ")")
                  .collect(Collectors.joining("、"))
              + "のいずれか");

  private final String id;
  private final String term;

  TaxStatus(String id, String term) {
    this.id = id;
    this.term = term;
  }

  /** The name on the wire, for instance {@code no-materials}. */
  public String id() {
    return id;
  }

  /** The Japanese term. */
  public String term() {
    return term;
  }

  /** Whether an assessment of this status has amounts. */
  public boolean hasFigures() {
    return this == TAXED || this == EXEMPT;
  }

  /** Reads the wire name or the Japanese term. */
  public static Optional<TaxStatus> parse(String text) {
    return Arrays.stream(values())
        .filter(status -> status.id.equals(text) || status.term.equals(text))
        .findFirst();
  }
}

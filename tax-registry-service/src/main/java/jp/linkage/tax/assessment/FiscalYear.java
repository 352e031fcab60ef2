package jp.linkage.tax.assessment;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The fiscal year of an assessment (賦課年度), from April; its tax rests on the incomes of the calendar
 * year before, and on the address on 1 January of the year itself (賦課期日, 地方税法318条).
 *
 * @param value the calendar year in which it begins, {@value #FIRST} to {@value #LAST}
 */
public record FiscalYear(int value) implements Comparable<FiscalYear> {
  public static final int FIRST = 1950;
  public static final int LAST = 2099;

  /** What {@link #parse} accepts, for error messages. */
  public static final Expectation FORM =
      new Expectation(
          "a fiscal year of 4 digits, " + FIRST + " to " + LAST,
          "4桁の年度(西暦" + FIRST + "~" + LAST + ")");

  private static final Pattern DIGITS = Pattern.compile("[0-9]{4}");

  public FiscalYear {
    if (value < FIRST || value > LAST) {
      throw new IllegalArgumentException("expected " + FORM.en());
    }
  }

  /** Reads exactly four digits; empty when the text is anything else. */
  public static Optional<FiscalYear> parse(String text) {
    if (!DIGITS.matcher(text).matches()) {
      return Optional.empty();
    }
    int year = Integer.parseInt(text);
    return year < FIRST || year > LAST ? Optional.empty() : Optional.of(new FiscalYear(year));
  }

  @Override
  public int compareTo(FiscalYear other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}

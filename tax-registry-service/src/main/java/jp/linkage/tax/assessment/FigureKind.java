package jp.linkage.tax.assessment;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The kinds of figures, with their ranges. */
public enum FigureKind {
  /** An amount that cannot be negative. */
  YEN(0, FigureKind.LARGEST_YEN, "integer yen from 0, at most 13 digits", "0以上の整数(円、13桁以内)"),

  /** An income, negative when it is a loss. */
  INCOME_YEN(
      -FigureKind.LARGEST_YEN,
      FigureKind.LARGEST_YEN,
      "integer yen, negative for a loss, at most 13 digits",
      "整数(円、損失は負の値、13桁以内)"),

  /** A number of persons. */
  PERSONS(0, 99, "a number of persons from 0 to 99", "0~99の人数"),

  /** Yes or no, kept as 1 or 0. */
  FLAG(0, 1, "true or false", "true または false");

  private static final long LARGEST_YEN = 9_999_999_999_999L;

  // No plus sign, no leading zero, no separators: an amount has one written form.
  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,12}");

  private final long smallest;
  private final long largest;
  private final String form;
  private final String formJa;

  FigureKind(long smallest, long largest, String form, String formJa) {
    this.smallest = smallest;
    this.largest = largest;
    this.form = form;
    this.formJa = formJa;
  }

  /** What a value must look like. */
  public Expectation form() {
    return new Expectation(form, formJa);
  }

  /** Whether a value is in the range of this kind. */
  public boolean allows(long value) {
    return smallest <= value && value <= largest;
  }

  /** Reads a value as written in a text file; empty when its form or its range is wrong. */
  public OptionalLong parse(String text) {
    if (this == FLAG) {
      return switch (text) {
        case "true", "1" -> OptionalLong.of(1);
        case "false", "0" -> OptionalLong.of(0);
        default -> OptionalLong.empty();
      };
    }
    if (!INTEGER.matcher(text).matches()) {
      return OptionalLong.empty();
    }
    long value = Long.parseLong(text);
    return allows(value) ? OptionalLong.of(value) : OptionalLong.empty();
  }
}

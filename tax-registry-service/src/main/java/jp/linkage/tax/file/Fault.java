package jp.linkage.tax.file;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import jp.linkage.tax.assessment.Expectation;

/**
 * A fault of a file, and where it is.
 *
 * @param line counted from 1, the head of a CSV file included; 0 for the file as a whole
 * @param column the column as the head of the file names it, or the JSON member
 * @param kind what is wrong
 * @param expected what was expected there
 * @param otherLine of a duplicate, the other line
 * @param byteOffset of a wrong encoding, the first byte that is not UTF-8, counted from 0
 */
public record Fault(
    int line,
    Optional<String> column,
    FaultKind kind,
    Expectation expected,
    OptionalInt otherLine,
    OptionalLong byteOffset) {

  static Fault ofLine(int line, FaultKind kind, Expectation expected) {
    return new Fault(
        line, Optional.empty(), kind, expected, OptionalInt.empty(), OptionalLong.empty());
  }

  static Fault ofColumn(int line, String column, FaultKind kind, Expectation expected) {
    return new Fault(
        line, Optional.of(column), kind, expected, OptionalInt.empty(), OptionalLong.empty());
  }

  static Fault ofEncoding(int line, long byteOffset, Expectation expected) {
    return new Fault(
        line,
        Optional.empty(),
        FaultKind.ENCODING,
        expected,
        OptionalInt.empty(),
        OptionalLong.of(byteOffset));
  }
}

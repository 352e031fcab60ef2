package jp.linkage.tax.file;

import java.util.Arrays;
import java.util.Optional;

/** What can be wrong with a file or a line of it. */
public enum FaultKind {
  /** Not UTF-8. Ends the reading. */
  ENCODING("encoding"),

  /** There is no line of data. */
  EMPTY_FILE("empty-file"),

  /** The head lacks a column that every file must have. Ends the reading. */
  MISSING_COLUMN("missing-column"),

  /** The head has a column that means nothing here. Ends the reading. */
  UNKNOWN_COLUMN("unknown-column"),

  /** The head has a column twice. Ends the reading. */
  REPEATED_COLUMN("repeated-column"),

  /** A line has more or fewer cells than the head. */
  CELL_COUNT("cell-count"),

  /** The quotation marks of a line do not fit together. */
  QUOTING("quoting"),

  /** A line is not one JSON object, or has a member twice. */
  JSON("json"),

  /** A line is longer than any line of an assessment. */
  LINE_LENGTH("line-length"),

  /** A value is missing, has a wrong form, or contradicts another one. */
  VALUE("value"),

  /** Another line of the file is about the same person and year. */
  DUPLICATE("duplicate");

  private final String id;

  FaultKind(String id) {
    this.id = id;
  }

  /** The name on the wire, for instance {@code missing-column}. */
  public String id() {
    return id;
  }

  /** Reads the wire name. */
  public static Optional<FaultKind> parse(String text) {
    return Arrays.stream(values()).filter(kind -> kind.id.equals(text)).findFirst();
  }
}

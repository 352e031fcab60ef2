package jp.linkage.protocol.permission;

/** A permission table that does not have its form ({@code docs/spec/permission-table.md}). */
public final class InvalidTable extends IllegalArgumentException {
  private final int line;
  private final String expected;

  /**
   * @param line the line of the file, from 1
   * @param expected what the format demands there
   */
  public InvalidTable(int line, String expected) {
    super("permission table, line " + line + ": expected " + expected);
    this.line = line;
    this.expected = expected;
  }

  /** The line of the file, from 1. */
  public int line() {
    return line;
  }

  /** What the format demands there. */
  public String expected() {
    return expected;
  }
}

package jp.linkage.tax.ingest;

import java.util.Arrays;
import java.util.Optional;

/** What happens to the right lines of a file that has wrong ones. */
public enum ImportMode {
  /** Nothing is imported when a line is wrong. */
  WHOLE_FILE("whole-file"),

  /** The right lines are imported; a fault of the file as a whole still rejects it. */
  VALID_LINES("valid-lines");

  private final String id;

  ImportMode(String id) {
    this.id = id;
  }

  /** The name on the wire. */
  public String id() {
    return id;
  }

  /** Reads the wire name. */
  public static Optional<ImportMode> parse(String text) {
    return Arrays.stream(values()).filter(mode -> mode.id.equals(text)).findFirst();
  }
}

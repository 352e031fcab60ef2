package jp.linkage.tax.file;

import java.util.Arrays;
import java.util.Optional;

/** The formats of a file of assessments. */
public enum FileFormat {
  /** RFC 4180, with a head; a cell has no line break. */
  CSV("csv", "text/csv"),

  /** One JSON object a line. */
  NDJSON("ndjson", "application/x-ndjson");

  private final String id;
  private final String mediaType;

  FileFormat(String id, String mediaType) {
    this.id = id;
    this.mediaType = mediaType;
  }

  /** The name on the wire. */
  public String id() {
    return id;
  }

  public String mediaType() {
    return mediaType;
  }

  /** Reads the wire name. */
  public static Optional<FileFormat> parse(String text) {
    return Arrays.stream(values()).filter(format -> format.id.equals(text)).findFirst();
  }
}

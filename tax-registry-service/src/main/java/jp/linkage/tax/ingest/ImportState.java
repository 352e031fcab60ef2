package jp.linkage.tax.ingest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far an import is. */
public enum ImportState {
  /** The file is being sent. */
  RECEIVING,

  /** The file is here; no worker has begun. */
  WAITING,

  /** The lines are being checked; nothing is imported yet. */
  VALIDATING,

  /** Lines are being imported. */
  APPLYING,

  /** All accepted lines are imported. */
  COMPLETED,

  /** Nothing was imported, because of the faults on record. */
  REJECTED,

  /** The service could not go on; lines up to the position on record are imported. */
  FAILED;

  /** The name on the wire. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the wire name. */
  public static Optional<ImportState> parse(String text) {
    return Arrays.stream(values()).filter(state -> state.id().equals(text)).findFirst();
  }
}

package jp.linkage.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of thresholds. What they do not name is as by default. */
public final class FlagFile {
  /** Everything is outside office hours, and every new office is new. */
  public static final String ALWAYS_CLOSED =
      """
      version = always-closed
      office.days =
      off-hours.exchanges = 1
      first-time-pair.learning = 0s
      """;

  private FlagFile() {}

  /** Writes one into a folder; answers with its path. */
  public static String write(Path folder, String settings) {
    try {
      return Files.writeString(folder.resolve("flags.properties"), settings).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

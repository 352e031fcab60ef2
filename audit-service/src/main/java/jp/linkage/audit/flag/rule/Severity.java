package jp.linkage.audit.flag.rule;

import java.util.Arrays;
import java.util.Locale;
import jp.linkage.protocol.json.InvalidMessage;

/** How soon somebody should look; set per rule by the configuration. */
public enum Severity {
  /** When there is time. */
  LOW,
  /** Within the week. */
  MEDIUM,
  /** Today. */
  HIGH;

  /** The text in the API, the configuration and the database. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the text. */
  public static Severity parse(String text) {
    return Arrays.stream(values())
        .filter(severity -> severity.text().equals(text))
        .findFirst()
        .orElseThrow(() -> InvalidMessage.value("low, medium or high"));
  }
}

package jp.linkage.audit.flag.rule;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import jp.linkage.protocol.json.InvalidMessage;

/** The rules by their names. */
public enum FlagRule {
  /** {@link Bulk}. */
  BULK,
  /** {@link OffHours}. */
  OFF_HOURS,
  /** {@link DeniedThenSuccess}. */
  DENIED_THEN_SUCCESS,
  /** {@link RequestWithoutRelease}. */
  REQUEST_WITHOUT_RELEASE,
  /** {@link FirstTimePair}. */
  FIRST_TIME_PAIR,
  /** {@link OverOwnMedian}. */
  OVER_OWN_MEDIAN,
  /** {@link RepeatedPerson}. */
  REPEATED_PERSON;

  /** The text in the API, the configuration and the database. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads the text. */
  public static FlagRule parse(String text) {
    return Arrays.stream(values())
        .filter(rule -> rule.text().equals(text))
        .findFirst()
        .orElseThrow(() ->
            InvalidMessage.value(
                "one of "
                    + Arrays.stream(values())
                        .map(FlagRule::text)
                        .collect(Collectors.joining(", "))));
  }
}

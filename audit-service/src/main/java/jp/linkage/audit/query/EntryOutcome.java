package jp.linkage.audit.query;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import jp.linkage.protocol.json.InvalidMessage;

/** What came of an exchange, as one can search for it. */
public enum EntryOutcome {
  /** Asked, and no answer was released: not yet, or never. */
  OPEN,
  /** An answer was released, whatever it says. */
  RELEASED,
  /** Released: every person's answer was given. */
  ANSWERED,
  /** Released: the answers follow. */
  DEFERRED,
  /** Released: the provider refuses. */
  REFUSED,
  /** Released: nobody was known. */
  UNKNOWN_PERSON,
  /** Released: not the same for every person. */
  MIXED,
  /** Refused by the law's table, or as nobody is registered; the reason is in the entry. */
  DENIED,
  /** An agency's persons were enrolled. */
  ENROLLED,
  /** Persons were registered. */
  REGISTERED,
  /** An agency read the log for a person. */
  VIEWED,
  /** A manifest took effect. */
  PUBLISHED,
  /** The key of a month was destroyed. */
  DESTROYED;

  /** The text in the API and in the projection. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads the text of the API. */
  public static EntryOutcome parse(String text) {
    return Arrays.stream(values())
        .filter(outcome -> outcome.text().equals(text))
        .findFirst()
        .orElseThrow(() ->
            InvalidMessage.value(
                "one of "
                    + Arrays.stream(values())
                        .map(EntryOutcome::text)
                        .collect(Collectors.joining(", "))));
  }

  /** A condition without parameters, so that the planner sees which partial index holds it. */
  String condition() {
    return this == RELEASED
        ? "outcome in ('answered', 'deferred', 'refused', 'unknown-person', 'mixed', 'released')"
        : "outcome = '" + text() + "'";
  }
}

package jp.linkage.local.reconcile;

import java.util.Locale;

/**
 * Something about one exchange in which the three do not agree.
 *
 * @param member which member of the record; {@code record} for the whole
 * @param inquirer what the inquirer's record says, {@code -} where it says nothing; so for the two
 *     others
 */
public record Difference(
    String exchangeId, Kind kind, String member, String inquirer, String provider, String log) {
  /** What is said where nothing is. */
  static final String NOTHING = "-";

  /** What kind of disagreement. */
  public enum Kind {
    /** An agency keeps a record of an exchange that the log does not have. */
    NOT_IN_THE_LOG,
    /** The log has an exchange that an agency that took part keeps no record of. */
    NOT_KEPT,
    /** A member is not the same. */
    DIFFERS,
    /** The log has REQUEST and no RELEASE: what was asked was not answered, or not handed over. */
    NO_RELEASE;

    /** As it is printed. */
    public String value() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}

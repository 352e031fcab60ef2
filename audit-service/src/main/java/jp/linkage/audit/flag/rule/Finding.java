package jp.linkage.audit.flag.rule;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * Something that a rule found. The same rule, subject and period are the same finding, also when
 * more of it is seen later: then with larger numbers.
 *
 * @param period distinguishes findings about the same subject: a day, a month, or {@code ever}
 * @param from the log's time of the first exchange that counts
 * @param to after the last one
 * @param numbers why
 * @param exchanges how many exchanges it rests on
 * @param explanation in plain English, with the numbers; names no person
 */
public record Finding(
    FlagRule rule,
    Severity severity,
    FlagSubject subject,
    String period,
    Instant from,
    Instant to,
    Numbers numbers,
    long exchanges,
    String explanation) {

  /**
   * What was compared.
   *
   * @param observed at least the threshold
   * @param threshold from which on it is a finding
   * @param ownMedian of the official, where the rule compares with it
   */
  public record Numbers(long observed, long threshold, OptionalDouble ownMedian) {
    /** Checks that it is one. */
    public Numbers {
      if (observed < threshold) {
        throw new IllegalArgumentException("not a finding: " + observed + " of " + threshold);
      }
    }

    static Numbers of(long observed, long threshold) {
      return new Numbers(observed, threshold, OptionalDouble.empty());
    }
  }
}

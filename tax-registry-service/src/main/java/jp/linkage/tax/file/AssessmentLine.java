package jp.linkage.tax.file;

import java.util.List;
import java.util.Optional;
import jp.linkage.tax.assessment.AssessmentContent;
import jp.linkage.tax.assessment.AssessmentKey;

/** A line of a file, as far as it could be read. */
public sealed interface AssessmentLine {
  /** Counted from 1, the head of a CSV file included. */
  int number();

  /** A line that is right in itself; whether another line contradicts it is not known here. */
  record Accepted(int number, AssessmentKey key, AssessmentContent content)
      implements AssessmentLine {}

  /**
   * A line with faults.
   *
   * @param key whose assessment it was to be, where that much is readable
   * @param faults at least one
   */
  record Rejected(int number, Optional<AssessmentKey> key, List<Fault> faults)
      implements AssessmentLine {}
}

package jp.linkage.tax.assessment;

/** What became of a correction. */
public sealed interface CorrectionOutcome {
  /** It is the current revision now. */
  record Recorded(AssessmentRevision revision) implements CorrectionOutcome {}

  /** It had been recorded by an earlier attempt with the same idempotency key. */
  record AlreadyRecorded(AssessmentRevision revision) implements CorrectionOutcome {}

  /**
   * The official saw another revision than the current one.
   *
   * @param current the number of the current revision, 0 when there is none
   */
  record RevisionConflict(int current) implements CorrectionOutcome {}

  /** The idempotency key belongs to another correction. */
  record IdempotencyKeyTaken() implements CorrectionOutcome {}
}

package jp.linkage.tax.assessment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Records a correction (更正) as the next revision of an assessment. */
@ApplicationScoped
public class CorrectAssessment {
  private final AssessmentRevisionRows revisions;

  CorrectAssessment(AssessmentRevisionRows revisions) {
    this.revisions = revisions;
  }

  /** Records it when the official saw the current revision; of two at once, one is recorded. */
  @Transactional
  public CorrectionOutcome correct(Correction correction) {
    int current = revisions.current(correction.key()).map(AssessmentRevision::number).orElse(0);
    // The unique key of the table decides between two who saw the same revision
    if (current == correction.basedOn() && revisions.append(correction)) {
      return new CorrectionOutcome.Recorded(revisions.current(correction.key()).orElseThrow());
    }
    Optional<AssessmentRevision> earlier =
        revisions.recordedUnder(correction.staff(), correction.idempotencyKey());
    if (earlier.isEmpty()) {
      return new CorrectionOutcome.RevisionConflict(
          revisions.current(correction.key()).map(AssessmentRevision::number).orElse(0));
    }
    return correction.isRecordedBy(earlier.get())
        ? new CorrectionOutcome.AlreadyRecorded(earlier.get())
        : new CorrectionOutcome.IdempotencyKeyTaken();
  }
}

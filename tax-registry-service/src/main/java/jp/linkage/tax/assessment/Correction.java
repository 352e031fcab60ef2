package jp.linkage.tax.assessment;

import java.util.Optional;
import jp.linkage.protocol.header.StaffPseudonym;

/**
 * The wish of an official to record another state of an assessment.
 *
 * @param key whose assessment of which year
 * @param basedOn the number of the revision that the official saw, 0 when there was none
 * @param content what is to be recorded
 * @param reason why
 * @param note what the official adds, 1 to {@value AssessmentRevision#NOTE_LENGTH} characters
 * @param staff who wishes it
 * @param idempotencyKey the same for every attempt to record this one wish
 */
public record Correction(
    AssessmentKey key,
    int basedOn,
    AssessmentContent content,
    RevisionReason reason,
    Optional<String> note,
    StaffPseudonym staff,
    String idempotencyKey) {
  public Correction {
    if (basedOn < 0) {
      throw new IllegalArgumentException("expected the number of a revision, or 0");
    }
  }

  /** Whether a revision is what this correction was to record. */
  boolean isRecordedBy(AssessmentRevision revision) {
    return revision.key().equals(key)
        && revision.number() == basedOn + 1
        && revision.content().equals(content)
        && revision.reason() == reason
        && revision.note().equals(note);
  }
}

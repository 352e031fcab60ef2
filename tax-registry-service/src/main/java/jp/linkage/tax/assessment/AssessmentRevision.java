package jp.linkage.tax.assessment;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.protocol.header.StaffPseudonym;

/**
 * One state of an assessment in its history. The one with the highest number is current.
 *
 * @param key whose assessment of which year
 * @param number 1 for the first, and one more for each change
 * @param content what was assessed
 * @param reason why it was recorded
 * @param note what the official added, 1 to {@value #NOTE_LENGTH} characters
 * @param recordedAt when it was recorded
 * @param recordedBy who recorded it, or had it imported
 * @param importId the import that brought it, unless an official entered it
 */
public record AssessmentRevision(
    AssessmentKey key,
    int number,
    AssessmentContent content,
    RevisionReason reason,
    Optional<String> note,
    Instant recordedAt,
    StaffPseudonym recordedBy,
    Optional<UUID> importId) {
  public static final int NOTE_LENGTH = 200;

  public AssessmentRevision {
    if (number < 1) {
      throw new IllegalArgumentException("a revision's number begins at 1");
    }
    if (note.isPresent() && (note.get().isEmpty() || note.get().length() > NOTE_LENGTH)) {
      throw new IllegalArgumentException("a note has 1 to " + NOTE_LENGTH + " characters");
    }
  }
}

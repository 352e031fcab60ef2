package jp.linkage.protocol.tlog.checkpoint;

import java.time.Instant;
import java.util.List;
import jp.linkage.protocol.crypto.ProtocolViolation;

/**
 * A checkpoint with its signatures, which nobody has verified yet: that is what {@link
 * TrustPolicy#verify} is for.
 *
 * @param checkpoint what the text of the note says
 * @param note the note
 */
public record SignedCheckpoint(Checkpoint checkpoint, SignedNote note) {
  /** Checks that both say the same. */
  public SignedCheckpoint {
    if (!checkpoint.text().equals(note.text())) {
      throw new IllegalArgumentException("expected the note of this checkpoint");
    }
  }

  /**
   * Reads a note whose text is a checkpoint.
   *
   * @throws ProtocolViolation when it has another form
   */
  public static SignedCheckpoint parse(byte[] utf8) {
    return of(SignedNote.parse(utf8));
  }

  /**
   * The checkpoint in a note.
   *
   * @throws ProtocolViolation when its text is none
   */
  public static SignedCheckpoint of(SignedNote note) {
    return new SignedCheckpoint(Checkpoint.parse(note.text()), note);
  }

  /**
   * Signs a checkpoint with every key of a log.
   *
   * @param signers at least one
   * @param time for the signatures that hold one
   */
  public static SignedCheckpoint sign(
      Checkpoint checkpoint, List<NoteSigner> signers, Instant time) {
    List<NoteSignature> signatures =
        signers.stream().map(signer -> signer.sign(checkpoint, time)).toList();
    return new SignedCheckpoint(checkpoint, new SignedNote(checkpoint.text(), signatures));
  }

  /** The checkpoint with one more signature, which takes the place of one by the same key. */
  public SignedCheckpoint with(NoteSignature added) {
    return new SignedCheckpoint(checkpoint, note.with(added));
  }

  /** The note as it is served. */
  public byte[] bytes() {
    return note.bytes();
  }
}

package jp.linkage.protocol.tlog.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import jp.linkage.protocol.crypto.ProtocolViolation;

/**
 * A text and signatures over it (C2SP signed-note): the text, an empty line, signature lines. The
 * text must not be used before {@link #verify} has found a signature that counts.
 *
 * @param text of lines, the last line feed included
 * @param signatures 1 to 64
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
  /** The most signatures of a note. */
  public static final int MAX_SIGNATURES = 64;

  /** The most bytes of a note: a signature line of ML-DSA-44 has about 3,300. */
  public static final int MAX_BYTES = 256 * 1024;

  /** Checks form and number. */
  public SignedNote {
    signatures = List.copyOf(signatures);
    if (!text.endsWith("\n")) {
      throw refused("a text that ends in a line feed");
    }
    if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
      throw refused("1 to 64 signatures, found " + signatures.size());
    }
  }

  /**
   * Reads a note.
   *
   * @throws ProtocolViolation when it has another form
   */
  public static SignedNote parse(byte[] utf8) {
    return parse(LineReader.decode("note", utf8, MAX_BYTES));
  }

  /** Reads a note from text that {@link LineReader#decode} gave. */
  static SignedNote parse(String note) {
    int end = note.lastIndexOf("\n\n");
    if (end < 0) {
      throw refused("a text, an empty line and signatures");
    }
    LineReader lines = new LineReader("note", note.substring(end + 2));
    List<NoteSignature> signatures = new ArrayList<>();
    while (!lines.atEnd()) {
      signatures.add(NoteSignature.parse(lines.next("a signature")));
      if (signatures.size() > MAX_SIGNATURES) {
        throw refused("at most 64 signatures");
      }
    }
    return new SignedNote(note.substring(0, end + 1), signatures);
  }

  /** The note as it is served. */
  public byte[] bytes() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature.line()).append('\n'));
    return note.toString().getBytes(UTF_8);
  }

  /**
   * Verifies the signatures by these keys. Those by other keys are ignored, but one by a known key
   * that fails refuses the note.
   *
   * @return the keys that have signed, at least one, in the order of {@code known}
   * @throws ProtocolViolation when a signature fails, or none is by a known key
   */
  public List<VerifierKey> verify(Collection<VerifierKey> known) {
    List<VerifierKey> verified = new ArrayList<>();
    for (VerifierKey key : known) {
      List<NoteSignature> claimed = signatures.stream().filter(s -> s.isBy(key)).toList();
      claimed.forEach(signature -> key.verify(text, signature));
      if (!claimed.isEmpty()) {
        verified.add(key);
      }
    }
    if (verified.isEmpty()) {
      throw new ProtocolViolation(
          ProtocolViolation.Reason.INVALID_SIGNATURE,
          "note: expected a signature by a known key, found "
              + signatures.stream().map(NoteSignature::name).distinct().toList());
    }
    return verified;
  }

  /** The note with one more signature, which takes the place of one by the same key. */
  public SignedNote with(NoteSignature added) {
    List<NoteSignature> all = new ArrayList<>(signatures);
    all.removeIf(
        signature -> signature.keyId() == added.keyId() && signature.name().equals(added.name()));
    all.add(added);
    return new SignedNote(text, all);
  }

  private static ProtocolViolation refused(String expected) {
    return new ProtocolViolation(
        ProtocolViolation.Reason.MALFORMED_VALUE, "note: expected " + expected);
  }
}

package jp.linkage.protocol.tlog.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.List;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.Sha256;
import jp.linkage.protocol.tlog.checkpoint.NoteSignature;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.VerifierKey;

/**
 * A log that a witness watches.
 *
 * @param origin of its checkpoints
 * @param keys of the log, at least one; each must have signed
 */
public record WitnessedLog(String origin, List<VerifierKey> keys) {
  /** Checks that there is a key. */
  public WitnessedLog {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("expected a key of " + origin);
    }
  }

  /**
   * The path below the witness's monitoring prefix where the newest cosigned checkpoint is served:
   * {@code <SHA-256 of the origin in hexadecimal>/checkpoint}.
   */
  public String monitoringPath() {
    return HexFormat.of().formatHex(Sha256.of(origin.getBytes(UTF_8))) + "/checkpoint";
  }

  /**
   * Verifies that every key of the log signed the checkpoint.
   *
   * @throws ProtocolViolation when one did not, or its signature fails
   */
  void verify(SignedCheckpoint checkpoint) {
    List<VerifierKey> verified = checkpoint.note().verify(keys);
    if (verified.size() != keys.size()) {
      throw new ProtocolViolation(
          ProtocolViolation.Reason.INVALID_SIGNATURE,
          "expected signatures by " + keys + ", found those by " + verified);
    }
  }

  /** One signature by each key of the log, of a note that {@link #verify} took. */
  List<NoteSignature> signaturesIn(SignedCheckpoint checkpoint) {
    return keys.stream()
        .map(key ->
            checkpoint.note().signatures().stream()
                .filter(signature -> signature.isBy(key))
                .findFirst()
                .orElseThrow())
        .toList();
  }
}

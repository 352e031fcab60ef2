package jp.linkage.protocol.tlog.witness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.Sha256;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.NoteSignature;
import jp.linkage.protocol.tlog.checkpoint.NoteSigner;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedNote;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse.Conflict;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse.Cosigned;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse.Refusal;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse.Refused;

/**
 * Decides whether a checkpoint is cosigned (C2SP tlog-witness).
 *
 * <h2>Security guarantees</h2>
 *
 * All checkpoints of one log that are cosigned are consistent with each other, provided that the
 * caller reads the state and stores the new one atomically, for instance with a row lock, and
 * answers after that only. Two requests that are decided on one state must not both be stored.
 */
public final class Witness {
  private final List<WitnessedLog> logs;
  private final List<NoteSigner> signers;

  /**
   * @param logs whose checkpoints it cosigns
   * @param signers its keys, of cosigning types
   */
  public Witness(List<WitnessedLog> logs, List<NoteSigner> signers) {
    this.logs = List.copyOf(logs);
    this.signers = List.copyOf(signers);
    if (this.signers.isEmpty()
        || this.signers.stream().anyMatch(signer -> !signer.key().type().isCosignature())) {
      throw new IllegalArgumentException("expected keys of types 04 and 06");
    }
  }

  /** The log of this origin, when the witness knows it. */
  public Optional<WitnessedLog> log(String origin) {
    return logs.stream().filter(log -> log.origin().equals(origin)).findFirst();
  }

  /**
   * Decides about a request.
   *
   * @param request that was read
   * @param latest the checkpoint of the request's origin that was cosigned last; none when there is
   *     none yet
   * @param now the time of the cosignatures
   */
  public WitnessDecision decide(
      AddCheckpointRequest request, Optional<Checkpoint> latest, Instant now) {
    SignedCheckpoint signed = request.checkpoint();
    Checkpoint newer = signed.checkpoint();
    Optional<WitnessedLog> known = log(newer.origin());
    if (known.isEmpty()) {
      return refused(Refusal.UNKNOWN_LOG, "this witness does not know " + newer.origin());
    }
    if (latest.isPresent() && !latest.get().origin().equals(newer.origin())) {
      throw new IllegalArgumentException("expected the state of " + newer.origin());
    }
    WitnessedLog log = known.get();
    try {
      log.verify(signed);
    } catch (ProtocolViolation e) {
      return refused(Refusal.NOT_SIGNED, String.valueOf(e.getMessage()));
    }
    if (request.oldSize() > newer.size()) {
      return refused(Refusal.MALFORMED, "expected an old size of at most " + newer.size());
    }
    if (!newer.extensions().isEmpty()) {
      return refused(Refusal.MALFORMED, "expected no extension lines");
    }
    // The empty tree, whose root is the hash of nothing, when the log is new here.
    Checkpoint older = latest.orElse(new Checkpoint(newer.origin(), 0, Bytes.of(Sha256.of())));
    if (request.oldSize() != older.size()) {
      return WitnessDecision.without(new Conflict(older.size()));
    }
    try {
      newer.verifyGrownFrom(older, request.proof());
    } catch (ProtocolViolation e) {
      return refused(Refusal.INCONSISTENT, String.valueOf(e.getMessage()));
    }
    return cosigned(log, signed, now);
  }

  private WitnessDecision cosigned(WitnessedLog log, SignedCheckpoint signed, Instant now) {
    List<NoteSignature> cosignatures =
        signers.stream().map(signer -> signer.sign(signed.checkpoint(), now)).toList();
    // What else the note holds nobody has verified.
    List<NoteSignature> kept = new ArrayList<>(log.signaturesIn(signed));
    kept.addAll(cosignatures);
    SignedNote note = new SignedNote(signed.note().text(), kept);
    return new WitnessDecision(
        new Cosigned(cosignatures), Optional.of(new SignedCheckpoint(signed.checkpoint(), note)));
  }

  private static WitnessDecision refused(Refusal refusal, String reason) {
    return WitnessDecision.without(new Refused(refusal, reason));
  }
}

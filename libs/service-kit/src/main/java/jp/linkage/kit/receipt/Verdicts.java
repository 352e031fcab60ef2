package jp.linkage.kit.receipt;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TlogProof;
import org.jboss.logging.Logger;

/** Stores what was found of promises, and tells of alarms that are new. */
@ApplicationScoped
@IfBuildProperty(name = "linkage.agency.enabled", stringValue = "true")
class Verdicts {
  private static final Logger LOG = Logger.getLogger(Verdicts.class);

  private final ReceiptRows receipts;
  private final CheckpointRows checkpoints;
  private final AlarmRows alarms;

  Verdicts(ReceiptRows receipts, CheckpointRows checkpoints, AlarmRows alarms) {
    this.receipts = receipts;
    this.checkpoints = checkpoints;
    this.alarms = alarms;
  }

  /** A verified checkpoint to which no proof leads yet; a log that was in trouble is out of it. */
  void seen(SignedCheckpoint verified, boolean settle, Instant now) {
    QuarkusTransaction.requiringNew()
        .run(() -> {
          checkpoints.keep(verified, false, now);
          if (settle) {
            alarms.settleLog(now);
          }
        });
  }

  /** Proofs of receipts, in the same order, all under this checkpoint. */
  void proven(
      List<OpenReceipt> proven, List<TlogProof> proofs, SignedCheckpoint verified, Instant now) {
    if (proven.isEmpty()) {
      return;
    }
    QuarkusTransaction.requiringNew()
        .run(() -> {
          checkpoints.keep(verified, true, now);
          receipts.prove(proven.stream().map(OpenReceipt::key).toList(), proofs);
          // Nothing was said of those that were only pending
          alarms.settle(
              proven.stream().filter(one -> one.state() != ReceiptState.PENDING).toList(), now);
        });
  }

  /** Receipts that are not proven now, and the alarms about them. */
  void open(List<ReceiptRows.Postponed> postponed, List<Alarm> raised, Instant now) {
    if (postponed.isEmpty() && raised.isEmpty()) {
      return;
    }
    List<Alarm> newOnes =
        QuarkusTransaction.requiringNew()
            .call(() -> {
              receipts.postpone(postponed);
              return raised.stream().filter(alarm -> alarms.raise(alarm, now)).toList();
            });
    newOnes.forEach(alarm -> LOG.error(alarm.line()));
  }

  /** An alarm about the log as a whole. */
  void log(
      AlarmKind kind,
      String found,
      Optional<SignedCheckpoint> held,
      Optional<Bytes> shown,
      Instant now) {
    open(List.of(), List.of(new Alarm(kind, Optional.empty(), found, note(held), shown)), now);
  }

  static Optional<Bytes> note(Optional<SignedCheckpoint> checkpoint) {
    return checkpoint.map(signed -> Bytes.of(signed.bytes()));
  }
}

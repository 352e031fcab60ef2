package jp.linkage.kit.receipt;

import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.linkage.kit.database.OneReplica;
import jp.linkage.kit.http.LogHttp;
import jp.linkage.kit.manifest.HeldManifest;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.ManifestAudit;
import jp.linkage.protocol.receipt.LogReceipt;
import jp.linkage.protocol.tlog.audit.Finding;
import jp.linkage.protocol.tlog.audit.Sighting;
import jp.linkage.protocol.tlog.audit.WatchLog;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TlogProof;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;
import org.jboss.logging.Logger;

/**
 * Checks the receipts that are due, many under one checkpoint (docs/spec/audit-log.md §9): whether
 * the log grew from what it showed before, then whether each record is where it was promised.
 *
 * <p>A promise is broken when the maximum merge delay and a grace have passed and the log, though
 * it answers, gives no proof that holds; at once when the signed tree has another record in the
 * place. A log that is away breaks nothing: after a longer time its receipts are called unchecked.
 */
@ApplicationScoped
@IfBuildProperty(name = "linkage.agency.enabled", stringValue = "true")
class CheckReceipts {
  private static final Logger LOG = Logger.getLogger(CheckReceipts.class);
  private static final long LOCK = 0x4c4b_1001L;
  private static final int BATCHES_AT_ONCE = 20;
  private static final int NAMED_BY_A_ROLLBACK = 100;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final ReceiptConfig config;
  private final HeldManifest manifests;
  private final OneReplica replica;
  private final ReceiptRows receipts;
  private final CheckpointRows checkpoints;
  private final Verdicts verdicts;
  private final Optional<LogHttp> http;
  private final Optional<WatchLog> watch;

  private Instant nextLook = Instant.MIN;
  private Instant notBefore = Instant.MIN;
  private int failures;
  private Optional<Instant> wrongSince = Optional.empty();
  // An earlier process may have left alarms
  private boolean settle = true;

  CheckReceipts(
      ReceiptConfig config,
      HeldManifest manifests,
      OneReplica replica,
      ReceiptRows receipts,
      CheckpointRows checkpoints,
      Verdicts verdicts) {
    this.config = config;
    this.manifests = manifests;
    this.replica = replica;
    this.receipts = receipts;
    this.checkpoints = checkpoints;
    this.verdicts = verdicts;
    this.http = config.logUrl().map(url -> new LogHttp(url, config.timeout()));
    this.watch = http.map(WatchLog::new);
  }

  /** Checks what is due at this time, unless another replica is doing it. */
  synchronized void pass(Instant now) {
    if (watch.isEmpty()) {
      return;
    }
    receipts.collect(now);
    boolean due = !now.isBefore(nextLook) || !receipts.due(now, 1).isEmpty();
    if (due && !now.isBefore(notBefore)) {
      replica.run(LOCK, () -> check(watch.get(), now));
    }
  }

  private void check(WatchLog log, Instant now) {
    ManifestAudit audit = manifests.current().manifest().audit();
    Optional<SignedCheckpoint> held = checkpoints.largest(audit.logOrigin());
    try {
      switch (log.look(TrustPolicy.unwitnessed(audit.logVerifierKeys()), held)) {
        case Sighting.Grown grown -> grown(log, held, grown.newest(), now);
        case Sighting.Older older -> rolledBack(held, older.shown(), now);
        case Sighting.Inconsistent other -> {
          verdicts.log(AlarmKind.INCONSISTENT, other.found(), held, note(other.shown()), now);
          wrong(AlarmKind.INCONSISTENT, other.found(), held, note(other.shown()), now);
        }
        case Sighting.Unproven unproven ->
            wrong(AlarmKind.NO_PROOF, unproven.found(), held, note(unproven.shown()), now);
        case Sighting.Unusable unusable ->
            wrong(AlarmKind.NO_CHECKPOINT, unusable.found(), held, unusable.shown(), now);
      }
      nextLook = now.plus(config.lookEvery());
    } catch (IOException e) {
      away(held, String.valueOf(e.getMessage()), now);
    }
  }

  private static Optional<Bytes> note(SignedCheckpoint checkpoint) {
    return Verdicts.note(Optional.of(checkpoint));
  }

  private void grown(
      WatchLog log, Optional<SignedCheckpoint> held, SignedCheckpoint newest, Instant now)
      throws IOException {
    boolean larger = held.isEmpty() || held.get().checkpoint().size() < newest.checkpoint().size();
    if (larger || settle) {
      verdicts.seen(newest, settle, now);
    }
    for (int i = 0; i < BATCHES_AT_ONCE; i++) {
      List<OpenReceipt> due = receipts.due(now, config.batch());
      find(log, due, held, newest, now);
      if (due.size() < config.batch()) {
        break;
      }
    }
    settle = false;
    failures = 0;
    wrongSince = Optional.empty();
  }

  private void find(
      WatchLog log,
      List<OpenReceipt> due,
      Optional<SignedCheckpoint> held,
      SignedCheckpoint newest,
      Instant now)
      throws IOException {
    var proven = new ArrayList<OpenReceipt>();
    var proofs = new ArrayList<TlogProof>();
    var postponed = new ArrayList<ReceiptRows.Postponed>();
    var alarms = new ArrayList<Alarm>();
    for (OpenReceipt receipt : due) {
      Finding finding =
          log.find(receipt.key().offset(), receipt.key().leafHash().toArray(), newest);
      switch (finding) {
        case Finding.Proven found -> {
          proven.add(receipt);
          proofs.add(found.proof());
        }
        case Finding.NotSealed _ -> {
          String found = "a signed tree of " + newest.checkpoint().size() + " entries";
          unproven(receipt, AlarmKind.NOT_SEALED, found, held, newest, now, postponed, alarms);
        }
        case Finding.OtherRecord found ->
            unproven(
                receipt,
                AlarmKind.OTHER_RECORD,
                found.found(),
                held,
                newest,
                now,
                postponed,
                alarms);
        case Finding.NoProof found ->
            unproven(
                receipt, AlarmKind.NO_PROOF, found.found(), held, newest, now, postponed, alarms);
      }
    }
    verdicts.proven(proven, proofs, newest, now);
    verdicts.open(postponed, alarms, now);
  }

  // A place with another record will never have this one; everything else may be late
  private void unproven(
      OpenReceipt receipt,
      AlarmKind kind,
      String found,
      Optional<SignedCheckpoint> held,
      SignedCheckpoint newest,
      Instant now,
      List<ReceiptRows.Postponed> postponed,
      List<Alarm> alarms) {
    boolean broken =
        kind == AlarmKind.OTHER_RECORD || receipt.promisedAt().isBefore(latestPromise(now));
    if (broken) {
      alarms.add(
          new Alarm(kind, Optional.of(receipt.place()), found, Verdicts.note(held), note(newest)));
    }
    postponed.add(
        new ReceiptRows.Postponed(
            receipt, broken ? ReceiptState.BROKEN : receipt.state(), receipt.nextAfter(now)));
  }

  /** What was promised before this is overdue. */
  private Instant latestPromise(Instant now) {
    return now.minus(LogReceipt.MAX_MERGE_DELAY).minus(config.grace());
  }

  private void rolledBack(Optional<SignedCheckpoint> held, SignedCheckpoint shown, Instant now) {
    long size = shown.checkpoint().size();
    String found = "a tree of " + size + " entries";
    wrong(AlarmKind.ROLLED_BACK, found, held, note(shown), now);
    if (isLasting(now)) {
      // What was proven is no longer in the tree that the log shows
      List<Alarm> named =
          receipts.provenFrom(size, NAMED_BY_A_ROLLBACK).stream()
              .map(receipt ->
                  new Alarm(
                      AlarmKind.ROLLED_BACK,
                      Optional.of(receipt.place()),
                      found,
                      Verdicts.note(held),
                      note(shown)))
              .toList();
      verdicts.open(List.of(), named, now);
    }
  }

  private boolean isLasting(Instant now) {
    return wrongSince.orElse(now).isBefore(latestPromise(now));
  }

  /** The log answers, and shows nothing that a proof could lead to. */
  private void wrong(
      AlarmKind kind,
      String found,
      Optional<SignedCheckpoint> held,
      Optional<Bytes> shown,
      Instant now) {
    wrongSince = wrongSince.or(() -> Optional.of(now));
    settle = true;
    if (isLasting(now)) {
      verdicts.log(kind, found, held, shown, now);
    }
    overdue(
        kind,
        ReceiptState.BROKEN,
        found,
        latestPromise(now),
        List.of(ReceiptState.PENDING, ReceiptState.UNCHECKED),
        Verdicts.note(held),
        shown,
        now);
    pause(now);
  }

  private void away(Optional<SignedCheckpoint> held, String found, Instant now) {
    LOG.warnf("the log cannot be asked: %s", found);
    settle = true;
    overdue(
        AlarmKind.UNREACHABLE,
        ReceiptState.UNCHECKED,
        found,
        now.minus(LogReceipt.MAX_MERGE_DELAY).minus(config.uncheckedAfter()),
        List.of(ReceiptState.PENDING),
        Verdicts.note(held),
        Optional.empty(),
        now);
    pause(now);
  }

  private void overdue(
      AlarmKind kind,
      ReceiptState state,
      String found,
      Instant promisedBefore,
      List<ReceiptState> from,
      Optional<Bytes> held,
      Optional<Bytes> shown,
      Instant now) {
    for (int i = 0; i < BATCHES_AT_ONCE; i++) {
      List<OpenReceipt> overdue = receipts.overdue(now, promisedBefore, from, config.batch());
      verdicts.open(
          overdue.stream()
              .map(receipt -> new ReceiptRows.Postponed(receipt, state, receipt.nextAfter(now)))
              .toList(),
          overdue.stream()
              .map(receipt -> new Alarm(kind, Optional.of(receipt.place()), found, held, shown))
              .toList(),
          now);
      if (overdue.size() < config.batch()) {
        return;
      }
    }
  }

  // After 1, 2, 4 … intervals
  private void pause(Instant now) {
    Duration pause = config.checkEvery().multipliedBy(1L << Math.min(failures, 10));
    failures++;
    notBefore = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
  }

  @PreDestroy
  void close() {
    http.ifPresent(LogHttp::close);
  }
}

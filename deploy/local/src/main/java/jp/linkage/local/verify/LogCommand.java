package jp.linkage.local.verify;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jp.linkage.local.stack.DurableFiles;
import jp.linkage.local.verify.database.AuditDatabase;
import jp.linkage.local.verify.database.BrokerTimes;
import jp.linkage.local.verify.database.CompareDatabase;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.evidence.Check;
import jp.linkage.protocol.tlog.audit.InvalidLeaf;
import jp.linkage.protocol.tlog.audit.LogFault;
import jp.linkage.protocol.tlog.audit.LogReport;
import jp.linkage.protocol.tlog.audit.LogSource;
import jp.linkage.protocol.tlog.audit.LogTrust;
import jp.linkage.protocol.tlog.audit.VerifyLog;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedNote;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;
import jp.linkage.protocol.tlog.checkpoint.VerifierKey;

/** {@code ./linkage verify --log}: the full audit of a log, or of what was added to it. */
final class LogCommand {
  /** The variable of the environment with the token. */
  static final String TOKEN = "LINKAGE_AUDITOR_TOKEN";

  private static final Duration BETWEEN_PROGRESS = Duration.ofSeconds(2);
  private static final int NAMED_LEAVES = 10;

  /** How long the checkpoint may be smaller than the database: a quorum takes a second or two. */
  private static final Duration FOLLOWS = Duration.ofSeconds(30);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final VerifyOptions options;
  private final Map<String, String> environment;
  private final BrokerTimes.Opener topics;
  private final VerifyCommand.Lines lines;
  private final PrintStream error;

  LogCommand(
      VerifyOptions options,
      Map<String, String> environment,
      BrokerTimes.Opener topics,
      VerifyCommand.Lines lines,
      PrintStream error) {
    this.options = options;
    this.environment = environment;
    this.topics = topics;
    this.lines = lines;
    this.error = error;
  }

  boolean run() throws IOException {
    LogTrust trust = TrustFiles.trust(options);
    Optional<SignedCheckpoint> since =
        options.since().isPresent()
            ? Optional.of(TrustFiles.checkpoint(options.since().get()))
            : Optional.empty();
    String log = options.log().orElseThrow();
    LogReport report;
    if (log.matches("https?://.*")) {
      try (TiledLogHttp http = new TiledLogHttp(URI.create(log), token())) {
        report = audit(http, trust, since);
      }
    } else {
      if (!Files.isDirectory(Path.of(log))) {
        throw new IOException("expected http(s)://… or a folder, found " + log);
      }
      report = audit(new TiledLogFolder(Path.of(log)), trust, since);
    }
    boolean holds = lines.verdict(log);
    if (holds && options.save().isPresent()) {
      // The next audit begins where this file says: half of it would be none.
      DurableFiles.replace(options.save().get(), report.checkpoint().orElseThrow().bytes());
    }
    return holds;
  }

  private LogReport audit(LogSource log, LogTrust trust, Optional<SignedCheckpoint> since)
      throws IOException {
    if (options.database().isPresent()) {
      return audit(log, trust, options.database().get());
    }
    VerifyLog verification = new VerifyLog(log, trust, new SlowProgress());
    LogReport report = since.isPresent() ? verification.since(since.get()) : verification.whole();
    print(report, trust.policy(), since);
    return report;
  }

  private LogReport audit(LogSource log, LogTrust trust, AuditDatabase compared)
      throws IOException {
    try (CompareDatabase database = CompareDatabase.open(compared, environment, topics)) {
      lines.check(database.leafRows());
      awaitSize(log, database.size());
      LogReport report = new VerifyLog(log, trust, new SlowProgress(), database).whole();
      print(report, trust.policy(), Optional.empty());
      if (report.holds()) {
        String origin = report.checkpoint().orElseThrow().checkpoint().origin();
        database.finish(origin, trust.policy()).forEach(lines::check);
        database.notCompared().forEach(lines::text);
      } else {
        lines.text("        the database was not compared with a log that does not hold");
      }
      return report;
    }
  }

  /** The checkpoint follows the database, as it is signed and witnessed after the commit. */
  private static void awaitSize(LogSource log, long size) throws IOException {
    long limit = System.nanoTime() + FOLLOWS.toNanos();
    while (size > 0 && servedSize(log) < size && System.nanoTime() < limit) {
      try {
        Thread.sleep(BETWEEN_LOOKS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
  }

  // Nothing is believed of it here: the audit verifies it.
  private static long servedSize(LogSource log) throws IOException {
    Optional<byte[]> note = log.read(LogSource.CHECKPOINT, SignedNote.MAX_BYTES);
    try {
      return note.isPresent() ? SignedCheckpoint.parse(note.get()).checkpoint().size() : 0;
    } catch (ProtocolViolation | IllegalArgumentException _) {
      return Long.MAX_VALUE;
    }
  }

  private Optional<String> token() throws IOException {
    if (options.tokenFile().isPresent()) {
      return Optional.of(TrustFiles.token(options.tokenFile().get()));
    }
    return Optional.ofNullable(environment.get(TOKEN))
        .map(String::strip)
        .filter(token -> !token.isEmpty());
  }

  private void print(LogReport report, TrustPolicy policy, Optional<SignedCheckpoint> since) {
    if (report.checkpoint().isEmpty()) {
      check("the newest checkpoint holds", report, LogFault.Kind.CHECKPOINT);
      return;
    }
    Checkpoint newest = report.checkpoint().get().checkpoint();
    check(
        "the newest checkpoint of %s, of size %d, holds; cosigned by %s"
            .formatted(
                newest.origin(),
                newest.size(),
                cosigners(report.checkpoint().get(), report.witnesses(), policy)),
        report,
        LogFault.Kind.CHECKPOINT);
    if (since.isPresent()) {
      String grown = "the log grew from the tree of size " + since.get().checkpoint().size();
      if (!check(grown, report, LogFault.Kind.HISTORY)) {
        return;
      }
    }
    String entries =
        "the entries from %d on are what its %d hash tiles say"
            .formatted(report.start(), report.tiles());
    if (!check(entries, report, LogFault.Kind.ENTRY, LogFault.Kind.TILE)) {
      lines.text("        " + report.end() + " leaves agree with their tiles before this");
      return;
    }
    String root = "root " + HexFormat.of().formatHex(newest.root().toArray());
    if (!check("the tree of these has the signed " + root, report, LogFault.Kind.ROOT)) {
      return;
    }
    records(report);
  }

  /** Whose cosignatures hold, and when they saw it: a log that is held back shows by its age. */
  private static String cosigners(
      SignedCheckpoint newest, Set<String> verified, TrustPolicy policy) {
    String cosigners =
        policy.witnesses().stream()
            .filter(witness -> verified.contains(witness.name()))
            .map(witness -> witness.name() + time(newest, witness.key()))
            .collect(Collectors.joining(", "));
    return cosigners.isEmpty() ? "nobody" : cosigners;
  }

  private static String time(SignedCheckpoint newest, VerifierKey key) {
    return newest.note().signatures().stream()
        .filter(signature -> signature.isBy(key))
        .findFirst()
        .flatMap(key::time)
        .map(time -> " at " + time)
        .orElse("");
  }

  private boolean check(String name, LogReport report, LogFault.Kind... kinds) {
    Optional<String> failure =
        report.fault().filter(fault -> List.of(kinds).contains(fault.kind())).map(LogFault::line);
    lines.check(new Check(name, failure));
    return failure.isEmpty();
  }

  private void records(LogReport report) {
    String counts =
        report.records().entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    lines.text("records " + (counts.isEmpty() ? "none" : counts));
    String none = report.invalid() + " entries are no records that the log signed";
    if (options.strict()) {
      lines.check(
          new Check(
              "every entry is a record that the log signed",
              report.invalid() == 0 ? Optional.empty() : Optional.of(none)));
    } else if (report.invalid() > 0) {
      lines.text("WARNING " + none + "; they attest nothing");
    }
    for (InvalidLeaf leaf : report.firstInvalid().stream().limit(NAMED_LEAVES).toList()) {
      lines.text("        leaf " + leaf.index() + ": " + leaf.reason());
    }
    if (report.invalid() > NAMED_LEAVES) {
      lines.text("        and " + (report.invalid() - NAMED_LEAVES) + " more");
    }
  }

  /** A line now and then, beside the output. */
  private final class SlowProgress implements VerifyLog.Progress {
    private long printed = System.nanoTime();

    @Override
    public void verified(long leaves, long size) {
      long now = System.nanoTime();
      if (now - printed >= BETWEEN_PROGRESS.toNanos()) {
        printed = now;
        error.println(leaves + " of " + size + " leaves");
      }
    }
  }
}

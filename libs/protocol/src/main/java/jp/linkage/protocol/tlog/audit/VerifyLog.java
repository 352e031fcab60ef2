package jp.linkage.protocol.tlog.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.TileBuilder;
import jp.linkage.protocol.tlog.TileReader;
import jp.linkage.protocol.tlog.TreeReader;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedNote;

/**
 * Audits a whole log, or what was added since an earlier audit, with keys that the auditor trusts.
 *
 * <p>When the report holds, the newest checkpoint is signed and witnessed as the policy demands,
 * its tree is made of exactly the entries that the log gives out, and, where an earlier checkpoint
 * was given, nothing that it covered has changed. It does not show that everything that happened
 * was logged, nor that others are shown the same log: for that there are receipts and witnesses.
 *
 * <p>The log is read once, a few bundles at a time; memory does not grow with its size.
 */
public final class VerifyLog {
  /** Is told how far an audit is, after every bundle. */
  @FunctionalInterface
  public interface Progress {
    /**
     * So many leaves agree with the tiles.
     *
     * @param leaves from the beginning of the log
     * @param size of the log
     */
    void verified(long leaves, long size);
  }

  private final LogSource log;
  private final LogTrust trusted;
  private final Progress progress;
  private final Leaves leaves;

  /**
   * @param log where it is
   * @param trusted from elsewhere than from the log
   * @param progress is told how far it is
   */
  public VerifyLog(LogSource log, LogTrust trusted, Progress progress) {
    this(log, trusted, progress, (_, _, _) -> {});
  }

  /**
   * The same, for somebody who compares something with the leaves.
   *
   * @param leaves is shown every leaf that is read
   */
  public VerifyLog(LogSource log, LogTrust trusted, Progress progress, Leaves leaves) {
    this.log = log;
    this.trusted = trusted;
    this.progress = progress;
    this.leaves = leaves;
  }

  /**
   * Audits every leaf.
   *
   * @throws IOException when the log cannot be read; nothing is known of it then
   */
  public LogReport whole() throws IOException {
    return run(Optional.empty());
  }

  /**
   * Audits the leaves since an earlier checkpoint, and that the log grew from it.
   *
   * @param earlier which an audit of the leaves before has verified
   * @throws IOException as for {@link #whole}
   */
  public LogReport since(SignedCheckpoint earlier) throws IOException {
    return run(Optional.of(earlier));
  }

  private LogReport run(Optional<SignedCheckpoint> earlier) throws IOException {
    try {
      return checkpoint(earlier);
    } catch (UncheckedIOException e) {
      throw e.getCause() == null ? new IOException(e) : e.getCause();
    }
  }

  private LogReport checkpoint(Optional<SignedCheckpoint> earlier) throws IOException {
    Optional<byte[]> note = log.read(LogSource.CHECKPOINT, SignedNote.MAX_BYTES);
    SignedCheckpoint newest;
    try {
      newest = SignedCheckpoint.parse(note.orElseThrow(() -> violation("a checkpoint")));
      trusted.policy().verify(newest);
    } catch (ProtocolViolation | IllegalArgumentException e) {
      return failed(Optional.empty(), LogFault.Kind.CHECKPOINT, LogSource.CHECKPOINT, e);
    }
    PromisedResources resources = new PromisedResources(log, newest.checkpoint().size());
    TileBuilder tree = TileBuilder.empty();
    if (earlier.isPresent()) {
      try {
        tree = grownFrom(earlier.get(), newest.checkpoint(), resources);
      } catch (ProtocolViolation | IllegalArgumentException e) {
        return failed(Optional.of(newest), LogFault.Kind.HISTORY, LogSource.CHECKPOINT, e);
      }
    }
    return walk(newest, tree, resources);
  }

  /** The tree of the earlier checkpoint, from the log's tiles, when the log grew from it. */
  private TileBuilder grownFrom(
      SignedCheckpoint earlier, Checkpoint newest, PromisedResources resources) {
    trusted.policy().verify(earlier);
    Checkpoint older = earlier.checkpoint();
    if (older.size() > newest.size()) {
      throw violation("a log of at least " + older.size() + " entries, found " + newest.size());
    }
    newest.verifyGrownFrom(older, consistency(older, newest, resources));
    TileBuilder tree = TileBuilder.resume(older.size(), resources);
    // The partial tiles are not part of the proof.
    if (!Arrays.equals(tree.root(), older.root().toArray())) {
      throw violation("tiles with the root of the earlier checkpoint");
    }
    return tree;
  }

  private static List<Bytes> consistency(
      Checkpoint older, Checkpoint newest, PromisedResources resources) {
    if (older.size() == 0) {
      return List.of();
    }
    return new TreeReader(new TileReader(resources, newest.size()))
        .consistencyProof(older.size(), newest.size()).stream().map(Bytes::of).toList();
  }

  private LogReport walk(SignedCheckpoint newest, TileBuilder tree, PromisedResources resources)
      throws IOException {
    String origin = newest.checkpoint().origin();
    RecordCount records = new RecordCount(origin, trusted.recordKeys(origin), leaves);
    TreeWalk walk = new TreeWalk(resources, newest.checkpoint(), tree, records, progress);
    long start = tree.size();
    Optional<LogFault> fault = walk.run();
    return new LogReport(
        Optional.of(newest),
        trusted.policy().cosigners(newest),
        start,
        tree.size(),
        walk.tiles(),
        records.records(),
        records.invalid(),
        records.firstInvalid(),
        fault);
  }

  private LogReport failed(
      Optional<SignedCheckpoint> newest, LogFault.Kind kind, String path, RuntimeException e) {
    return new LogReport(
        newest,
        newest.map(trusted.policy()::cosigners).orElse(Set.of()),
        0,
        0,
        0,
        Map.of(),
        0,
        List.of(),
        Optional.of(LogFault.at(kind, path, String.valueOf(e.getMessage()))));
  }

  private static ProtocolViolation violation(String expected) {
    return new ProtocolViolation(ProtocolViolation.Reason.MALFORMED_VALUE, "expected " + expected);
  }
}

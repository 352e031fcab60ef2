package jp.linkage.local.witness;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import jp.linkage.local.stack.DurableFiles;
import jp.linkage.local.stack.PrivateFolders;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedNote;
import jp.linkage.protocol.tlog.witness.WitnessedLog;

/**
 * The newest checkpoint of each log that a witness cosigned: one file for each, in a folder that is
 * locked while it is open. Without these files the witness would believe any tree again, so they
 * are worth as much as its key.
 */
final class WitnessState implements AutoCloseable {
  private final Path folder;
  private final FileChannel lockFile;

  private WitnessState(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /**
   * Opens a folder, and makes it when it is missing.
   *
   * @throws IOException when another witness has it open
   */
  static WitnessState open(Path folder) throws IOException {
    PrivateFolders.create(folder);
    FileChannel lockFile =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!lock(lockFile)) {
      lockFile.close();
      throw new IOException("another witness runs on the state in " + folder);
    }
    return new WitnessState(folder, lockFile);
  }

  // Held until the channel is closed or the process ends.
  private static boolean lock(FileChannel lockFile) throws IOException {
    try {
      FileLock lock = lockFile.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  /**
   * The checkpoint of a log that was cosigned last; nothing when none was.
   *
   * @throws IOException when the file cannot be read, or is not what was stored
   */
  Optional<SignedCheckpoint> latest(WitnessedLog log) throws IOException {
    Path file = file(log);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (var in = Files.newInputStream(file)) {
      SignedCheckpoint stored = SignedCheckpoint.parse(in.readNBytes(SignedNote.MAX_BYTES + 1));
      stored.note().verify(log.keys());
      if (!stored.checkpoint().origin().equals(log.origin())) {
        throw damaged(file);
      }
      return Optional.of(stored);
    } catch (ProtocolViolation | IllegalArgumentException _) {
      throw damaged(file);
    }
  }

  private static IOException damaged(Path file) {
    return new IOException(
        "expected the checkpoint that this witness stored, found something else in " + file);
  }

  /** Replaces the checkpoint of a log. When this returns, it is on the disk. */
  void store(WitnessedLog log, SignedCheckpoint checkpoint) throws IOException {
    Path file = file(log);
    Path own = file.resolveSibling("");
    Files.createDirectories(own);
    DurableFiles.replace(file, checkpoint.bytes());
    DurableFiles.sync(folder);
  }

  private Path file(WitnessedLog log) {
    return folder.resolve(log.monitoringPath());
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}

package jp.linkage.protocol.tlog.audit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.tlog.Bundle;
import jp.linkage.protocol.tlog.HashTile;

/**
 * The bundles of a log with their leaf hashes, in order, a few of them read in advance, so that a
 * distant log is not waited for once per bundle. Holds {@value #WINDOW} bundles at most: typically
 * 2 MB, at worst 128 MiB.
 */
final class ReadAhead implements AutoCloseable {
  private static final int WINDOW = 8;

  /**
   * A bundle and the tile of level 0 beside it, as the log gives them out.
   *
   * @param entries the bundle's bytes, when there are any
   * @param hashes gives the tile, or throws what was wrong with it, where that is reported
   */
  record Piece(Bundle bundle, Optional<byte[]> entries, LeafHashes hashes) {}

  /** Gives the tile or says what is wrong with it. */
  @FunctionalInterface
  interface LeafHashes {
    HashTile get() throws ProtocolViolation;
  }

  private final PromisedResources log;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Deque<Future<Piece>> pending = new ArrayDeque<>();
  private long index;

  /** Begins at the bundle of this index. */
  ReadAhead(PromisedResources log, long index) {
    this.log = log;
    this.index = index;
  }

  /** The next bundle; only to be called while the log has one. */
  Piece next() throws IOException {
    while (pending.size() < WINDOW && submit()) {
      index++;
    }
    try {
      return pending.remove().get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the audit was interrupted");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case UncheckedIOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  private boolean submit() {
    Optional<Bundle> bundle = Bundle.in(log.size(), index);
    bundle.ifPresent(wanted -> pending.add(threads.submit(() -> read(wanted))));
    return bundle.isPresent();
  }

  private Piece read(Bundle bundle) throws IOException {
    return new Piece(bundle, log.read(bundle), leafHashes(bundle));
  }

  private LeafHashes leafHashes(Bundle bundle) throws IOException {
    try {
      HashTile tile = log.read(bundle.tile());
      return () -> tile;
    } catch (ProtocolViolation e) {
      return () -> {
        throw e;
      };
    }
  }

  /** Gives up what is still being read. */
  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}

package jp.linkage.local.faults;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import jp.linkage.local.verify.TiledLogHttp;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.tlog.HashTile;
import jp.linkage.protocol.tlog.Tile;
import jp.linkage.protocol.tlog.audit.Finding;
import jp.linkage.protocol.tlog.audit.LogSource;
import jp.linkage.protocol.tlog.audit.Sighting;
import jp.linkage.protocol.tlog.audit.WatchLog;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;

/**
 * Outsiders that look at the log all the time: every checkpoint must grow from the largest one that
 * any of them has seen, and the proof of any leaf below it must lead to its root.
 */
final class Readers implements AutoCloseable {
  private static final int READERS = 2;
  private static final long BETWEEN_LOOKS_MILLIS = 100;
  private static final int PROOFS_EACH_LOOK = 5;

  private final URI prefix;
  private final TrustPolicy policy;
  private final AtomicReference<Optional<SignedCheckpoint>> common =
      new AtomicReference<>(Optional.empty());
  private final ConcurrentLinkedQueue<SignedCheckpoint> seen = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
  private final AtomicLong looks = new AtomicLong();
  private final AtomicLong proofs = new AtomicLong();
  private final AtomicLong unanswered = new AtomicLong();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean ended;

  Readers(URI prefix, TrustPolicy policy) {
    this.prefix = prefix;
    this.policy = policy;
  }

  void start() {
    for (int i = 0; i < READERS; i++) {
      threads.execute(this::read);
    }
  }

  private void read() {
    try (var log = new TiledLogHttp(prefix, Optional.empty())) {
      WatchLog watch = new WatchLog(log);
      while (!ended) {
        try {
          look(log, watch);
        } catch (IOException _) {
          // what cannot be asked says nothing
          unanswered.incrementAndGet();
        }
        Thread.sleep(BETWEEN_LOOKS_MILLIS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(LogSource log, WatchLog watch) throws IOException {
    Optional<SignedCheckpoint> held = common.get();
    switch (watch.look(policy, held)) {
      case Sighting.Grown(SignedCheckpoint newest) -> {
        looks.incrementAndGet();
        if (held.isEmpty() || newest.checkpoint().size() > held.get().checkpoint().size()) {
          seen.add(newest);
        }
        common.accumulateAndGet(Optional.of(newest), Readers::larger);
        prove(log, watch, newest);
      }
      case Sighting.Older(SignedCheckpoint shown) ->
          violations.add(
              "a checkpoint of %d leaves after one of %d"
                  .formatted(shown.checkpoint().size(), held.orElseThrow().checkpoint().size()));
      case Sighting.Inconsistent(SignedCheckpoint shown, String found) ->
          violations.add("two histories: at %d, %s".formatted(shown.checkpoint().size(), found));
      case Sighting.Unproven(SignedCheckpoint shown, String found) ->
          violations.add(
              "the tiles do not lead to the root of %d: %s"
                  .formatted(shown.checkpoint().size(), found));
      case Sighting.Unusable(_, String found) ->
          violations.add("a checkpoint that does not hold: " + found);
    }
  }

  private static Optional<SignedCheckpoint> larger(
      Optional<SignedCheckpoint> one, Optional<SignedCheckpoint> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return one.get().checkpoint().size() >= other.get().checkpoint().size() ? one : other;
  }

  private void prove(LogSource log, WatchLog watch, SignedCheckpoint newest) throws IOException {
    long size = newest.checkpoint().size();
    for (int i = 0; i < PROOFS_EACH_LOOK && size > 0; i++) {
      long index = ThreadLocalRandom.current().nextLong(size);
      Finding found = watch.find(index, leafHash(log, index, size), newest);
      if (found instanceof Finding.Proven) {
        proofs.incrementAndGet();
      } else {
        violations.add("leaf " + index + " of " + size + ": " + found);
      }
    }
  }

  private static byte[] leafHash(LogSource log, long index, long size) throws IOException {
    Tile tile = Tile.in(size, 0, index / Tile.FULL).orElseThrow();
    byte[] bytes =
        log.read(tile.path(), HashTile.MAX_BYTES)
            .orElseThrow(() -> new IOException(tile.path() + " is not there"));
    try {
      return HashTile.of(tile, bytes).hash((int) (index % Tile.FULL));
    } catch (ProtocolViolation e) {
      throw new IOException(tile.path() + ": " + e.getMessage(), e);
    }
  }

  /** How large the log is, as the readers know it. */
  long size() {
    return common.get().map(newest -> newest.checkpoint().size()).orElse(0L);
  }

  /** Every checkpoint that was larger than those before it. */
  Set<SignedCheckpoint> seen() {
    return Set.copyOf(seen);
  }

  /** What must not be. */
  List<String> violations() {
    return List.copyOf(violations);
  }

  /** What was looked at. */
  String summary() {
    return "%,d looks, %,d proofs verified, %,d times no answer"
        .formatted(looks.get(), proofs.get(), unanswered.get());
  }

  @Override
  public void close() {
    ended = true;
    threads.close();
  }
}

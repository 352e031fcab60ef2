package jp.linkage.audit.witness;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jp.linkage.audit.seal.TileRows;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.TileReader;
import jp.linkage.protocol.tlog.TreeReader;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.witness.AddCheckpointRequest;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse.Conflict;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse.Cosigned;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse.Refusal;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse.Refused;

/**
 * Shows a checkpoint to a witness: from the size that it had last, and, when it says that it has
 * another one, with the proof from that.
 */
@ApplicationScoped
class AskWitness {
  /** A witness that contradicts itself is asked again in the next round. */
  private static final int REQUESTS = 3;

  private final WitnessHttp http;
  private final TileRows tiles;
  private final Map<WitnessSite, Long> sizes = new ConcurrentHashMap<>();

  AskWitness(WitnessHttp http, TileRows tiles) {
    this.http = http;
    this.tiles = tiles;
  }

  /** What came of it. */
  sealed interface Outcome {}

  /** The witness says that it has cosigned; nothing of it is verified yet. */
  record Answered(Cosigned cosigned) implements Outcome {}

  /** The witness has a larger tree than the one that it was shown. */
  record Ahead(long size) implements Outcome {}

  /** The witness says that this tree did not grow from the one that it has. */
  record Inconsistent(long size) implements Outcome {}

  /** No answer, or one that says nothing about the log; with the reason. */
  record Silent(String reason) implements Outcome {}

  /** Shows it. */
  Outcome show(WitnessSite site, SignedCheckpoint newest) {
    long size = newest.checkpoint().size();
    long old = Math.min(size, sizes.getOrDefault(site, 0L));
    try {
      for (int i = 0; i < REQUESTS; i++) {
        AddCheckpointResponse response =
            http.add(site, new AddCheckpointRequest(old, proof(old, size), newest));
        switch (response) {
          case Cosigned cosigned -> {
            sizes.put(site, size);
            return new Answered(cosigned);
          }
          case Conflict conflict -> {
            old = conflict.size();
            sizes.put(site, old);
            if (old > size) {
              return new Ahead(old);
            }
          }
          case Refused refused -> {
            return refused.refusal() == Refusal.INCONSISTENT
                ? new Inconsistent(size)
                : new Silent("refused with " + refused.status());
          }
        }
      }
      return new Silent("it did not stay with a size");
    } catch (IOException e) {
      return new Silent(String.valueOf(e.getMessage()));
    }
  }

  /** Whether a checkpoint is of a tree that the database, of this size, has or had. */
  boolean isOfThisTree(Checkpoint checkpoint, long size) {
    return checkpoint.size() <= size
        && checkpoint.root().equals(Bytes.of(tree(checkpoint.size()).root(checkpoint.size())));
  }

  private TreeReader tree(long size) {
    return new TreeReader(new TileReader(tiles.source(), size));
  }

  private List<Bytes> proof(long old, long size) {
    if (old == 0 || old == size) {
      return List.of();
    }
    return tree(size).consistencyProof(old, size).stream().map(Bytes::of).toList();
  }
}

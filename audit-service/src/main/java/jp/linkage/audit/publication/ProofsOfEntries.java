package jp.linkage.audit.publication;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import jp.linkage.audit.seal.TileRows;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.TileReader;
import jp.linkage.protocol.tlog.TreeReader;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TlogProof;

/**
 * Makes proofs from the tiles: for an entry or two sizes, as many tiles are read as the tree has
 * levels of tiles, two at most of each. A proof is verified by whoever gets it, and shows only
 * hashes.
 */
@ApplicationScoped
public class ProofsOfEntries {
  private final ServedCheckpoint checkpoints;
  private final TileRows tiles;

  ProofsOfEntries(ServedCheckpoint checkpoints, TileRows tiles) {
    this.checkpoints = checkpoints;
    this.tiles = tiles;
  }

  /**
   * The newest checkpoint that is served, under which proofs are made; empty until there is one.
   */
  public Optional<SignedCheckpoint> newest() {
    return checkpoints.newest();
  }

  /**
   * That the entry at an index is in a tree that the log has signed.
   *
   * @param index below the size of the checkpoint
   * @param in a checkpoint of this log
   */
  public TlogProof inclusion(long index, SignedCheckpoint in) {
    long size = in.checkpoint().size();
    return TlogProof.of(index, tree(size).inclusionPath(index, size), in);
  }

  /**
   * That the tree of a size grew from the one of another: PROOF(from, D[to]) of RFC 6962 §2.1.2.
   *
   * @param from 1 to {@code to}
   * @param to at most the size of a checkpoint of this log
   */
  public List<Bytes> consistency(long from, long to) {
    return tree(to).consistencyProof(from, to).stream().map(Bytes::of).toList();
  }

  private TreeReader tree(long size) {
    return new TreeReader(new TileReader(tiles.source(), size));
  }
}

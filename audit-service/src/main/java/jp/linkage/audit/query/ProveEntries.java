package jp.linkage.audit.query;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.seal.CheckpointRows;
import jp.linkage.audit.seal.TileRows;
import jp.linkage.audit.view.Viewed;
import jp.linkage.protocol.tlog.TileReader;
import jp.linkage.protocol.tlog.TreeReader;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TlogProof;

/** Proofs that entries are in the log, under the newest published checkpoint. */
@ApplicationScoped
class ProveEntries {
  private final CheckpointRows checkpoints;
  private final TileRows tiles;
  private final Transactions transactions;

  ProveEntries(CheckpointRows checkpoints, TileRows tiles, Transactions transactions) {
    this.checkpoints = checkpoints;
    this.tiles = tiles;
    this.transactions = transactions;
  }

  /** The texts of the proofs by leaf index; none for entries that no checkpoint covers yet. */
  Map<Long, String> of(Viewed view, List<Entry> entries) {
    Map<Long, String> proofs = new HashMap<>();
    Optional<CheckpointRows.Published> newest = checkpoints.newest();
    if (newest.isEmpty()) {
      return proofs;
    }
    SignedCheckpoint checkpoint = SignedCheckpoint.parse(newest.get().note().toArray());
    long size = checkpoint.checkpoint().size();
    return transactions.read(connection -> {
      TreeReader tree = new TreeReader(new TileReader(tiles.on(connection), size));
      for (Entry entry : entries) {
        long index = entry.leafIndex();
        if (index < size) {
          TlogProof proof = TlogProof.of(index, tree.inclusionPath(index, size), checkpoint);
          proofs.put(index, new String(proof.bytes(), StandardCharsets.UTF_8));
        }
      }
      return proofs;
    });
  }
}

package jp.linkage.protocol.tlog.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.HashTile;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.Tile;
import jp.linkage.protocol.tlog.TileReader;
import jp.linkage.protocol.tlog.TileSource;
import jp.linkage.protocol.tlog.TreeReader;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedNote;
import jp.linkage.protocol.tlog.checkpoint.TlogProof;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;

/**
 * Watches a log for somebody who holds its receipts (docs/spec/audit-log.md §9, steps 2 to 4 of
 * §12): that it only grows, and that the promised records are in it. Reads the checkpoint and hash
 * tiles only, which are public, and computes the proofs itself.
 *
 * <h2>Security guarantees</h2>
 *
 * {@link Sighting.Grown} is only given for a checkpoint that holds under the policy and whose tree
 * has the held one as its beginning; {@link Finding.Proven} only for a path that leads from the
 * record at its index to that tree's root. No tile is asked for that no verified checkpoint
 * promises.
 *
 * <p>Keeps the tiles that it read last, so that many records under one checkpoint cost few reads.
 */
public final class WatchLog {
  private static final int CACHED_TILES = 256;

  private final LogSource log;
  private final CachedTiles tiles;

  /** Watches the log that is there. */
  public WatchLog(LogSource log) {
    this.log = log;
    this.tiles = new CachedTiles(log, CACHED_TILES);
  }

  /**
   * Reads the newest checkpoint.
   *
   * @param policy whose signatures make it hold
   * @param held the largest one that was verified before; nothing when there is none: then the log
   *     is believed
   * @throws IOException when the log cannot be asked; nothing is known of it then
   */
  public Sighting look(TrustPolicy policy, Optional<SignedCheckpoint> held) throws IOException {
    Optional<byte[]> note = log.read(LogSource.CHECKPOINT, SignedNote.MAX_BYTES);
    if (note.isEmpty()) {
      return new Sighting.Unusable(Optional.empty(), "the log has no checkpoint");
    }
    SignedCheckpoint newest;
    try {
      newest = SignedCheckpoint.parse(note.get());
      policy.verify(newest);
    } catch (ProtocolViolation | IllegalArgumentException e) {
      return new Sighting.Unusable(note.map(Bytes::of), String.valueOf(e.getMessage()));
    }
    if (held.isEmpty()) {
      return new Sighting.Grown(newest);
    }
    Sighting first = grown(held.get().checkpoint(), newest);
    if (!(first instanceof Sighting.Unproven)) {
      return first;
    }
    // Perhaps one of the tiles that were read earlier was wrong
    tiles.forget();
    return grown(held.get().checkpoint(), newest);
  }

  private Sighting grown(Checkpoint held, SignedCheckpoint newest) throws IOException {
    Checkpoint shown = newest.checkpoint();
    if (shown.size() < held.size()) {
      return new Sighting.Older(newest);
    }
    if (shown.size() == held.size()) {
      return shown.root().equals(held.root())
          ? new Sighting.Grown(newest)
          : inconsistent(newest, held.size(), shown.root().toArray());
    }
    try {
      List<byte[]> proof =
          held.size() == 0
              ? List.of()
              : reader(shown.size()).consistencyProof(held.size(), shown.size());
      return grown(held, newest, proof);
    } catch (ProtocolViolation e) {
      return new Sighting.Unproven(newest, String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw cause(e);
    }
  }

  private Sighting grown(Checkpoint held, SignedCheckpoint newest, List<byte[]> proof) {
    Checkpoint shown = newest.checkpoint();
    try {
      shown.verifyGrownFrom(held, proof.stream().map(Bytes::of).toList());
      return new Sighting.Grown(newest);
    } catch (ProtocolViolation e) {
      if (held.size() == 0) {
        return new Sighting.Unproven(newest, String.valueOf(e.getMessage()));
      }
      // Either the tree has another beginning, which then leads to its root, or tiles are wrong
      byte[] beginning = reader(shown.size()).root(held.size());
      MerkleTree.verifyConsistency(
          held.size(), shown.size(), beginning, shown.root().toArray(), proof);
      return inconsistent(newest, held.size(), beginning);
    }
  }

  private static Sighting inconsistent(SignedCheckpoint shown, long size, byte[] root) {
    return new Sighting.Inconsistent(
        shown,
        "a tree whose first %d entries have the root %s"
            .formatted(size, HexFormat.of().formatHex(root)));
  }

  private TreeReader reader(long size) {
    return new TreeReader(new TileReader(tiles.of(size), size));
  }

  /**
   * Looks for a promised record.
   *
   * @param index where it was promised to be
   * @param leafHash {@link MerkleTree#leafHash} of the record
   * @param verified a checkpoint that {@link #look} found to hold
   * @throws IOException when the log cannot be asked; nothing is known of the record then
   */
  public Finding find(long index, byte[] leafHash, SignedCheckpoint verified) throws IOException {
    long size = verified.checkpoint().size();
    if (index >= size) {
      return new Finding.NotSealed();
    }
    Finding first = search(index, leafHash, verified);
    if (!(first instanceof Finding.NoProof)) {
      return first;
    }
    tiles.forget();
    return search(index, leafHash, verified);
  }

  private Finding search(long index, byte[] leafHash, SignedCheckpoint verified)
      throws IOException {
    long size = verified.checkpoint().size();
    byte[] root = verified.checkpoint().root().toArray();
    try {
      List<byte[]> path = reader(size).inclusionPath(index, size);
      if (leadsToRoot(index, size, leafHash, path, root)) {
        return new Finding.Proven(TlogProof.of(index, path, verified));
      }
      HashTile tile = leaves(tiles.of(size), index, size);
      byte[] there = tile.hash((int) (index % Tile.FULL));
      return leadsToRoot(index, size, there, path, root)
          ? new Finding.OtherRecord(otherRecord(tile, there, leafHash))
          : new Finding.NoProof("tiles that do not lead to the signed root of size " + size);
    } catch (ProtocolViolation e) {
      return new Finding.NoProof(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw cause(e);
    }
  }

  private static boolean leadsToRoot(
      long index, long size, byte[] leafHash, List<byte[]> path, byte[] root) {
    try {
      MerkleTree.verifyInclusion(index, size, leafHash, path, root);
      return true;
    } catch (ProtocolViolation _) {
      return false;
    }
  }

  private static HashTile leaves(TileSource source, long index, long size) {
    Tile tile = Tile.in(size, 0, index / Tile.FULL).orElseThrow();
    HashTile found = source.read(Set.of(tile)).get(tile);
    if (found == null) {
      throw new ProtocolViolation(
          ProtocolViolation.Reason.MALFORMED_VALUE, "expected " + tile.path() + ", found none");
    }
    return found;
  }

  private static String otherRecord(HashTile tile, byte[] there, byte[] promised) {
    StringBuilder found = new StringBuilder("a record with the leaf hash ");
    found.append(HexFormat.of().formatHex(there));
    for (int i = 0; i < tile.tile().width(); i++) {
      if (Arrays.equals(tile.hash(i), promised)) {
        found.append(", and the promised one at index ").append(tile.tile().start() + i);
      }
    }
    return found.toString();
  }

  private static IOException cause(UncheckedIOException e) {
    return e.getCause() == null ? new IOException(e) : e.getCause();
  }
}

package jp.linkage.protocol.tlog.audit;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.tlog.Bundle;
import jp.linkage.protocol.tlog.EntryBundle;
import jp.linkage.protocol.tlog.HashTile;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.Tile;
import jp.linkage.protocol.tlog.TileBuilder;
import jp.linkage.protocol.tlog.TileReader;
import jp.linkage.protocol.tlog.TileResource;
import jp.linkage.protocol.tlog.TreeReader;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;

/**
 * Goes through the leaves of a log from left to right, computes the tree again, and compares what
 * it computes with the tiles that the log gives out and, at the end, with the root.
 */
final class TreeWalk {
  private final PromisedResources log;
  private final Checkpoint newest;
  private final TileBuilder tree;
  private final RecordCount records;
  private final VerifyLog.Progress progress;

  /** The tiles at the right edge, which grow until the end of the walk. */
  private final SortedMap<Integer, HashTile> edges = new TreeMap<>();

  private long tiles;

  /**
   * @param tree of the leaves that need not be read again
   * @param progress is told how far it is, after every bundle
   */
  TreeWalk(
      PromisedResources log,
      Checkpoint newest,
      TileBuilder tree,
      RecordCount records,
      VerifyLog.Progress progress) {
    this.log = log;
    this.newest = newest;
    this.tree = tree;
    this.records = records;
    this.progress = progress;
  }

  long tiles() {
    return tiles;
  }

  Optional<LogFault> run() throws IOException {
    try (ReadAhead ahead = new ReadAhead(log, tree.size() / TileResource.FULL)) {
      while (tree.size() < newest.size()) {
        Optional<LogFault> fault = bundle(ahead.next());
        if (fault.isPresent()) {
          return fault;
        }
        progress.verified(tree.size(), newest.size());
      }
    }
    for (HashTile edge : edges.values()) {
      Optional<LogFault> fault = compare(edge);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return root();
  }

  private Optional<LogFault> bundle(ReadAhead.Piece piece) throws IOException {
    Bundle bundle = piece.bundle();
    HashTile hashes;
    try {
      hashes = piece.hashes().get();
    } catch (ProtocolViolation e) {
      return fault(LogFault.Kind.TILE, bundle.tile().path(), tree.size(), message(e));
    }
    if (piece.entries().isEmpty()) {
      return fault(LogFault.Kind.ENTRY, bundle.path(), tree.size(), "expected entries, found none");
    }
    byte[] bytes = piece.entries().get();
    List<byte[]> entries = EntryBundle.readable(bundle, bytes);
    int first = (int) (tree.size() - bundle.start());
    for (int position = first; position < bundle.width(); position++) {
      if (position >= entries.size()) {
        return fault(
            LogFault.Kind.ENTRY,
            bundle.path(),
            tree.size(),
            "expected a whole entry, found the end of the bundle");
      }
      byte[] hash = MerkleTree.leafHash(entries.get(position));
      if (!Arrays.equals(hash, hashes.hash(position))) {
        return Optional.of(blame(bundle, hash, hashes.hash(position)));
      }
      tree.append(hash);
    }
    try {
      EntryBundle.decode(bundle, bytes);
    } catch (ProtocolViolation e) {
      return Optional.of(LogFault.at(LogFault.Kind.ENTRY, bundle.path(), message(e)));
    }
    records.add(bundle.start() + first, entries.subList(first, bundle.width()));
    return completed(hashes);
  }

  /** Compares the tiles that the bundle completed, and keeps those that go on. */
  private Optional<LogFault> completed(HashTile leafHashes) throws IOException {
    for (HashTile tile : tree.takeChanged()) {
      int level = tile.tile().level();
      if (!tile.tile().isFull()) {
        edges.put(level, tile);
        continue;
      }
      edges.remove(level);
      Optional<LogFault> fault = level == 0 ? compare(tile, leafHashes) : compare(tile);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private Optional<LogFault> compare(HashTile computed) throws IOException {
    Tile tile = computed.tile();
    try {
      return compare(computed, log.read(tile));
    } catch (ProtocolViolation e) {
      return fault(LogFault.Kind.TILE, tile.path(), tile.start(), message(e));
    }
  }

  private Optional<LogFault> compare(HashTile computed, HashTile served) {
    tiles++;
    Tile tile = computed.tile();
    for (int position = 0; position < tile.width(); position++) {
      if (!Arrays.equals(computed.hash(position), served.hash(position))) {
        long leaf = (tile.index() * TileResource.FULL + position) << (8 * tile.level());
        return fault(
            LogFault.Kind.TILE,
            tile.path(),
            leaf,
            "expected hash %d to be that of what is below it, %s, found %s"
                .formatted(position, hex(computed.hash(position)), hex(served.hash(position))));
      }
    }
    return Optional.empty();
  }

  /** The entry or its hash in the tile: whichever does not lead to the signed root is wrong. */
  private LogFault blame(Bundle bundle, byte[] ofEntry, byte[] inTile) throws IOException {
    long leaf = tree.size();
    if (leadsToRoot(leaf, ofEntry)) {
      return LogFault.atLeaf(
          LogFault.Kind.TILE,
          bundle.tile().path(),
          leaf,
          "expected the hash of the entry, %s, which leads to the signed root, found %s"
              .formatted(hex(ofEntry), hex(inTile)));
    }
    String signed = leadsToRoot(leaf, inTile) ? "which leads to the signed root" : "as in its tile";
    return LogFault.atLeaf(
        LogFault.Kind.ENTRY,
        bundle.path(),
        leaf,
        "expected an entry with the hash %s, %s, found one with %s"
            .formatted(hex(inTile), signed, hex(ofEntry)));
  }

  private boolean leadsToRoot(long leaf, byte[] hash) throws IOException {
    try {
      List<byte[]> path =
          new TreeReader(new TileReader(log, newest.size())).inclusionPath(leaf, newest.size());
      MerkleTree.verifyInclusion(leaf, newest.size(), hash, path, newest.root().toArray());
      return true;
    } catch (ProtocolViolation _) {
      return false;
    }
  }

  private Optional<LogFault> root() {
    byte[] computed = tree.root();
    if (Arrays.equals(computed, newest.root().toArray())) {
      return Optional.empty();
    }
    return Optional.of(
        LogFault.at(
            LogFault.Kind.ROOT,
            LogSource.CHECKPOINT,
            "expected the root of the entries, %s, found %s"
                .formatted(hex(computed), hex(newest.root().toArray()))));
  }

  private static Optional<LogFault> fault(
      LogFault.Kind kind, String path, long leaf, String reason) {
    return Optional.of(LogFault.atLeaf(kind, path, leaf, reason));
  }

  private static String message(ProtocolViolation violation) {
    return String.valueOf(violation.getMessage());
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }
}

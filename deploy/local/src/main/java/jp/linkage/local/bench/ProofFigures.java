package jp.linkage.local.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import jp.linkage.protocol.tlog.HashTile;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.Tile;
import jp.linkage.protocol.tlog.TileBuilder;
import jp.linkage.protocol.tlog.TileReader;
import jp.linkage.protocol.tlog.TileSource;
import jp.linkage.protocol.tlog.TreeReader;

/**
 * What the tree itself costs, without disk and network: building it, making and verifying proofs.
 */
final class ProofFigures {
  private static final int LEAVES = 1_000_000;
  private static final int PROOFS = 50_000;
  private static final int ENTRY = 900;

  private ProofFigures() {}

  static void measure(Figures figures) {
    SplittableRandom random = new SplittableRandom(1);
    byte[] entry = new byte[ENTRY];
    random.nextBytes(entry);
    Map<Tile, HashTile> tiles = new HashMap<>();
    TileBuilder tree = TileBuilder.empty();
    long seconds = build(tree, tiles, entry, LEAVES);
    figures.add(
        "tree of 1,000,000 entries of 900 bytes from memory, one core",
        LEAVES / (seconds / 1e9),
        "leaves/s",
        Figures.Goal.atLeast(300_000));
    TileSource source =
        wanted -> {
          Map<Tile, HashTile> found = new HashMap<>();
          wanted.forEach(tile -> {
            HashTile hashes = tiles.get(tile);
            if (hashes != null) {
              found.put(tile, hashes);
            }
          });
          return found;
        };
    byte[] root = tree.root();
    List<List<byte[]>> paths = new ArrayList<>();
    long[] indices = random.longs(2L * PROOFS, 0, LEAVES).toArray();
    long making = 0;
    long verifying = 0;
    for (int i = 0; i < indices.length; i++) {
      long before = System.nanoTime();
      List<byte[]> path =
          new TreeReader(new TileReader(source, LEAVES)).inclusionPath(indices[i], LEAVES);
      long made = System.nanoTime();
      MerkleTree.verifyInclusion(indices[i], LEAVES, leafHash(source, indices[i]), path, root);
      long verified = System.nanoTime();
      // the first half warms up
      if (i >= PROOFS) {
        making += made - before;
        verifying += verified - made;
        paths.add(path);
      }
    }
    figures.add(
        "proof at 1,000,000 leaves, making, from tiles in memory",
        making / 1e3 / PROOFS,
        "µs",
        Figures.Goal.atMost(5));
    figures.add(
        "proof, verifying (the path; signatures of the checkpoint apart)",
        verifying / 1e3 / PROOFS,
        "µs",
        Figures.Goal.atMost(5));
    figures.add(
        "proof, hashes of the path",
        paths.stream().mapToInt(path -> path.size() * MerkleTree.HASH_SIZE).average().orElse(0),
        "bytes",
        Figures.Goal.atMost(640));
  }

  private static long build(TileBuilder tree, Map<Tile, HashTile> tiles, byte[] entry, int leaves) {
    long start = System.nanoTime();
    for (int i = 0; i < leaves; i++) {
      entry[i & 511] ^= (byte) i;
      tree.append(MerkleTree.leafHash(entry));
      if ((i & 255) == 255 || i == leaves - 1) {
        tree.takeChanged().forEach(tile -> tiles.put(tile.tile(), tile));
      }
    }
    return System.nanoTime() - start;
  }

  private static byte[] leafHash(TileSource source, long index) {
    Tile tile = Tile.in(LEAVES, 0, index / Tile.FULL).orElseThrow();
    HashTile hashes = source.read(Set.of(tile)).get(tile);
    if (hashes == null) {
      throw new IllegalStateException("no " + tile.path());
    }
    return hashes.hash((int) (index % Tile.FULL));
  }
}

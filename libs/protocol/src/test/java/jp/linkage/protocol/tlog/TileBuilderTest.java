package jp.linkage.protocol.tlog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import jp.linkage.protocol.crypto.ProtocolViolation;
import org.junit.jupiter.api.Test;

/** Tiles as the sealer makes them and as a client reads them. */
class TileBuilderTest {
  private static final int SIZES = 300;

  // Of more leaves than 256 · 256, so that there are three levels; leaf hashes are made up.
  private static byte[] leafHash(int index) {
    return MerkleTree.leafHash(
        new byte[] {(byte) index, (byte) (index >>> 8), (byte) (index >>> 16)});
  }

  @Test
  void tiles_everySizeUpTo300_giveTheRootsAndProofsOfTheRecursiveTree() {
    RecursiveTree tree = RecursiveTree.ofSize(SIZES);
    TileBuilder builder = TileBuilder.empty();
    MemoryTiles tiles = new MemoryTiles();
    for (int size = 1; size <= SIZES; size++) {
      builder.append(tree.leafHash(size - 1));
      tiles.put(builder.takeChanged());
      assertEquals(size, builder.size());
      assertArrayEquals(tree.root(size), builder.root());
      TreeReader reader = new TreeReader(new TileReader(tiles, size));
      assertArrayEquals(tree.root(size), reader.root(size));
      for (int index = 0; index < size; index += 1 + size / 20) {
        List<byte[]> path = reader.inclusionPath(index, size);
        MerkleTree.verifyInclusion(index, size, tree.leafHash(index), path, tree.root(size));
        List<byte[]> proof = reader.consistencyProof(index + 1, size);
        MerkleTree.verifyConsistency(index + 1, size, tree.root(index + 1), tree.root(size), proof);
      }
    }
    // Each was asked for at a size that promises it.
    assertTrue(tiles.tiles.keySet().containsAll(tiles.asked));
  }

  @Test
  void takeChanged_ofBatches_givesEveryTileOnce() {
    TileBuilder builder = TileBuilder.empty();
    assertEquals(List.of(), builder.takeChanged());
    append(builder, 10);
    assertEquals(List.of(new Tile(0, 0, 10)), places(builder.takeChanged()));
    assertEquals(List.of(), builder.takeChanged());
    append(builder, 246);
    assertEquals(List.of(new Tile(0, 0, 256), new Tile(1, 0, 1)), places(builder.takeChanged()));
    append(builder, 600);
    assertEquals(
        List.of(new Tile(0, 1, 256), new Tile(0, 2, 256), new Tile(0, 3, 88), new Tile(1, 0, 3)),
        places(builder.takeChanged()));
    append(builder, 1);
    assertEquals(List.of(new Tile(0, 3, 89)), places(builder.takeChanged()));
  }

  private static void append(TileBuilder builder, int leaves) {
    for (int i = 0; i < leaves; i++) {
      builder.append(leafHash((int) builder.size()));
    }
  }

  private static List<Tile> places(List<HashTile> tiles) {
    return tiles.stream().map(HashTile::tile).toList();
  }

  @Test
  void resume_atAnySize_goesOnAsIfNothingHadHappened() {
    TileBuilder whole = TileBuilder.empty();
    MemoryTiles tiles = new MemoryTiles();
    for (int size : new int[] {0, 1, 2, 255, 256, 257, 300, 511, 512, 1000}) {
      append(whole, size - (int) whole.size());
      tiles.put(whole.takeChanged());
      TileBuilder resumed = TileBuilder.resume(size, tiles);
      assertEquals(size, resumed.size());
      assertArrayEquals(whole.root(), resumed.root());
      assertEquals(whole.rangeHashes().size(), resumed.rangeHashes().size());
      assertEquals(List.of(), resumed.takeChanged());
      TileBuilder other = TileBuilder.resume(size, tiles);
      append(resumed, 700);
      append(other, 300);
      append(other, 400);
      assertArrayEquals(resumed.root(), other.root());
      assertEquals(resumed.takeChanged(), other.takeChanged());
    }
  }

  // Where a tile was just full, the next one begins.
  @Test
  void resume_atAnySize_givesTheTilesOfTheTreeThatWentOn() {
    for (int size : new int[] {1, 255, 256, 257, 512, 600, 65_536, 65_792, 66_000}) {
      TileBuilder whole = TileBuilder.empty();
      append(whole, size);
      MemoryTiles tiles = new MemoryTiles();
      tiles.put(whole.takeChanged());
      TileBuilder resumed = TileBuilder.resume(size, tiles);
      append(whole, 700);
      append(resumed, 700);
      assertEquals(whole.takeChanged(), resumed.takeChanged(), "size " + size);
    }
  }

  @Test
  void resume_threeLevels_isTheTreeOf70000() {
    TileBuilder builder = TileBuilder.empty();
    append(builder, 70_000);
    MemoryTiles tiles = new MemoryTiles();
    tiles.put(builder.takeChanged());
    assertEquals(277, tiles.tiles.size());
    assertArrayEquals(builder.root(), TileBuilder.resume(70_000, tiles).root());
    TreeReader reader = new TreeReader(new TileReader(tiles, 70_000));
    assertArrayEquals(builder.root(), reader.root(70_000));
    for (int index : new int[] {0, 255, 256, 65_535, 65_536, 69_887, 69_888, 69_999}) {
      MerkleTree.verifyInclusion(
          index, 70_000, leafHash(index), reader.inclusionPath(index, 70_000), builder.root());
    }
    // A proof of a full tree may be read from the partial tiles of a larger one.
    MerkleTree.verifyConsistency(
        65_536,
        70_000,
        reader.root(65_536),
        builder.root(),
        reader.consistencyProof(65_536, 70_000));
  }

  @Test
  void resume_withoutATile_isRefused() {
    TileBuilder builder = TileBuilder.empty();
    append(builder, 300);
    MemoryTiles tiles = new MemoryTiles();
    tiles.put(builder.takeChanged());
    tiles.tiles.remove(new Tile(0, 1, 44));
    var refused = assertThrows(ProtocolViolation.class, () -> TileBuilder.resume(300, tiles));
    assertEquals(
        "MALFORMED_VALUE: expected tile/0/001.p/44 of a log of 300 entries, found none",
        refused.getMessage());
  }

  @Test
  void read_aChangedTile_givesAProofThatIsRefused() {
    TileBuilder builder = TileBuilder.empty();
    append(builder, 300);
    MemoryTiles tiles = new MemoryTiles();
    tiles.put(builder.takeChanged());
    Tile place = new Tile(0, 0, 256);
    byte[] bytes = tiles.read(java.util.Set.of(place)).values().iterator().next().bytes();
    bytes[32] ^= 1;
    TileSource changed =
        wanted -> {
          Map<Tile, HashTile> found = tiles.read(wanted);
          found.replace(place, HashTile.of(place, bytes));
          return found;
        };
    TreeReader reader = new TreeReader(new TileReader(changed, 300));
    List<byte[]> path = reader.inclusionPath(0, 300);
    assertThrows(
        ProtocolViolation.class,
        () -> MerkleTree.verifyInclusion(0, 300, leafHash(0), path, builder.root()));
  }

  @Test
  void tilesFor_nodesThatTheTreeDoesNotComplete_isRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> TileReader.tilesFor(List.of(new Node(3, 1)), 15));
    assertThrows(
        IllegalArgumentException.class, () -> TileReader.tilesFor(List.of(new Node(0, 15)), 15));
  }
}

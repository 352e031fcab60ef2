package jp.linkage.protocol.tlog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.crypto.ProtocolViolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {
  // The example of tlog-tiles: index 1234067 is x001/x234/067.
  @ParameterizedTest
  @CsvSource({
    "0,1234067,256,tile/0/x001/x234/067",
    "0,1234067,112,tile/0/x001/x234/067.p/112",
    "1,0,17,tile/1/000.p/17",
    "2,999,256,tile/2/999",
    "3,1000,1,tile/3/x001/000.p/1",
    "7,0,127,tile/7/000.p/127",
    "0,36028797018963967,255,tile/0/x036/x028/x797/x018/x963/967.p/255",
  })
  void path_ofATile_isReadBack(int level, long index, int width, String path) {
    Tile tile = new Tile(level, index, width);
    assertEquals(path, tile.path());
    assertEquals(tile, TileResource.parse(path));
  }

  @Test
  void path_ofABundle_isReadBack() {
    Bundle bundle = new Bundle(273, 112);
    assertEquals("tile/entries/273.p/112", bundle.path());
    assertEquals(bundle, TileResource.parse("tile/entries/273.p/112"));
    assertEquals(new Bundle(1000, 256), TileResource.parse("tile/entries/x001/000"));
    assertEquals(new Tile(0, 273, 112), bundle.tile());
    assertEquals(69_888, bundle.start());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/tile/0/000",
        "tile/0/000/",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/x000",
        "tile/0/x000/000",
        "tile/0/001/000",
        "tile/0/x001/x000",
        "tile/00/000",
        "tile/01/000",
        "tile/8/000",
        "tile/63/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/257",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/0/000.p",
        "tile/7/000",
        "tile/7/000.p/128",
        "tile/7/001.p/1",
        "tile/0/x036/x028/x797/x018/x963/967",
        "tile/0/x036/x028/x797/x018/x963/968.p/1",
        "tile/0/x999/x999/x999/x999/x999/999",
        "tile/0/x001/x000/x000/x000/x000/x000/000",
        "tile/Entries/000",
        "tile/entries/000.p/256",
        "tile/0/\u0660\u0660\u0660",
        "tile/0/000\n",
        "checkpoint",
      })
  void parse_otherPath_isRefused(String path) {
    var refused = assertThrows(ProtocolViolation.class, () -> TileResource.parse(path));
    assertEquals(ProtocolViolation.Reason.MALFORMED_VALUE, refused.reason());
  }

  // The example of tlog-tiles.
  @Test
  void tilesOfATree_of70000_are273And112_1And17_1() {
    long size = 70_000;
    assertEquals(
        List.of(new Tile(0, 273, 112), new Tile(1, 1, 17), new Tile(2, 0, 1)),
        Tile.partialIn(size));
    List<Tile> all = new ArrayList<>();
    for (int level = 0; level <= 7; level++) {
      for (long index = 0; Tile.in(size, level, index).isPresent(); index++) {
        all.add(Tile.in(size, level, index).orElseThrow());
      }
    }
    assertEquals(273, all.stream().filter(t -> t.level() == 0 && t.isFull()).count());
    assertEquals(1, all.stream().filter(t -> t.level() == 1 && t.isFull()).count());
    assertEquals(273 + 1 + 1 + 1 + 1, all.size());
    assertEquals(Optional.of(new Bundle(273, 112)), Bundle.in(size, 273));
    assertEquals(Optional.empty(), Bundle.in(size, 274));
  }

  @Test
  void tilesOfATree_of256_areAFullOneAndOneOfWidth1() {
    assertEquals(Optional.of(new Tile(0, 0, 256)), Tile.in(256, 0, 0));
    assertEquals(List.of(new Tile(1, 0, 1)), Tile.partialIn(256));
    assertEquals(List.of(), Tile.partialIn(0));
    assertEquals(Optional.empty(), Tile.in(256, 0, 1));
    assertEquals(Optional.empty(), Tile.in(256, 8, 0));
    assertEquals(Optional.empty(), Tile.in(256, 0, -1));
    assertEquals(Optional.empty(), Bundle.in(256, Long.MAX_VALUE));
  }

  @Test
  void start_ofATile_countsTheLeavesBelowThoseBefore() {
    assertEquals(69_888, new Tile(0, 273, 1).start());
    assertEquals(65_536, new Tile(1, 1, 17).start());
    assertEquals(16_777_216, new Tile(2, 1, 1).start());
  }

  @Test
  void hashTile_bytes_areOfTheTilesWidth() {
    byte[] bytes = new byte[8192];
    bytes[32] = 7;
    Tile two = new Tile(0, 0, 2);
    HashTile tile = HashTile.of(two, bytes);
    assertEquals(64, tile.bytes().length);
    assertEquals(7, tile.hash(1)[0]);
    assertEquals(two, tile.tile());
    assertEquals(tile, HashTile.of(two, tile.bytes()));
    assertEquals(tile.hashCode(), HashTile.of(two, tile.bytes()).hashCode());
    assertNotEquals(tile, HashTile.of(two, new byte[64]));
    assertNotEquals(tile, HashTile.of(new Tile(0, 1, 2), tile.bytes()));
    assertEquals("HashTile[tile/0/000.p/2]", tile.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 32, 63, 65, 8193, 8224})
  void hashTile_otherLength_isRefused(int length) {
    var refused =
        assertThrows(
            ProtocolViolation.class, () -> HashTile.of(new Tile(0, 0, 2), new byte[length]));
    assertEquals(
        "MALFORMED_VALUE: expected tile/0/000.p/2 of 64 bytes, found " + length,
        refused.getMessage());
  }

  @Test
  void entryBundle_entries_areReadBack() {
    List<byte[]> entries = List.of(new byte[0], new byte[] {1, 2, 3}, new byte[65_535]);
    byte[] bytes = EntryBundle.encode(entries);
    assertEquals(2 + 2 + 3 + 2 + 65_535, bytes.length);
    assertArrayEquals(
        new byte[] {0, 0, 0, 3, 1, 2, 3, -1, -1, 0}, java.util.Arrays.copyOf(bytes, 10));
    assertSame(entries, EntryBundle.decode(new Bundle(5, 3), bytes));
    assertSame(entries.subList(0, 2), EntryBundle.decode(new Bundle(5, 2), bytes));
  }

  private static void assertSame(List<byte[]> expected, List<byte[]> found) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), found.get(i));
    }
  }

  @Test
  void entryBundle_malformed_isRefused() {
    byte[] bytes = EntryBundle.encode(List.of(new byte[] {1}, new byte[] {2}));
    Bundle two = new Bundle(0, 2);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(bytes, length);
      assertThrows(ProtocolViolation.class, () -> EntryBundle.decode(two, cut));
    }
    byte[] longer = java.util.Arrays.copyOf(bytes, bytes.length + 1);
    assertThrows(ProtocolViolation.class, () -> EntryBundle.decode(two, longer));
    assertThrows(ProtocolViolation.class, () -> EntryBundle.decode(two, new byte[2 * 257]));
    var refused =
        assertThrows(ProtocolViolation.class, () -> EntryBundle.decode(two, new byte[] {0, 2, 9}));
    assertEquals(
        "MALFORMED_VALUE: tile/entries/000.p/2: expected an entry of 2 bytes, found 1",
        refused.getMessage());
  }

  @Test
  void entryBundle_thatCannotBe_isNotMade() {
    assertThrows(IllegalArgumentException.class, () -> EntryBundle.encode(List.of()));
    assertThrows(
        IllegalArgumentException.class, () -> EntryBundle.encode(List.of(new byte[65_536])));
    assertThrows(
        IllegalArgumentException.class,
        () -> EntryBundle.encode(java.util.Collections.nCopies(257, new byte[1])));
  }
}

package jp.linkage.protocol.tlog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jp.linkage.protocol.crypto.ProtocolViolation;
import org.junit.jupiter.api.Test;

class CompactRangeTest {
  private static final int SIZES = 300;
  private static final RecursiveTree TREE = RecursiveTree.ofSize(SIZES);

  @Test
  void root_ofEverySize_isThatOfTheRecursiveTree() {
    CompactRange range = CompactRange.startingAt(0);
    for (int size = 0; size <= SIZES; size++) {
      assertEquals(size, range.end());
      assertArrayEquals(TREE.root(size), range.root(), "size " + size);
      assertEquals(Integer.bitCount(size), range.hashes().size());
      assertArrayEquals(
          TREE.root(size), CompactRange.ofTree(size, range.hashes()).root(), "size " + size);
      if (size < SIZES) {
        range.append(TREE.leafHash(size));
      }
    }
  }

  @Test
  void append_completesEveryNodeOnce_leavesIncluded() {
    Map<Node, byte[]> seen = new HashMap<>();
    CompactRange range = CompactRange.startingAt(0);
    for (int i = 0; i < SIZES; i++) {
      range.append(TREE.leafHash(i), (node, hash) -> assertEquals(null, seen.put(node, hash)));
    }
    assertEquals(nodesIn(SIZES), seen.size());
    seen.forEach((node, hash) -> {
      int start = (int) node.start();
      assertArrayEquals(TREE.mth(start, start + (1 << node.level())), hash, node.toString());
    });
  }

  private static int nodesIn(int size) {
    int nodes = 0;
    for (int level = size; level > 0; level /= 2) {
      nodes += level;
    }
    return nodes;
  }

  // Every way to cut the first 70 leaves into three ranges.
  @Test
  void append_rangesHashedApart_giveTheSameRange() {
    int size = 70;
    for (int first = 0; first <= size; first++) {
      for (int second = first; second <= size; second++) {
        CompactRange joined = range(0, first);
        CompactRange tail = range(first, second);
        tail.append(range(second, size));
        joined.append(tail);
        assertEquals(size, joined.end());
        assertArrayEquals(TREE.root(size), joined.root());
        assertEquals(Integer.bitCount(size), joined.hashes().size());
      }
    }
  }

  @Test
  void append_ofARange_tellsWhatTheJoinCompletes() {
    Map<Node, byte[]> seen = new HashMap<>();
    CompactRange left = range(0, 5);
    left.append(range(5, 8), seen::put);
    assertEquals(
        java.util.Set.of(
            new Node(0, 5), new Node(1, 2), new Node(1, 3), new Node(2, 1), new Node(3, 0)),
        seen.keySet());
    assertArrayEquals(TREE.root(8), seen.get(new Node(3, 0)));
  }

  private static CompactRange range(int from, int to) {
    CompactRange range = CompactRange.startingAt(from);
    for (int i = from; i < to; i++) {
      range.append(TREE.leafHash(i));
    }
    assertEquals(from, range.begin());
    return range;
  }

  @Test
  void range_keepsItsHashes_whateverTheCallerDoesWithHis() {
    CompactRange range = CompactRange.startingAt(0);
    byte[] leaf = TREE.leafHash(0);
    range.append(leaf);
    leaf[0] ^= 1;
    range.root()[0] ^= 1;
    range.hashes().getFirst()[0] ^= 1;
    assertArrayEquals(TREE.root(1), range.root());
  }

  @Test
  void wrongUse_isRefused() {
    CompactRange range = range(0, 3);
    assertThrows(IllegalArgumentException.class, () -> range.append(range(4, 5)));
    assertThrows(IllegalArgumentException.class, () -> range.append(range(0, 5)));
    assertThrows(IllegalArgumentException.class, () -> CompactRange.startingAt(-1));
    assertThrows(IllegalStateException.class, () -> range(1, 2).root());
    assertThrows(ProtocolViolation.class, () -> range.append(new byte[31]));
    List<byte[]> hashes = range.hashes();
    assertThrows(IllegalArgumentException.class, () -> CompactRange.ofTree(4, hashes));
    assertThrows(ProtocolViolation.class, () -> CompactRange.ofTree(1, List.of(new byte[33])));
  }
}

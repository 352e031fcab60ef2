package jp.linkage.protocol.tlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubtreeTest {
  // The proofs of RFC 6962 §2.1.3 over seven leaves.
  @Test
  void inclusionPath_exampleOfTheRfc_namesItsNodes() {
    assertEquals(
        List.of(new Subtree(1, 2), new Subtree(2, 4), new Subtree(4, 7)),
        Subtree.inclusionPath(0, 7));
    assertEquals(
        List.of(new Subtree(2, 3), new Subtree(0, 2), new Subtree(4, 7)),
        Subtree.inclusionPath(3, 7));
    assertEquals(
        List.of(new Subtree(5, 6), new Subtree(6, 7), new Subtree(0, 4)),
        Subtree.inclusionPath(4, 7));
    assertEquals(List.of(new Subtree(4, 6), new Subtree(0, 4)), Subtree.inclusionPath(6, 7));
  }

  @Test
  void consistencyProof_exampleOfTheRfc_namesItsNodes() {
    assertEquals(
        List.of(new Subtree(2, 3), new Subtree(3, 4), new Subtree(0, 2), new Subtree(4, 7)),
        Subtree.consistencyProof(3, 7));
    assertEquals(List.of(new Subtree(4, 7)), Subtree.consistencyProof(4, 7));
    assertEquals(
        List.of(new Subtree(4, 6), new Subtree(6, 7), new Subtree(0, 4)),
        Subtree.consistencyProof(6, 7));
    assertEquals(List.of(), Subtree.consistencyProof(7, 7));
  }

  @Test
  void nodes_ofATree_areItsPerfectSubtrees() {
    assertEquals(
        List.of(new Node(2, 0), new Node(1, 2), new Node(0, 6)), new Subtree(0, 7).nodes());
    assertEquals(List.of(new Node(3, 0), new Node(0, 8)), new Subtree(0, 9).nodes());
    assertEquals(List.of(new Node(2, 1)), new Subtree(4, 8).nodes());
    assertEquals(List.of(new Node(1, 4), new Node(0, 10)), new Subtree(8, 11).nodes());
  }

  @Test
  void largestTree_hasProofs() {
    long size = Long.MAX_VALUE;
    assertEquals(63, new Subtree(0, size).nodes().size());
    assertEquals(63, Subtree.inclusionPath(0, size).size());
    assertEquals(62, Subtree.inclusionPath(size - 1, size).size());
    assertEquals(1, Subtree.consistencyProof(1L << 62, size).size());
    assertEquals(63, Subtree.consistencyProof(1, size).size());
  }

  @ParameterizedTest
  @CsvSource({
    "1,3",
    "2,5",
    "-2,2",
    "4,4",
    "4,3",
    "4,9",
    "4611686018427387904,-1",
    "1,9223372036854775807"
  })
  void borders_ofNoSubtree_areRefused(long start, long end) {
    assertThrows(IllegalArgumentException.class, () -> new Subtree(start, end));
  }

  @Test
  void proofs_outsideOfTheTree_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> Subtree.inclusionPath(7, 7));
    assertThrows(IllegalArgumentException.class, () -> Subtree.inclusionPath(-1, 7));
    assertThrows(IllegalArgumentException.class, () -> Subtree.consistencyProof(0, 7));
    assertThrows(IllegalArgumentException.class, () -> Subtree.consistencyProof(8, 7));
  }

  @ParameterizedTest
  @CsvSource({"-1,0", "63,0", "0,-1", "62,2", "1,4611686018427387904"})
  void node_ofNoTree_isRefused(int level, long index) {
    assertThrows(IllegalArgumentException.class, () -> new Node(level, index));
  }
}

package jp.linkage.protocol.tlog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jp.linkage.protocol.crypto.ProtocolViolation;
import org.junit.jupiter.api.Test;

/** Every proof of every tree of up to 300 leaves, against the recursive definition. */
class TreeReaderTest {
  private static final int SIZES = 300;
  private static final RecursiveTree TREE = RecursiveTree.ofSize(SIZES);

  private final Map<Node, byte[]> nodes = new HashMap<>();
  private final TreeReader reader =
      new TreeReader(wanted -> wanted.stream().map(nodes::get).toList());

  TreeReaderTest() {
    CompactRange range = CompactRange.startingAt(0);
    for (int i = 0; i < SIZES; i++) {
      range.append(TREE.leafHash(i), nodes::put);
    }
  }

  @Test
  void root_everySize_isThatOfTheRecursiveTree() {
    for (int size = 0; size <= SIZES; size++) {
      assertArrayEquals(TREE.root(size), reader.root(size));
      assertArrayEquals(TREE.root(size), MerkleTree.root(TREE.leafHashes(size)));
    }
  }

  @Test
  void inclusionPath_everyLeafOfEveryTree_isThatOfTheRecursiveTreeAndVerifies() {
    for (int size = 1; size <= SIZES; size++) {
      byte[] root = TREE.root(size);
      for (int index = 0; index < size; index++) {
        List<byte[]> path = reader.inclusionPath(index, size);
        assertSame(TREE.path(index, 0, size), path);
        MerkleTree.verifyInclusion(index, size, TREE.leafHash(index), path, root);
      }
    }
  }

  @Test
  void consistencyProof_everyPairOfTrees_isThatOfTheRecursiveTreeAndVerifies() {
    for (int newSize = 1; newSize <= SIZES; newSize++) {
      byte[] newRoot = TREE.root(newSize);
      for (int oldSize = 1; oldSize <= newSize; oldSize++) {
        List<byte[]> proof = reader.consistencyProof(oldSize, newSize);
        assertSame(TREE.proof(oldSize, newSize), proof);
        MerkleTree.verifyConsistency(oldSize, newSize, TREE.root(oldSize), newRoot, proof);
      }
    }
  }

  private static void assertSame(List<byte[]> expected, List<byte[]> found) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), found.get(i));
    }
  }

  // In a tree of 256 every bit of a wrong index leads elsewhere, and so does every changed byte.
  @Test
  void verifyInclusion_anythingChanged_isRefused() {
    for (int size : new int[] {1, 2, 3, 100, 255, 256, 257}) {
      int index = size * 2 / 3;
      byte[] root = TREE.root(size);
      byte[] leaf = TREE.leafHash(index);
      List<byte[]> path = reader.inclusionPath(index, size);
      assertDoesNotThrow(() -> MerkleTree.verifyInclusion(index, size, leaf, path, root));
      for (int other = 0; other < size + 3; other++) {
        int wrong = other;
        if (wrong != index) {
          refused(() -> MerkleTree.verifyInclusion(wrong, size, leaf, path, root));
        }
      }
      List<byte[]> hashes = new java.util.ArrayList<>(path);
      hashes.add(leaf);
      hashes.add(root);
      for (byte[] hash : hashes) {
        for (int i = 0; i < hash.length; i++) {
          hash[i] ^= 1;
          refused(() -> MerkleTree.verifyInclusion(index, size, leaf, path, root));
          hash[i] ^= 1;
        }
      }
    }
  }

  private static void refused(Runnable verify) {
    assertThrows(ProtocolViolation.class, verify::run);
  }
}

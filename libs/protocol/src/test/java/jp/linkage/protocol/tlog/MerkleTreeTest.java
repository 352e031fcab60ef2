package jp.linkage.protocol.tlog;

import static jp.linkage.protocol.crypto.PublishedVectors.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.PublishedVectors;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
  /** The eight leaves of the reference tests of RFC 6962's implementations. */
  private static final List<byte[]> LEAVES =
      List.of(
          hex(""),
          hex("00"),
          hex("10"),
          hex("2021"),
          hex("3031"),
          hex("40414243"),
          hex("5051525354555657"),
          hex("606162636465666768696a6b6c6d6e6f"));

  private static final List<byte[]> HASHES = LEAVES.stream().map(MerkleTree::leafHash).toList();

  @Test
  void verifyInclusion_publishedVectors_takesAndRefusesAsTheySay() {
    JsonNode vectors = PublishedVectors.read("rfc6962-inclusion.json");
    assertEquals(98, vectors.size());
    for (JsonNode vector : vectors) {
      check(
          vector,
          () ->
              MerkleTree.verifyInclusion(
                  number(vector, "leafIdx"),
                  number(vector, "treeSize"),
                  base64(vector, "leafHash"),
                  list(vector, "proof"),
                  base64(vector, "root")));
    }
  }

  @Test
  void verifyConsistency_publishedVectors_takesAndRefusesAsTheySay() {
    JsonNode vectors = PublishedVectors.read("rfc6962-consistency.json");
    assertEquals(98, vectors.size());
    for (JsonNode vector : vectors) {
      check(
          vector,
          () ->
              MerkleTree.verifyConsistency(
                  number(vector, "size1"),
                  number(vector, "size2"),
                  base64(vector, "root1"),
                  base64(vector, "root2"),
                  list(vector, "proof")));
    }
  }

  private static void check(JsonNode vector, Runnable verify) {
    String name = vector.path("name").asText();
    if (vector.path("wantErr").asBoolean()) {
      assertThrows(ProtocolViolation.class, verify::run, name);
    } else {
      assertDoesNotThrow(verify::run, name);
    }
  }

  private static long number(JsonNode vector, String member) {
    return vector.path(member).bigIntegerValue().longValue();
  }

  private static byte[] base64(JsonNode vector, String member) {
    return base64(vector.path(member));
  }

  private static byte[] base64(JsonNode value) {
    return value.isNull() ? new byte[0] : Base64.getDecoder().decode(value.asText());
  }

  private static List<byte[]> list(JsonNode vector, String member) {
    return PublishedVectors.stream(vector.path(member)).map(MerkleTreeTest::base64).toList();
  }

  // The known roots of the first 0, 1 and 8 of these leaves.
  @Test
  void root_knownLeaves_givesTheKnownRoots() {
    assertArrayEquals(
        hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        MerkleTree.root(List.of()));
    assertArrayEquals(
        hex("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        MerkleTree.rootOfLeaves(LEAVES.subList(0, 1)));
    assertArrayEquals(
        hex("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
        MerkleTree.rootOfLeaves(LEAVES));
  }

  @Test
  void inclusionPath_everyLeafOfEveryTree_verifies() {
    List<byte[]> hashes = hashes(40);
    for (int size = 1; size <= hashes.size(); size++) {
      List<byte[]> tree = hashes.subList(0, size);
      byte[] root = MerkleTree.root(tree);
      for (int index = 0; index < size; index++) {
        List<byte[]> path = MerkleTree.inclusionPath(tree, index);
        verify(index, size, hashes.get(index), path, root);
        refused(index + 1, size, hashes.get(index), path, root);
        refused(index, size, hashes.get((index + 1) % 40), path, root);
        List<byte[]> longer = new ArrayList<>(path);
        longer.add(root);
        refused(index, size, hashes.get(index), longer, root);
        if (!path.isEmpty()) {
          refused(index, size, hashes.get(index), path.subList(0, path.size() - 1), root);
          refused(index, size, hashes.get(index), path.subList(1, path.size()), root);
        }
      }
    }
  }

  private static void verify(int index, int size, byte[] leaf, List<byte[]> path, byte[] root) {
    assertDoesNotThrow(() -> MerkleTree.verifyInclusion(index, size, leaf, path, root));
  }

  private static void refused(int index, int size, byte[] leaf, List<byte[]> path, byte[] root) {
    assertThrows(
        ProtocolViolation.class, () -> MerkleTree.verifyInclusion(index, size, leaf, path, root));
  }

  @Test
  void consistencyProof_everyPairOfTrees_verifiesAndNothingElseDoes() {
    List<byte[]> hashes = hashes(33);
    for (int newSize = 1; newSize <= hashes.size(); newSize++) {
      List<byte[]> tree = hashes.subList(0, newSize);
      byte[] newRoot = MerkleTree.root(tree);
      for (int oldSize = 1; oldSize <= newSize; oldSize++) {
        byte[] oldRoot = MerkleTree.root(hashes.subList(0, oldSize));
        List<byte[]> proof = MerkleTree.consistencyProof(tree, oldSize);
        int older = oldSize;
        int newer = newSize;
        assertDoesNotThrow(
            () -> MerkleTree.verifyConsistency(older, newer, oldRoot, newRoot, proof));
        if (oldSize < newSize) {
          assertThrows(
              ProtocolViolation.class,
              () -> MerkleTree.verifyConsistency(older, newer, newRoot, newRoot, proof));
          assertThrows(
              ProtocolViolation.class,
              () -> MerkleTree.verifyConsistency(older, newer, oldRoot, oldRoot, proof));
          assertThrows(
              ProtocolViolation.class,
              () -> MerkleTree.verifyConsistency(newer, older, newRoot, oldRoot, proof));
          List<byte[]> longer = new ArrayList<>(proof);
          longer.add(newRoot);
          assertThrows(
              ProtocolViolation.class,
              () -> MerkleTree.verifyConsistency(older, newer, oldRoot, newRoot, longer));
          assertThrows(
              ProtocolViolation.class,
              () ->
                  MerkleTree.verifyConsistency(
                      older, newer, oldRoot, newRoot, proof.subList(1, proof.size())));
        }
      }
    }
  }

  @Test
  void proofs_outsideOfTheTree_areNotMade() {
    assertThrows(IllegalArgumentException.class, () -> MerkleTree.inclusionPath(HASHES, 8));
    assertThrows(IllegalArgumentException.class, () -> MerkleTree.inclusionPath(HASHES, -1));
    assertThrows(IllegalArgumentException.class, () -> MerkleTree.consistencyProof(HASHES, 0));
    assertThrows(IllegalArgumentException.class, () -> MerkleTree.consistencyProof(HASHES, 9));
  }

  @Test
  void nodeHash_notAHash_isRefused() {
    assertThrows(ProtocolViolation.class, () -> MerkleTree.nodeHash(new byte[31], new byte[32]));
    assertThrows(ProtocolViolation.class, () -> MerkleTree.root(List.of(new byte[1])));
  }

  private static List<byte[]> hashes(int count) {
    List<byte[]> hashes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      hashes.add(MerkleTree.leafHash(new byte[] {(byte) i}));
    }
    return hashes;
  }
}

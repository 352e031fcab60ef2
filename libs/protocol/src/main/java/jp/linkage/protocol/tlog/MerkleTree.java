package jp.linkage.protocol.tlog;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.Sha256;

/**
 * Merkle tree hashes (MTH) and proofs over lists of leaves, RFC 6962 §2.1 with SHA-256. All hashes
 * are 32 bytes. Sizes and indices are read as unsigned 64-bit numbers.
 *
 * <p>The verifiers refuse a proof that is too short and one that is not used up.
 */
public final class MerkleTree {
  /** The size of a hash in bytes. */
  public static final int HASH_SIZE = Sha256.SIZE;

  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private MerkleTree() {}

  /** SHA-256(0x00 ‖ leaf). */
  public static byte[] leafHash(byte[] leaf) {
    return Sha256.of(LEAF, leaf);
  }

  /** SHA-256(0x01 ‖ left ‖ right). */
  public static byte[] nodeHash(byte[] left, byte[] right) {
    requireHash(left);
    requireHash(right);
    return Sha256.of(NODE, left, right);
  }

  /** MTH of the leaves themselves; of none, SHA-256 of nothing. */
  public static byte[] rootOfLeaves(List<byte[]> leaves) {
    return root(leaves.stream().map(MerkleTree::leafHash).toList());
  }

  /** MTH of leaves whose hashes are known. */
  public static byte[] root(List<byte[]> leafHashes) {
    int size = leafHashes.size();
    if (size == 0) {
      return Sha256.of();
    }
    if (size == 1) {
      requireHash(leafHashes.getFirst());
      return leafHashes.getFirst().clone();
    }
    int split = split(size);
    return nodeHash(root(leafHashes.subList(0, split)), root(leafHashes.subList(split, size)));
  }

  /** PATH(index, D[n]) of RFC 6962 §2.1.1, from the leaf's sibling up. */
  public static List<byte[]> inclusionPath(List<byte[]> leafHashes, int index) {
    if (index < 0 || index >= leafHashes.size()) {
      throw new IllegalArgumentException("no leaf " + index + " in a tree of " + leafHashes.size());
    }
    List<byte[]> path = new ArrayList<>();
    addPath(path, leafHashes, index);
    return path;
  }

  private static void addPath(List<byte[]> path, List<byte[]> hashes, int index) {
    if (hashes.size() == 1) {
      return;
    }
    int split = split(hashes.size());
    List<byte[]> left = hashes.subList(0, split);
    List<byte[]> right = hashes.subList(split, hashes.size());
    if (index < split) {
      addPath(path, left, index);
      path.add(root(right));
    } else {
      addPath(path, right, index - split);
      path.add(root(left));
    }
  }

  /** PROOF(size, D[n]) of RFC 6962 §2.1.2: that the tree of the first {@code size} leaves grew. */
  public static List<byte[]> consistencyProof(List<byte[]> leafHashes, int size) {
    if (size < 1 || size > leafHashes.size()) {
      throw new IllegalArgumentException("no tree of " + size + " in one of " + leafHashes.size());
    }
    List<byte[]> proof = new ArrayList<>();
    addProof(proof, leafHashes, size, true);
    return proof;
  }

  private static void addProof(
      List<byte[]> proof, List<byte[]> hashes, int size, boolean wholeOldTree) {
    if (size == hashes.size()) {
      if (!wholeOldTree) {
        proof.add(root(hashes));
      }
      return;
    }
    int split = split(hashes.size());
    List<byte[]> left = hashes.subList(0, split);
    List<byte[]> right = hashes.subList(split, hashes.size());
    if (size <= split) {
      addProof(proof, left, size, wholeOldTree);
      proof.add(root(right));
    } else {
      addProof(proof, right, size - split, false);
      proof.add(root(left));
    }
  }

  /**
   * Verifies that a leaf is in a tree, RFC 9162 §2.1.3.2.
   *
   * @param index the leaf's, from 0, unsigned
   * @param size of the tree, unsigned
   * @param leafHash of the leaf
   * @param path from the leaf's sibling up
   * @param root of the tree
   * @throws ProtocolViolation when the path does not lead from this leaf at this index to the root
   */
  public static void verifyInclusion(
      long index, long size, byte[] leafHash, List<byte[]> path, byte[] root) {
    // Step 1
    require(Long.compareUnsigned(index, size) < 0, "an index below the size of the tree");
    requireHash(leafHash);
    requireHash(root);
    long fn = index; // step 2
    long sn = size - 1;
    byte[] r = leafHash; // step 3
    for (byte[] p : path) { // step 4
      requireHash(p);
      require(sn != 0, "a path that ends at the root");
      if ((fn & 1) == 1 || fn == sn) {
        r = nodeHash(p, r);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>>= 1;
          sn >>>= 1;
        }
      } else {
        r = nodeHash(r, p);
      }
      fn >>>= 1;
      sn >>>= 1;
    }
    // Step 5
    require(sn == 0, "a path that reaches the root");
    require(MessageDigest.isEqual(r, root), "a path to this root");
  }

  /**
   * Verifies that a tree grew from another one, RFC 9162 §2.1.4.2. A tree of size 0 proves nothing
   * and is refused: whoever sees a log for the first time handles that apart.
   *
   * @param oldSize of the older tree, unsigned, from 1
   * @param newSize of the newer tree, unsigned
   * @param oldRoot of the older tree
   * @param newRoot of the newer tree
   * @param proof none when the sizes are the same
   * @throws ProtocolViolation when the proof does not lead to both roots
   */
  public static void verifyConsistency(
      long oldSize, long newSize, byte[] oldRoot, byte[] newRoot, List<byte[]> proof) {
    require(oldSize != 0, "an older tree that is not empty");
    require(Long.compareUnsigned(oldSize, newSize) <= 0, "a newer tree that did not shrink");
    if (oldSize == newSize) {
      require(proof.isEmpty(), "no proof for a tree of the same size");
      require(MessageDigest.isEqual(oldRoot, newRoot), "the same root for the same size");
      return;
    }
    requireHash(oldRoot);
    requireHash(newRoot);
    require(!proof.isEmpty(), "a proof");
    proof.forEach(MerkleTree::requireHash);
    // Step 2: the root of an old tree of a power of two is not in the proof.
    boolean perfect = Long.bitCount(oldSize) == 1;
    List<byte[]> path = perfect ? proof : proof.subList(1, proof.size());
    byte[] fr = perfect ? oldRoot : proof.getFirst(); // step 5
    byte[] sr = fr;
    long fn = oldSize - 1; // step 3
    long sn = newSize - 1;
    while ((fn & 1) == 1) { // step 4
      fn >>>= 1;
      sn >>>= 1;
    }
    for (byte[] c : path) { // step 6
      require(sn != 0, "a proof that ends at the root");
      if ((fn & 1) == 1 || fn == sn) {
        fr = nodeHash(c, fr);
        sr = nodeHash(c, sr);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>>= 1;
          sn >>>= 1;
        }
      } else {
        sr = nodeHash(sr, c);
      }
      fn >>>= 1;
      sn >>>= 1;
    }
    // Step 7
    require(sn == 0, "a proof that reaches the root");
    require(MessageDigest.isEqual(fr, oldRoot), "a proof to the older root");
    require(MessageDigest.isEqual(sr, newRoot), "a proof to the newer root");
  }

  /** The greatest power of two below size. */
  private static int split(int size) {
    return Integer.highestOneBit(size - 1);
  }

  static byte[] requireHash(byte[] hash) {
    require(hash.length == HASH_SIZE, "hashes of 32 bytes");
    return hash;
  }

  private static void require(boolean condition, String expected) {
    if (!condition) {
      throw new ProtocolViolation(ProtocolViolation.Reason.INVALID_PATH, "expected " + expected);
    }
  }
}

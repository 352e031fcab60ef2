package jp.linkage.protocol.tlog;

import java.util.ArrayList;
import java.util.List;

/**
 * The leaves {@code D[start:end]} whose tree hash stands in a proof. Which subtrees a proof
 * consists of depends on sizes and indices only, so that everything it needs can be read in one go.
 *
 * @param start the first leaf; a multiple of the least power of two that is no less than the number
 *     of leaves
 * @param end the leaf after the last one
 */
public record Subtree(long start, long end) {
  /** Checks the borders. */
  public Subtree {
    if (start < 0 || end <= start || (start & (alignment(end - start) - 1)) != 0) {
      throw new IllegalArgumentException("no subtree has the leaves " + start + " to " + end);
    }
  }

  private static long alignment(long leaves) {
    long power = Long.highestOneBit(leaves);
    // Past 2^62 only a tree that begins at 0 is left.
    return power == leaves ? power : power == 1L << 62 ? Long.MIN_VALUE : power << 1;
  }

  /** The subtrees of PATH(index, D[size]), RFC 6962 §2.1.1: the leaf's sibling first. */
  public static List<Subtree> inclusionPath(long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
    }
    List<Subtree> fromTheRoot = new ArrayList<>();
    long start = 0;
    long end = size;
    while (end - start > 1) {
      long middle = start + split(end - start);
      if (index < middle) {
        fromTheRoot.add(new Subtree(middle, end));
        end = middle;
      } else {
        fromTheRoot.add(new Subtree(start, middle));
        start = middle;
      }
    }
    return fromTheRoot.reversed();
  }

  /** The subtrees of PROOF(oldSize, D[newSize]), RFC 6962 §2.1.2; none for equal sizes. */
  public static List<Subtree> consistencyProof(long oldSize, long newSize) {
    if (oldSize < 1 || oldSize > newSize) {
      throw new IllegalArgumentException("no tree of " + oldSize + " in one of " + newSize);
    }
    List<Subtree> fromTheRoot = new ArrayList<>();
    long start = 0;
    long end = newSize;
    while (end != oldSize) {
      long middle = start + split(end - start);
      if (oldSize <= middle) {
        fromTheRoot.add(new Subtree(middle, end));
        end = middle;
      } else {
        fromTheRoot.add(new Subtree(start, middle));
        start = middle;
      }
    }
    if (start != 0) {
      // The verifier knows the older root; a part of it, it does not.
      fromTheRoot.add(new Subtree(start, end));
    }
    return fromTheRoot.reversed();
  }

  /** The greatest power of two below the number of leaves. */
  private static long split(long leaves) {
    return Long.highestOneBit(leaves - 1);
  }

  /** The perfect subtrees that it consists of, from the left, each smaller than the one before. */
  public List<Node> nodes() {
    List<Node> nodes = new ArrayList<>();
    long at = start;
    while (at < end) {
      int level = 63 - Long.numberOfLeadingZeros(end - at);
      nodes.add(new Node(level, at >>> level));
      at += 1L << level;
    }
    return nodes;
  }

  /**
   * The tree hash MTH(D[start:end]).
   *
   * @param hashes of {@link #nodes()}
   */
  static byte[] hash(List<byte[]> hashes) {
    byte[] hash = hashes.getLast();
    for (int i = hashes.size() - 2; i >= 0; i--) {
      hash = MerkleTree.nodeHash(hashes.get(i), hash);
    }
    return hash;
  }
}

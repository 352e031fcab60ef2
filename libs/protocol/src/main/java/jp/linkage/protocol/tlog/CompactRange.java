package jp.linkage.protocol.tlog;

import java.util.ArrayList;
import java.util.List;
import jp.linkage.protocol.crypto.Sha256;

/**
 * The few hashes that stand for the leaves {@code D[begin:end]}: the roots of the largest perfect
 * subtrees that the range consists of, at most two for each level. A tree grows on its compact
 * range without its leaves, and ranges that were hashed apart, on several cores, are put together.
 *
 * <p>Not safe for several threads.
 */
public final class CompactRange {
  /** Gets to know every node that a range completes. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * A node that will never change, leaves included, each after the nodes below it.
     *
     * @param hash 32 bytes, not to be changed
     */
    void completed(Node node, byte[] hash);
  }

  private static final Visitor NOBODY = (_, _) -> {};

  private final long begin;
  private long end;
  private final List<Node> nodes = new ArrayList<>();
  private final List<byte[]> hashes = new ArrayList<>();

  private CompactRange(long begin) {
    this.begin = begin;
    this.end = begin;
  }

  /** A range without leaves that will begin at this leaf. */
  public static CompactRange startingAt(long begin) {
    if (begin < 0) {
      throw new IllegalArgumentException("expected an index of a leaf, found " + begin);
    }
    return new CompactRange(begin);
  }

  /**
   * The range of a whole tree whose hashes were kept.
   *
   * @param size of the tree
   * @param hashes as {@link #hashes()} gave them: one for each bit that is set in size
   */
  public static CompactRange ofTree(long size, List<byte[]> hashes) {
    CompactRange range = startingAt(0);
    List<Node> nodes = size == 0 ? List.of() : new Subtree(0, size).nodes();
    if (nodes.size() != hashes.size()) {
      throw new IllegalArgumentException(
          "expected " + nodes.size() + " hashes for " + size + " leaves, found " + hashes.size());
    }
    for (int i = 0; i < nodes.size(); i++) {
      range.push(nodes.get(i), MerkleTree.requireHash(hashes.get(i)).clone(), NOBODY);
    }
    return range;
  }

  /** The first leaf. */
  public long begin() {
    return begin;
  }

  /** The leaf after the last one; the size of the tree when the range begins at 0. */
  public long end() {
    return end;
  }

  /** The hashes, from the left. */
  public List<byte[]> hashes() {
    return hashes.stream().map(byte[]::clone).toList();
  }

  /** Appends a leaf by its hash. */
  public void append(byte[] leafHash) {
    append(leafHash, NOBODY);
  }

  /** Appends a leaf by its hash, and tells the nodes that it completes. */
  public void append(byte[] leafHash, Visitor visitor) {
    push(new Node(0, end), MerkleTree.requireHash(leafHash).clone(), visitor);
  }

  /** Appends the range that begins where this one ends. */
  public void append(CompactRange next) {
    append(next, NOBODY);
  }

  /**
   * Appends the range that begins where this one ends, and tells its nodes and what they complete.
   */
  public void append(CompactRange next, Visitor visitor) {
    if (next.begin != end) {
      throw new IllegalArgumentException(
          "expected a range that begins at " + end + ", found one that begins at " + next.begin);
    }
    for (int i = 0; i < next.nodes.size(); i++) {
      push(next.nodes.get(i), next.hashes.get(i), visitor);
    }
  }

  private void push(Node pushed, byte[] pushedHash, Visitor visitor) {
    Node node = pushed;
    byte[] hash = pushedHash;
    visitor.completed(node, hash);
    end = node.start() + (1L << node.level());
    // The last node ends where this one starts: of the same level, it is the left sibling.
    while (!node.isLeft() && !nodes.isEmpty() && nodes.getLast().level() == node.level()) {
      nodes.removeLast();
      hash = MerkleTree.nodeHash(hashes.removeLast(), hash);
      node = node.parent();
      visitor.completed(node, hash);
    }
    nodes.add(node);
    hashes.add(hash);
  }

  /**
   * The root of the tree of the leaves; of none, SHA-256 of nothing.
   *
   * @throws IllegalStateException when the range does not begin at leaf 0
   */
  public byte[] root() {
    if (begin != 0) {
      throw new IllegalStateException("expected a range from leaf 0, found one from " + begin);
    }
    return hashes.isEmpty() ? Sha256.of() : Subtree.hash(hashes).clone();
  }
}

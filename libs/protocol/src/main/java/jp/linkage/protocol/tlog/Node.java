package jp.linkage.protocol.tlog;

/**
 * A node of the tree that no longer changes: the root of the perfect subtree over the leaves {@code
 * D[index · 2^level : (index + 1) · 2^level]}, in the notation of RFC 6962 §2.1.
 *
 * @param level 0 for leaves, at most 62
 * @param index within the level, from 0
 */
public record Node(int level, long index) {
  /** Checks that the subtree lies in a tree of fewer than 2^63 leaves. */
  public Node {
    if (level < 0 || level > 62 || index < 0 || index >= Long.MAX_VALUE >>> level) {
      throw new IllegalArgumentException(
          "expected a node of a tree of fewer than 2^63 leaves, found level "
              + level
              + " index "
              + index);
    }
  }

  /** The first leaf below the node. */
  public long start() {
    return index << level;
  }

  /** The node above. */
  Node parent() {
    return new Node(level + 1, index >>> 1);
  }

  /** Whether the node is the left one of its parent's two. */
  boolean isLeft() {
    return (index & 1) == 0;
  }
}

package jp.linkage.protocol.tlog;

import java.util.ArrayList;
import java.util.List;
import jp.linkage.protocol.crypto.Sha256;

/**
 * Roots and proofs of a log's trees, computed from hashes that are kept somewhere. What comes out
 * is worth as much as the source: a client that reads somebody else's tiles verifies it against a
 * signed root.
 *
 * <p>As safe for several threads as the source.
 */
public final class TreeReader {
  private final NodeSource source;

  /** Reads from this source. */
  public TreeReader(NodeSource source) {
    this.source = source;
  }

  /** The root of the tree of the first {@code size} leaves; of none, SHA-256 of nothing. */
  public byte[] root(long size) {
    return size == 0 ? Sha256.of() : hashes(List.of(new Subtree(0, size))).getFirst();
  }

  /**
   * PATH(index, D[size]) of RFC 6962 §2.1.1.
   *
   * @param index the leaf's, from 0 and below size
   * @return at most 63 hashes, from the leaf's sibling up
   */
  public List<byte[]> inclusionPath(long index, long size) {
    return hashes(Subtree.inclusionPath(index, size));
  }

  /**
   * PROOF(oldSize, D[newSize]) of RFC 6962 §2.1.2.
   *
   * @param oldSize from 1 to newSize
   * @return at most 64 hashes; none for equal sizes
   */
  public List<byte[]> consistencyProof(long oldSize, long newSize) {
    return hashes(Subtree.consistencyProof(oldSize, newSize));
  }

  private List<byte[]> hashes(List<Subtree> subtrees) {
    List<List<Node>> parts = subtrees.stream().map(Subtree::nodes).toList();
    List<byte[]> read = source.read(parts.stream().flatMap(List::stream).toList());
    List<byte[]> hashes = new ArrayList<>(parts.size());
    int at = 0;
    for (List<Node> part : parts) {
      hashes.add(Subtree.hash(read.subList(at, at + part.size())));
      at += part.size();
    }
    return hashes;
  }
}

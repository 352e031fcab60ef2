package jp.linkage.protocol.tlog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * RFC 6962 §2.1 as its definitions read, by recursion over D[from:to], with nothing of the library:
 * what the library is compared with. Hashes of subtrees are kept, or it would take too long.
 */
final class RecursiveTree {
  private final List<byte[]> entries = new ArrayList<>();
  private final Map<Long, byte[]> known = new HashMap<>();

  /** A tree whose entries are told apart by their content and their length. */
  static RecursiveTree ofSize(int size) {
    RecursiveTree tree = new RecursiveTree();
    for (int i = 0; i < size; i++) {
      byte[] entry = new byte[1 + i % 7];
      entry[0] = (byte) i;
      if (entry.length > 1) {
        entry[1] = (byte) (i >>> 8);
      } else {
        entry = new byte[] {(byte) i, (byte) (i >>> 8), 1};
      }
      tree.entries.add(entry);
    }
    return tree;
  }

  byte[] entry(int index) {
    return entries.get(index);
  }

  byte[] leafHash(int index) {
    return hash(new byte[] {0}, entries.get(index));
  }

  List<byte[]> leafHashes(int size) {
    List<byte[]> hashes = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      hashes.add(leafHash(i));
    }
    return hashes;
  }

  byte[] root(int size) {
    return mth(0, size);
  }

  // MTH(D[from:to])
  byte[] mth(int from, int to) {
    if (from == to) {
      return hash();
    }
    long key = (long) from << 32 | to;
    byte[] before = known.get(key);
    if (before != null) {
      return before;
    }
    byte[] hash;
    if (to - from == 1) {
      hash = leafHash(from);
    } else {
      int k = k(to - from);
      hash = hash(new byte[] {1}, mth(from, from + k), mth(from + k, to));
    }
    known.put(key, hash);
    return hash;
  }

  // PATH(m, D[from:to])
  List<byte[]> path(int m, int from, int to) {
    if (to - from == 1) {
      return new ArrayList<>();
    }
    int k = k(to - from);
    List<byte[]> path;
    if (m < k) {
      path = path(m, from, from + k);
      path.add(mth(from + k, to));
    } else {
      path = path(m - k, from + k, to);
      path.add(mth(from, from + k));
    }
    return path;
  }

  // PROOF(m, D[0:n])
  List<byte[]> proof(int m, int n) {
    return subproof(m, 0, n, true);
  }

  private List<byte[]> subproof(int m, int from, int to, boolean b) {
    if (m == to - from) {
      List<byte[]> proof = new ArrayList<>();
      if (!b) {
        proof.add(mth(from, to));
      }
      return proof;
    }
    int k = k(to - from);
    List<byte[]> proof;
    if (m <= k) {
      proof = subproof(m, from, from + k, b);
      proof.add(mth(from + k, to));
    } else {
      proof = subproof(m - k, from + k, to, false);
      proof.add(mth(from, from + k));
    }
    return proof;
  }

  // The largest power of two smaller than n.
  private static int k(int n) {
    int k = 1;
    while (k * 2 < n) {
      k *= 2;
    }
    return k;
  }

  private static byte[] hash(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

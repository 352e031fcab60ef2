package jp.linkage.protocol.tlog.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.Sha256;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.MerkleTree;

/**
 * The state of a log that its signature is about (C2SP tlog-checkpoint).
 *
 * @param origin the name of the log: one line, not empty
 * @param size the number of entries
 * @param root of the tree of that size, 32 bytes
 * @param extensions further lines; logs of Linkage have none
 */
public record Checkpoint(String origin, long size, Bytes root, List<String> extensions) {
  /** Checks the form. */
  public Checkpoint {
    extensions = List.copyOf(extensions);
    requireLine(origin);
    extensions.forEach(Checkpoint::requireLine);
    if (size < 0) {
      throw refused("a size, found " + size);
    }
    if (root.length() != MerkleTree.HASH_SIZE) {
      throw refused("a root of 32 bytes, found " + root.length());
    }
  }

  /** A checkpoint without extension lines. */
  public Checkpoint(String origin, long size, Bytes root) {
    this(origin, size, root, List.of());
  }

  private static void requireLine(String line) {
    if (line.isEmpty() || line.chars().anyMatch(c -> c < ' ')) {
      throw refused("lines that are not empty, without control characters");
    }
  }

  /**
   * Reads the text of a checkpoint's note.
   *
   * @throws ProtocolViolation when it has another form
   */
  public static Checkpoint parse(String text) {
    LineReader lines = new LineReader("checkpoint", text);
    String origin = lines.next("the log's origin");
    long size = lines.decimal("", "the size of the tree");
    Bytes root = lines.hash("the root hash");
    List<String> extensions = new ArrayList<>();
    while (!lines.atEnd()) {
      extensions.add(lines.next("an extension line"));
    }
    return new Checkpoint(origin, size, root, extensions);
  }

  /** The text of the note. */
  public String text() {
    return origin
        + "\n"
        + size
        + "\n"
        + StandardBase64.encode(root)
        + "\n"
        + extensions.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  /**
   * Verifies that this tree grew from an older one of the same log. Every tree grew from the empty
   * one; that needs no proof and proves nothing, as when a log is seen for the first time.
   *
   * @param older of the same origin, no larger
   * @param proof RFC 6962 §2.1.2; none for an older tree that is empty or of the same size
   * @throws ProtocolViolation when the proof does not show it
   */
  public void verifyGrownFrom(Checkpoint older, List<Bytes> proof) {
    if (!origin.equals(older.origin)) {
      throw refused("a checkpoint of " + older.origin + ", found one of " + origin);
    }
    Bytes ofNothing = Bytes.of(Sha256.of());
    if ((size == 0 && !root.equals(ofNothing))
        || (older.size == 0 && !older.root.equals(ofNothing))) {
      throw invalid("the root of no leaves for a tree of size 0");
    }
    if (older.size == 0) {
      if (!proof.isEmpty()) {
        throw invalid("no proof from an empty tree, found " + proof.size() + " hashes");
      }
      return;
    }
    MerkleTree.verifyConsistency(
        older.size,
        size,
        older.root.toArray(),
        root.toArray(),
        proof.stream().map(Bytes::toArray).toList());
  }

  private static ProtocolViolation refused(String expected) {
    return new ProtocolViolation(
        ProtocolViolation.Reason.MALFORMED_VALUE, "checkpoint: expected " + expected);
  }

  private static ProtocolViolation invalid(String expected) {
    return new ProtocolViolation(
        ProtocolViolation.Reason.INVALID_PATH, "checkpoint: expected " + expected);
  }
}

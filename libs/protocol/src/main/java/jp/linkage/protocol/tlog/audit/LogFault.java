package jp.linkage.protocol.tlog.audit;

import java.util.OptionalLong;

/**
 * What of a log is not as it must be.
 *
 * @param kind what it is
 * @param path of the resource that is wrong, below the log's prefix
 * @param leaf the index of the leaf that is wrong, or of the first one below a wrong hash; nothing
 *     when no single leaf can be named
 * @param reason what was expected and found
 */
public record LogFault(Kind kind, String path, OptionalLong leaf, String reason) {
  /** What can be wrong. */
  public enum Kind {
    /** The newest checkpoint is missing, malformed, or does not hold under the trusted policy. */
    CHECKPOINT,
    /** The log did not grow from the earlier checkpoint, or that one does not hold. */
    HISTORY,
    /** An entry is missing, cut off, or not the one that the tree holds. */
    ENTRY,
    /** A hash of a tile is missing or not the one of what is below it. */
    TILE,
    /** All tiles agree with the entries, but the root of the checkpoint does not. */
    ROOT
  }

  static LogFault atLeaf(Kind kind, String path, long leaf, String reason) {
    return new LogFault(kind, path, OptionalLong.of(leaf), reason);
  }

  static LogFault at(Kind kind, String path, String reason) {
    return new LogFault(kind, path, OptionalLong.empty(), reason);
  }

  /** One line for people. */
  public String line() {
    return path + (leaf.isPresent() ? ", leaf " + leaf.getAsLong() : "") + ": " + reason;
  }
}

package jp.linkage.protocol.tlog.audit;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jp.linkage.protocol.receipt.RecordType;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;

/**
 * What an audit of a log found.
 *
 * @param checkpoint the newest checkpoint, which holds under the trusted policy; nothing when it is
 *     what is wrong
 * @param witnesses the names, in the policy, of those whose cosignatures on it verify
 * @param start the first leaf that was read: 0, or the size of the earlier checkpoint
 * @param end the leaf after the last one that agrees with the log's tiles
 * @param tiles how many hash tiles were computed and compared
 * @param records how many records of each type the log signed, of the leaves that were read; types
 *     without any are left out
 * @param invalid how many leaves are no records of this log
 * @param firstInvalid the first of these, at most {@value #MAX_INVALID}
 * @param fault the first thing that is wrong, at which the audit ended; nothing when all agrees
 */
public record LogReport(
    Optional<SignedCheckpoint> checkpoint,
    Set<String> witnesses,
    long start,
    long end,
    long tiles,
    Map<RecordType, Long> records,
    long invalid,
    List<InvalidLeaf> firstInvalid,
    Optional<LogFault> fault) {
  /** How many invalid leaves are named. */
  public static final int MAX_INVALID = 100;

  /** Copies the collections. */
  public LogReport {
    witnesses = Set.copyOf(witnesses);
    Map<RecordType, Long> sorted = new EnumMap<>(RecordType.class);
    sorted.putAll(records);
    records = Collections.unmodifiableMap(sorted);
    firstInvalid = List.copyOf(firstInvalid);
  }

  /**
   * Whether the log is what it says: its entries make up its tiles, these its root, and that is
   * signed. Leaves that are no records do not change this; whoever relies on records looks at
   * {@link #invalid()} too.
   */
  public boolean holds() {
    return fault.isEmpty();
  }
}

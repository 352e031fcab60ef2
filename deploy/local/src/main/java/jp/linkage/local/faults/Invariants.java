package jp.linkage.local.faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.ReleaseRecord;
import jp.linkage.protocol.tlog.CompactRange;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.audit.RecordKeys;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;

/**
 * What must hold whatever broke, computed from nothing but the records of the topic.
 *
 * @param lost the answered exchanges without a RELEASE, signed by the log, below the signed size
 * @param inconsistent the sizes of signed checkpoints that are not of the records' tree
 * @param records how many there are
 * @param signedTwice how many are the same bytes as one before them
 * @param invalid how many are none of the log's
 */
record Invariants(
    List<String> lost, List<Long> inconsistent, int records, int signedTwice, int invalid) {
  /**
   * Checks I and II.
   *
   * @param records of the topic, from its beginning
   * @param keys with which the log signs
   * @param size of a checkpoint that holds
   * @param answered what the callers were told was answered
   * @param checkpoints that anybody has seen
   */
  static Invariants check(
      List<byte[]> records,
      RecordKeys keys,
      long size,
      Collection<String> answered,
      Collection<Checkpoint> checkpoints) {
    Set<String> released = new HashSet<>();
    Set<Bytes> seen = new HashSet<>();
    Map<Long, Bytes> roots = new HashMap<>();
    CompactRange tree = CompactRange.startingAt(0);
    roots.put(0L, Bytes.of(tree.root()));
    int invalid = 0;
    int twice = 0;
    Set<Long> wanted = new HashSet<>();
    checkpoints.forEach(checkpoint -> wanted.add(checkpoint.size()));
    for (int index = 0; index < records.size(); index++) {
      byte[] bytes = records.get(index);
      tree.append(MerkleTree.leafHash(bytes));
      if (wanted.contains(tree.end())) {
        roots.put(tree.end(), Bytes.of(tree.root()));
      }
      if (!seen.add(Bytes.of(bytes))) {
        twice++;
      }
      try {
        LogRecord record = LogRecord.parse(bytes);
        if (!keys.haveSigned(record, index)) {
          invalid++;
        } else if (record instanceof ReleaseRecord release && index < size) {
          released.add(release.exchangeId().toString());
        }
      } catch (InvalidMessage _) {
        invalid++;
      }
    }
    List<String> lost = new ArrayList<>(answered);
    lost.removeAll(released);
    List<Long> inconsistent =
        checkpoints.stream()
            .filter(checkpoint ->
                !checkpoint.root().equals(roots.getOrDefault(checkpoint.size(), Bytes.EMPTY)))
            .map(Checkpoint::size)
            .toList();
    return new Invariants(lost, inconsistent, records.size(), twice, invalid);
  }
}

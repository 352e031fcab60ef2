package jp.linkage.protocol.tlog.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.RecordType;

/**
 * Reads entries as records and verifies the log's signature on each, on all cores, as that is what
 * an audit spends its time with. Counts what it finds.
 */
final class RecordCount {
  /** What an entry is: a record of the log's, or, with a reason, none. */
  private record Verdict(Optional<LogRecord> record, String reason) {}

  private final String origin;
  private final RecordKeys keys;
  private final Leaves leaves;
  private final Map<RecordType, Long> records = new EnumMap<>(RecordType.class);
  private final List<InvalidLeaf> firstInvalid = new ArrayList<>();
  private long invalid;

  /**
   * @param leaves is shown what was read
   */
  RecordCount(String origin, RecordKeys keys, Leaves leaves) {
    this.origin = origin;
    this.keys = keys;
    this.leaves = leaves;
  }

  /** Counts entries that follow each other, the first one at this index. */
  void add(long start, List<byte[]> entries) throws IOException {
    List<Verdict> verdicts =
        IntStream.range(0, entries.size())
            .parallel()
            .mapToObj(i -> verdict(start + i, entries.get(i)))
            .toList();
    for (int i = 0; i < verdicts.size(); i++) {
      Verdict verdict = verdicts.get(i);
      long index = start + i;
      verdict
          .record()
          .ifPresentOrElse(
              record -> records.merge(record.type(), 1L, Long::sum),
              () -> invalid(index, verdict.reason()));
    }
    leaves.shown(start, entries, verdicts.stream().map(Verdict::record).toList());
  }

  private void invalid(long index, String reason) {
    invalid++;
    if (firstInvalid.size() < LogReport.MAX_INVALID) {
      firstInvalid.add(new InvalidLeaf(index, reason));
    }
  }

  private Verdict verdict(long index, byte[] entry) {
    try {
      LogRecord record = LogRecord.parse(entry);
      if (!record.log().equals(origin)) {
        return none("expected a record of this log");
      }
      return keys.haveSigned(record, index)
          ? new Verdict(Optional.of(record), "")
          : none("expected a record that the log signed");
    } catch (ProtocolViolation | IllegalArgumentException _) {
      // What is wrong with it may be told by its content, which is not ours to repeat.
      return none("expected a record");
    }
  }

  private static Verdict none(String reason) {
    return new Verdict(Optional.empty(), reason);
  }

  Map<RecordType, Long> records() {
    return records;
  }

  long invalid() {
    return invalid;
  }

  List<InvalidLeaf> firstInvalid() {
    return firstInvalid;
  }
}

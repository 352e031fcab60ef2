package jp.linkage.protocol.tlog.audit;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.receipt.LogRecord;

/**
 * Is shown the leaves of a log while it is audited, in order and each once, by one thread. What is
 * shown agrees with the tiles beside it; it is the log's only when the report holds at the end.
 */
@FunctionalInterface
public interface Leaves {
  /**
   * Leaves that follow each other.
   *
   * @param start the index of the first one
   * @param entries their bytes
   * @param records for each entry the record, empty where it is none of the log's
   * @throws IOException ends the audit
   */
  void shown(long start, List<byte[]> entries, List<Optional<LogRecord>> records)
      throws IOException;
}

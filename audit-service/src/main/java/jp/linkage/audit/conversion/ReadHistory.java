package jp.linkage.audit.conversion;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import jp.linkage.audit.append.AcknowledgedRecord;
import jp.linkage.audit.append.LogStateRows;
import jp.linkage.audit.append.LogUnavailable;
import jp.linkage.protocol.conversion.SubjectId;
import jp.linkage.protocol.message.LogExtract;
import jp.linkage.protocol.message.LogExtractEntry;

/** Reads a person's own entries, after the reading itself is in the log (protocol §4.9). */
@ApplicationScoped
class ReadHistory {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final HistoryRows rows;

  ReadHistory(HistoryRows rows) {
    this.rows = rows;
  }

  /**
   * The newest entries about a person that were in the log before the reading.
   *
   * @param view the acknowledged record of the reading
   * @throws LogUnavailable if the projection does not hold all of them in time: a history with gaps
   *     would be a false statement
   */
  LogExtract read(Connection connection, SubjectId lid, AcknowledgedRecord view)
      throws SQLException {
    awaitProjection(connection, view.offset());
    List<LogExtractEntry> entries =
        rows.find(connection, lid, view.offset(), LogExtract.MAX_RECORDS);
    LogExtract extract = new LogExtract(entries);
    while (extract.bytes().length > LogExtract.MAX_BYTES) {
      // long names of organisations: the oldest give way
      entries = entries.subList(0, entries.size() * 9 / 10);
      extract = new LogExtract(entries);
    }
    return extract;
  }

  private static void awaitProjection(Connection connection, long offset) throws SQLException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (LogStateRows.select(connection).map(LogStateRows.LogState::nextOffset).orElse(0L)
        < offset) {
      if (System.nanoTime() > deadline) {
        throw new LogUnavailable("the projection does not hold the log up to " + offset);
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LogUnavailable("interrupted", e);
      }
    }
  }
}

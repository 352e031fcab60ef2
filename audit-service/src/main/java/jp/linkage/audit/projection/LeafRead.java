package jp.linkage.audit.projection;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.RecordDetails;
import jp.linkage.protocol.receipt.ViewDetails;
import jp.linkage.protocol.receipt.ViewRecord;

/**
 * A leaf as the log is read.
 *
 * @param index its place
 * @param value the record's bytes
 * @param hash RFC 6962 §2.1: SHA-256(0x00 ‖ value)
 * @param loggedAt the broker's append time
 * @param content what it says
 */
public record LeafRead(long index, Bytes value, Bytes hash, Instant loggedAt, Content content) {
  /** The month of the broker's time, in UTC, by which the record's bytes are kept. */
  public YearMonth month() {
    return ArchivedMonths.month(loggedAt);
  }

  /** What a leaf says. */
  public sealed interface Content {}

  /** Not a record, or not one that the log's key signed. */
  public record Invalid() implements Content {}

  /**
   * A record of the log's.
   *
   * @param details empty where the record has none, or where the month's key is gone
   */
  public record Valid(LogRecord record, Optional<Details> details) implements Content {}

  /**
   * A query of an auditor's.
   *
   * @param details empty where the month's key is gone
   */
  public record Looked(ViewRecord record, Optional<ViewDetails> details) implements Content {}

  /** The opened details. */
  public record Details(Header header, RecordDetails details) {}
}

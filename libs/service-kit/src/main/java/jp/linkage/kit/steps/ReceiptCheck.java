package jp.linkage.kit.steps;

import java.time.Duration;
import java.time.Instant;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.manifest.ManifestAudit;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.LogReceipt;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.RecordType;
import jp.linkage.protocol.receipt.ReleaseRecord;

/**
 * Verifies the log's receipts (protocol §4.5, §4.6): signed by the log key of the manifest, receipt
 * and record, and about the exchange at hand. Whatever does not hold throws {@link
 * ProtocolViolation}.
 */
final class ReceiptCheck {
  /** How far two parties' clocks may be apart (protocol §4.1). */
  static final Duration SKEW = Duration.ofSeconds(60);

  private ReceiptCheck() {}

  /**
   * The receipt that has to be there before anything is converted.
   *
   * @param type the record that the exchange leaves; DENY where nobody was in the registry
   */
  static ExchangeRecord exchange(
      LogReceipt receipt, Header header, Bytes requestRoot, RecordType type, ManifestAudit audit) {
    if (!(verified(receipt, audit) instanceof ExchangeRecord record)) {
      throw refused("the receipt of a record of " + type);
    }
    if (record.type() != type
        || !record.exchangeId().equals(header.exchangeId())
        || !record.requestRoot().equals(requestRoot)) {
      throw refused("a receipt of " + type + " about this exchange and this request root");
    }
    // §4.1: requestedAt within 60 s of the log's clock
    if (apart(header.requestedAt(), receipt.time()).compareTo(SKEW) > 0) {
      throw refused("a receipt within 60 s of requestedAt");
    }
    return record;
  }

  /** The receipt that has to be there before an answer is opened. */
  static ReleaseRecord release(
      LogReceipt receipt, ExchangeId exchangeId, Bytes requestRoot, ManifestAudit audit) {
    if (!(verified(receipt, audit) instanceof ReleaseRecord record)) {
      throw refused("the receipt of a record of RELEASE");
    }
    if (!record.exchangeId().equals(exchangeId) || !record.requestRoot().equals(requestRoot)) {
      throw refused("a receipt of RELEASE about this exchange and this request root");
    }
    return record;
  }

  static void requireEqual(Bytes found, Bytes expected, String what) {
    if (!found.equals(expected)) {
      throw refused(what);
    }
  }

  static ProtocolViolation refused(String expected) {
    return new ProtocolViolation(Reason.MALFORMED_VALUE, "expected " + expected);
  }

  private static LogRecord verified(LogReceipt receipt, ManifestAudit audit) {
    LogRecord record;
    try {
      record = receipt.verify(audit.logKey());
    } catch (InvalidMessage e) {
      throw refused("a record as leaf; " + e.getMessage());
    }
    if (!record.log().equals(audit.logOrigin())) {
      throw refused("a record of the log " + audit.logOrigin());
    }
    return record;
  }

  private static Duration apart(Instant one, Instant other) {
    return Duration.between(one, other).abs();
  }
}

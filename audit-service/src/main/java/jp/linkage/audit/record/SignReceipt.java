package jp.linkage.audit.record;

import jakarta.enterprise.context.ApplicationScoped;
import jp.linkage.audit.append.AcknowledgedRecord;
import jp.linkage.audit.config.AuditKeys;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.receipt.LogReceipt;

/** Signs the log's promise for a record that is in it. */
@ApplicationScoped
public class SignReceipt {
  private final AuditKeys keys;

  SignReceipt(AuditKeys keys) {
    this.keys = keys;
  }

  /**
   * The receipt (protocol §4.5).
   *
   * @param outputDigest what the service returns for the record, 32 octets
   */
  public LogReceipt sign(AcknowledgedRecord record, Bytes outputDigest) {
    return LogReceipt.sign(
        Bytes.of(record.leaf()),
        record.topicId(),
        record.offset(),
        record.time(),
        outputDigest,
        keys.logKey());
  }
}

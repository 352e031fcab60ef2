package jp.linkage.audit.period;

import java.util.UUID;
import jp.linkage.protocol.crypto.Aead;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.RecordDetails;
import jp.linkage.protocol.receipt.RecordType;
import jp.linkage.protocol.receipt.ReleaseRecord;
import jp.linkage.protocol.receipt.ViewDetails;
import jp.linkage.protocol.receipt.ViewRecord;

/**
 * The key of one month, under which the details of a record are sealed and bound to the record's
 * type and exchange (protocol §4.6).
 */
public final class PeriodKey {
  private final String period;
  private final Aead aead;

  PeriodKey(String period, Aead aead) {
    this.period = period;
    this.aead = aead;
  }

  /** The month, {@code YYYY-MM}, in UTC. */
  public String period() {
    return period;
  }

  /** The record's member {@code enc}. */
  public Bytes seal(RecordType type, ExchangeId exchange, RecordDetails details) {
    return details.seal(aead, type, exchange);
  }

  /**
   * Opens what a record sealed, and checks that it opens the record's commitments.
   *
   * @throws jp.linkage.protocol.crypto.ProtocolViolation if it was not sealed for this record
   * @throws jp.linkage.protocol.json.InvalidMessage if what was sealed are not details
   */
  public RecordDetails open(ExchangeRecord record) {
    return RecordDetails.open(aead, record);
  }

  /** The member {@code enc} of an auditor's VIEW. */
  public Bytes seal(UUID viewId, ViewDetails details) {
    return details.seal(aead, viewId);
  }

  /** As {@link #open(ExchangeRecord)} for an auditor's VIEW. */
  public ViewDetails open(ViewRecord record) {
    return ViewDetails.open(aead, record);
  }

  /** The same for a release. */
  public RecordDetails open(ReleaseRecord record) {
    return RecordDetails.open(aead, record);
  }
}

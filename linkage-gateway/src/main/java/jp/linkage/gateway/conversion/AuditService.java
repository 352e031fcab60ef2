package jp.linkage.gateway.conversion;

import jp.linkage.gateway.party.PartyReply;
import jp.linkage.protocol.manifest.ManifestAudit;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.ConversionResponse;
import jp.linkage.protocol.message.DenialNotice;
import jp.linkage.protocol.message.ReleaseRequest;
import jp.linkage.protocol.receipt.LogReceipt;

/**
 * The audit-service: nothing is converted and nothing is handed over before it has a durable record
 * (protocol §5.1). Every message may be sent again; it answers what it answered before.
 */
public interface AuditService {
  /** M2: records the request, then lends its share. The receipt is not verified yet. */
  PartyReply<ConversionResponse> convert(ManifestAudit audit, ConversionRequest request);

  /** Records that B answered, so that the answer may be handed over. Receipt not verified yet. */
  PartyReply<LogReceipt> release(ManifestAudit audit, ReleaseRequest request);

  /** Records that the gateway denied an exchange. */
  PartyReply<LogReceipt> deny(ManifestAudit audit, DenialNotice notice);
}

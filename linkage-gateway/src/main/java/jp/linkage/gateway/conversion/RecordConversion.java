package jp.linkage.gateway.conversion;

import jakarta.enterprise.context.ApplicationScoped;
import jp.linkage.gateway.party.Failure;
import jp.linkage.gateway.party.PartyReply;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.ConversionResponse;
import jp.linkage.protocol.problem.Stage;
import org.jboss.logging.Logger;

/**
 * M2: has the audit-service record the exchange and lend its share, and believes only a receipt
 * that verifies (protocol §4.4, §4.5).
 */
@ApplicationScoped
public class RecordConversion {
  private static final Logger LOG = Logger.getLogger(RecordConversion.class);

  private final AuditService audit;

  RecordConversion(AuditService audit) {
    this.audit = audit;
  }

  /**
   * Records and converts; or has the audit-service repeat what it did for this exchange before.
   *
   * @param requestRoot root of the request
   * @param manifest the manifest that the header names
   */
  public PartyReply<ConversionResponse> record(
      ConversionRequest request, Bytes requestRoot, Manifest manifest) {
    return switch (audit.convert(manifest.audit(), request)) {
      case PartyReply.Failed<ConversionResponse> failed -> failed;
      case PartyReply.Done<ConversionResponse> done -> {
        try {
          CheckReceipts.requireRecorded(done.answer(), request, requestRoot, manifest.audit());
          yield done;
        } catch (ProtocolViolation | InvalidMessage e) {
          LOG.warnf(
              "exchange %s: the audit-service's receipt does not hold: %s",
              request.header().exchangeId(), e.getMessage());
          yield new PartyReply.Failed<>(Failure.refused(Stage.AUDIT));
        }
      }
    };
  }
}

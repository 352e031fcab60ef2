package jp.linkage.gateway.conversion;

import jakarta.enterprise.context.ApplicationScoped;
import jp.linkage.gateway.party.Failure;
import jp.linkage.gateway.party.PartyReply;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.message.ReleaseRequest;
import jp.linkage.protocol.problem.Stage;
import jp.linkage.protocol.receipt.LogReceipt;
import org.jboss.logging.Logger;

/**
 * Has the audit-service record that B answered. Only the verified receipt frees the answer
 * (protocol §4.8, §5.1).
 */
@ApplicationScoped
public class ReleaseAnswer {
  private static final Logger LOG = Logger.getLogger(ReleaseAnswer.class);

  private final AuditService audit;

  ReleaseAnswer(AuditService audit) {
    this.audit = audit;
  }

  /**
   * Records the release; or has the audit-service repeat its receipt.
   *
   * @param requestRoot root of the request that was answered
   * @param manifest the manifest that the header names
   */
  public PartyReply<LogReceipt> release(
      ReleaseRequest request, Bytes requestRoot, Manifest manifest) {
    return switch (audit.release(manifest.audit(), request)) {
      case PartyReply.Failed<LogReceipt> failed -> failed;
      case PartyReply.Done<LogReceipt> done -> {
        try {
          CheckReceipts.requireReleased(done.answer(), request, requestRoot, manifest.audit());
          yield done;
        } catch (ProtocolViolation | InvalidMessage e) {
          LOG.warnf(
              "exchange %s: the receipt of the release does not hold: %s",
              request.header().exchangeId(), e.getMessage());
          yield new PartyReply.Failed<>(Failure.refused(Stage.AUDIT));
        }
      }
    };
  }
}

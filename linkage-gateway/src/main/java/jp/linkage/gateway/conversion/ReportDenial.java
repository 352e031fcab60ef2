package jp.linkage.gateway.conversion;

import jakarta.enterprise.context.ApplicationScoped;
import jp.linkage.gateway.party.PartyReply;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.message.DenialNotice;
import jp.linkage.protocol.receipt.LogReceipt;
import org.jboss.logging.Logger;

/** Has the audit-service record a denial by the gateway (protocol §4.3). */
@ApplicationScoped
public class ReportDenial {
  private static final Logger LOG = Logger.getLogger(ReportDenial.class);

  private final AuditService audit;

  ReportDenial(AuditService audit) {
    this.audit = audit;
  }

  /**
   * Reports. A denial stays one even when it cannot be recorded: then only the local log tells, and
   * the report goes out again when the agency repeats the request.
   */
  public void report(DenialNotice notice, Manifest manifest) {
    switch (audit.deny(manifest.audit(), notice)) {
      case PartyReply.Done<LogReceipt> _ ->
          LOG.infof("exchange %s: denied and recorded", notice.header().exchangeId());
      case PartyReply.Failed<LogReceipt> failed ->
          LOG.warnf(
              "exchange %s: denied, but not recorded (%s): %s",
              notice.header().exchangeId(), failed.failure().type().slug(), notice.reason());
    }
  }
}

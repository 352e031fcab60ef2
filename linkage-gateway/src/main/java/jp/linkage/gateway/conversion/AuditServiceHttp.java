package jp.linkage.gateway.conversion;

import jakarta.enterprise.context.ApplicationScoped;
import jp.linkage.gateway.config.GatewayConfig;
import jp.linkage.gateway.party.PartyHttp;
import jp.linkage.gateway.party.PartyReply;
import jp.linkage.kit.http.LinkageHttp;
import jp.linkage.protocol.manifest.ManifestAudit;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.ConversionResponse;
import jp.linkage.protocol.message.DenialNotice;
import jp.linkage.protocol.message.Limits;
import jp.linkage.protocol.message.ReleaseRequest;
import jp.linkage.protocol.message.ReleaseResponse;
import jp.linkage.protocol.problem.Stage;
import jp.linkage.protocol.receipt.LogReceipt;

/** The audit-service at the endpoint that the manifest names. */
@ApplicationScoped
class AuditServiceHttp implements AuditService {
  private static final int RECEIPT_BYTES = LogReceipt.MAX_BYTES + 1024;

  private final PartyHttp http;

  AuditServiceHttp(LinkageHttp http, GatewayConfig config) {
    this.http = new PartyHttp(http, Stage.AUDIT, config.audit(), config.retryAfter());
  }

  @Override
  public PartyReply<ConversionResponse> convert(ManifestAudit audit, ConversionRequest request) {
    return http.post(
        audit.endpoint(),
        "/linkage/v1/conversions",
        request,
        request.items().size(),
        Limits.CONVERSION_RESPONSE,
        body -> ConversionResponse.parse(body, request.header()));
  }

  @Override
  public PartyReply<LogReceipt> release(ManifestAudit audit, ReleaseRequest request) {
    return http.post(
        audit.endpoint(),
        "/linkage/v1/releases",
        request,
        1,
        RECEIPT_BYTES,
        body -> ReleaseResponse.parse(body).receipt());
  }

  @Override
  public PartyReply<LogReceipt> deny(ManifestAudit audit, DenialNotice notice) {
    return http.post(
        audit.endpoint(),
        "/linkage/v1/denials",
        notice,
        1,
        RECEIPT_BYTES,
        body -> ReleaseResponse.parse(body).receipt());
  }
}

package jp.linkage.audit.denial;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import jp.linkage.audit.exchange.ExchangeProblems;
import jp.linkage.audit.manifest.LoggedManifests;
import jp.linkage.audit.manifest.Signatures;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.message.DenialNotice;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Denials that the gateway reports (protocol §4.3). */
@Path("/linkage/v1/denials")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Protocol", description = "Messages of the linkage protocol, from the gateway.")
public class DenialResource {
  private final LoggedManifests manifests;
  private final Signatures signatures;
  private final RecordDenial recordDenial;

  DenialResource(LoggedManifests manifests, Signatures signatures, RecordDenial recordDenial) {
    this.manifests = manifests;
    this.signatures = signatures;
    this.recordDenial = recordDenial;
  }

  /** Appends DENY. */
  @POST
  @Operation(
      summary = "Report a denial",
      description =
          "The gateway refused a signed request by the table or by the check of its header. The"
              + " same request is recorded once, and answered with the same bytes.")
  @APIResponse(responseCode = "200", description = "`{\"receipt\": LogReceipt}`")
  @APIResponse(responseCode = "403", description = "`exchange-refused`: the request is not signed.")
  @APIResponse(responseCode = "429", description = "`quota-exceeded`")
  @APIResponse(responseCode = "503", description = "`audit-unavailable`")
  public byte[] deny(byte[] body) {
    DenialNotice notice = DenialNotice.parse(body);
    Instant now = Instant.now();
    ExchangeProblems.requireNotExpired(notice.header(), now);
    return ExchangeProblems.available(
            () -> {
              Manifest manifest = manifests.of(notice.header()).manifest();
              signatures.requireRequest(
                  notice.assertion(), notice.header(), notice.requestRoot(), manifest, now);
              return recordDenial.record(notice, manifest, now);
            })
        .toArray();
  }
}

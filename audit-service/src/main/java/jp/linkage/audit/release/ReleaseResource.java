package jp.linkage.audit.release;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import jp.linkage.audit.exchange.ExchangeProblems;
import jp.linkage.protocol.message.ReleaseRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Releases of answers (protocol §4.8). */
@Path("/linkage/v1/releases")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Protocol")
public class ReleaseResource {
  private final ReleaseAnswer releaseAnswer;

  ReleaseResource(ReleaseAnswer releaseAnswer) {
    this.releaseAnswer = releaseAnswer;
  }

  /** Appends RELEASE. */
  @POST
  @Operation(
      summary = "Release an answer",
      description =
          "Records what the answering agency signed, before the gateway hands it over. The same"
              + " release is recorded once, and answered with the same bytes.")
  @APIResponse(responseCode = "200", description = "`{\"receipt\": LogReceipt}`")
  @APIResponse(
      responseCode = "403",
      description = "`exchange-refused`: not signed by the asked agency, or no such REQUEST.")
  @APIResponse(
      responseCode = "409",
      description = "`exchange-id-conflict`: other answers were released; `manifest-mismatch`")
  @APIResponse(responseCode = "410", description = "`exchange-expired`")
  @APIResponse(responseCode = "503", description = "`audit-unavailable`")
  public byte[] release(byte[] body) {
    ReleaseRequest request = ReleaseRequest.parse(body);
    return ExchangeProblems.available(() -> releaseAnswer.release(request, Instant.now()))
        .toArray();
  }
}

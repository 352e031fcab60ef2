package jp.linkage.audit.conversion;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import jp.linkage.audit.exchange.ExchangeProblems;
import jp.linkage.protocol.message.ConversionRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** M2 of every exchange (protocol §4.4). */
@Path("/linkage/v1/conversions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Protocol")
public class ConversionResource {
  private final ConvertExchange convertExchange;

  ConversionResource(ConvertExchange convertExchange) {
    this.convertExchange = convertExchange;
  }

  /** Records an exchange and lends the share. */
  @POST
  @Operation(
      summary = "Record and convert",
      description =
          "Checks an exchange independently of the gateway, appends its record, and only after the"
              + " log's acknowledgement lends this service's share. The same request is answered"
              + " with the same bytes until it expires.")
  @APIResponse(responseCode = "200", description = "`{\"items\": […], \"receipt\": LogReceipt}`")
  @APIResponse(responseCode = "400", description = "`invalid-message`, `clock-skew`")
  @APIResponse(responseCode = "403", description = "`exchange-refused`, `not-permitted`")
  @APIResponse(responseCode = "409", description = "`exchange-id-conflict`, `manifest-mismatch`")
  @APIResponse(responseCode = "410", description = "`exchange-expired`")
  @APIResponse(responseCode = "429", description = "`quota-exceeded`")
  @APIResponse(responseCode = "503", description = "`audit-unavailable`")
  public byte[] convert(byte[] body) {
    ConversionRequest request = ConversionRequest.parse(body);
    return ExchangeProblems.available(() -> convertExchange.convert(request, Instant.now()))
        .toArray();
  }
}

package jp.linkage.gateway.inquiry;

import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jp.linkage.gateway.party.Failure;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.kit.problem.ProblemResponses;
import jp.linkage.protocol.message.ExchangeRequest;
import jp.linkage.protocol.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** M1 (protocol §4.2). The asking agency shows who it is with σ_A in the body. */
@Path("/linkage/v1/exchanges")
@Tag(name = "protocol", description = "Between agencies and brokers: docs/spec/protocol.md")
public class ExchangeResource {
  private final BrokerExchange brokerExchange;
  private final ProblemResponses problems;

  ExchangeResource(BrokerExchange brokerExchange, ProblemResponses problems) {
    this.brokerExchange = brokerExchange;
    this.problems = problems;
  }

  /** Brokers an exchange, or resumes it. */
  @POST
  @PermitAll
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "exchange",
      summary = "M1: ask an agency, enrol, register, or read the log",
      description =
          "The same exchange id with the same items is resumed, under a fresh assertion, and gets the"
              + " same bytes.")
  @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
  @APIResponse(
      responseCode = "200",
      description =
          "CONVERT: the released answers (§4.8); ENROL: M3 (§4.7); REGISTER, READLOG: the"
              + " audit-service's answer (§4.4)",
      content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
  public byte[] exchange(byte[] m1, @Context RoutingContext call) {
    return switch (brokerExchange.broker(ExchangeRequest.parse(m1))) {
      case ExchangeOutcome.Answered answered -> answered.response().toArray();
      case ExchangeOutcome.Stopped stopped -> throw problem(stopped.failure(), call);
    };
  }

  private ProblemException problem(Failure failure, RoutingContext call) {
    Problem own = problems.problem(failure.type(), failure.detail(), call);
    return ProblemException.passOn(
        new Problem(
            failure.type(), failure.stage(), failure.detail(), own.instance(), own.traceId()),
        failure.retryAfter());
  }
}

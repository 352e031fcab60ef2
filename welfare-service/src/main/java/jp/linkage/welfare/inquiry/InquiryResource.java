package jp.linkage.welfare.inquiry;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jp.linkage.kit.exchange.InquiryOutcome;
import jp.linkage.kit.staff.CurrentStaff;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.problem.Problem;
import jp.linkage.welfare.request.Parameters;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Inquiries that a caseworker sends outside an application. */
@Path("/v1/inquiries")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(StaffRole.CASEWORKER)
@Tag(name = "Inquiries", description = "情報照会")
public class InquiryResource {
  static final String EXAMPLE =
      """
      {"provider":"aoba-tax","itemNumber":"144","affair":"disability-support-benefits","procedure":"1",
       "information":["municipal-tax"],"subjectRelation":"applicant","caseReference":"2026/0042",
       "subjects":[{"addresseeNumber":"W-0001","parameters":{"fiscalYear":"2026"}}]}\
      """;

  static final String ANSWER =
      """
      {"exchangeId":"019ac3d4-0000-7000-8000-000000000002","status":"answered",
       "subjects":[{"addresseeNumber":"W-0001","outcome":"provided",
                    "information":{"municipal-tax":{"fiscalYear":2026,"taxStatus":"exempt"}}}],
       "log":{"topicId":"00000000-0000-4000-8000-000000000000","requestOffset":41,
              "requestedAt":"2026-11-23T05:00:00.500Z","releaseOffset":42,
              "releasedAt":"2026-11-23T05:00:00.700Z"}}\
      """;

  private final Exchanges exchanges;
  private final String organisation;
  private final CurrentStaff staff;

  InquiryResource(
      Exchanges exchanges,
      CurrentStaff staff,
      @ConfigProperty(name = "linkage.agency.organisation") String organisation) {
    this.exchanges = exchanges;
    this.staff = staff;
    this.organisation = organisation;
  }

  /** Asks another agency. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Ask another agency",
      description =
          "One exchange about 1 to 500 persons, recorded in the log before anybody is asked. Every"
              + " call is a new exchange; to repeat one that broke off, resume it.")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = InquiryRequest.class),
              examples = @ExampleObject(name = "municipal tax", value = EXAMPLE)))
  @APIResponse(
      responseCode = "200",
      description = "What the provider said about each person",
      content =
          @Content(
              schema = @Schema(implementation = InquiryAnswerView.class),
              examples = @ExampleObject(name = "provided", value = ANSWER)))
  @APIResponse(
      responseCode = "403",
      description = "Refused; the member `exchangeId` names the exchange, whose refusal is logged")
  @APIResponse(
      responseCode = "503",
      description = "Not answered; resume the exchange of member `exchangeId` after `Retry-After`")
  public Response ask(byte[] body) {
    return response(
        exchanges.ask(ExchangeId.next(), ReadInquiry.read(body, organisation, staff.pseudonym())));
  }

  /** Takes an exchange up again. */
  @POST
  @Path("/{exchangeId}/resume")
  @Operation(
      summary = "Take an exchange up again",
      description =
          "After an outage, when an answer was deferred, or when it got lost on its way here. The same"
              + " exchange, under the same id, until its validity ends.")
  @APIResponse(
      responseCode = "200",
      description = "What the provider said about each person",
      content =
          @Content(
              schema = @Schema(implementation = InquiryAnswerView.class),
              examples = @ExampleObject(name = "provided", value = ANSWER)))
  @APIResponse(responseCode = "404", description = "This agency started no such exchange")
  @APIResponse(responseCode = "410", description = "Its validity has ended; ask anew")
  public Response resume(@PathParam("exchangeId") String exchangeId) {
    return response(
        exchanges.resume(
            Parameters.optional("exchangeId", exchangeId, ExchangeId::parse).orElseThrow()));
  }

  private static Response response(InquiryOutcome outcome) {
    return switch (outcome) {
      case InquiryOutcome.Answered answered -> ok(InquiryAnswerView.of(answered));
      case InquiryOutcome.NobodyToAskAbout nobody -> ok(InquiryAnswerView.of(nobody));
      case InquiryOutcome.Denied denied ->
          problem(denied.exchangeId(), denied.problem(), Optional.empty());
      case InquiryOutcome.Unavailable down ->
          problem(down.exchangeId(), down.problem(), Optional.of(down.retryAfter()));
      case InquiryOutcome.Lapsed lapsed ->
          problem(lapsed.exchangeId(), lapsed.problem(), Optional.empty());
    };
  }

  private static Response ok(InquiryAnswerView view) {
    return Response.ok(view).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }

  /** The problem as it came, with the exchange's id as an extension member (RFC 9457 §3.2). */
  private static Response problem(
      ExchangeId exchangeId, Problem problem, Optional<Duration> retryAfter) {
    Map<String, Object> document = new TreeMap<>(StoredJson.of(problem));
    document.put("exchangeId", exchangeId.toString());
    Response.ResponseBuilder response =
        Response.status(problem.type().status())
            .type(Problem.MEDIA_TYPE)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .entity(document);
    retryAfter.ifPresent(
        wait -> response.header(HttpHeaders.RETRY_AFTER, Math.max(1, wait.toSeconds())));
    return response.build();
  }
}

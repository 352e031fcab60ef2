package jp.linkage.audit.retention;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.linkage.audit.retention.HoldBody.Asked;
import jp.linkage.audit.retention.HoldRows.Placing;
import jp.linkage.audit.view.ReasonHeader;
import jp.linkage.audit.view.RecordView;
import jp.linkage.audit.view.Viewed;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.WireInstant;
import jp.linkage.protocol.json.WireUuid;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.receipt.ViewReason;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Legal holds. */
@Path("/v1/holds")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(StaffRole.AUDITOR)
@Tag(name = "Retention", description = "保存期間と保全。How long records can be opened; holds.")
public class HoldResource {
  private final RecordView recordView;
  private final HoldRows rows;
  private final Clock clock;

  HoldResource(RecordView recordView, HoldRows rows, Clock clock) {
    this.recordView = recordView;
    this.rows = rows;
    this.clock = clock;
  }

  /** Places a hold. */
  @POST
  @Operation(
      summary = "Place a hold",
      description =
          "On an exchange, a case of an auditor's, or a month. What it covers can be opened until"
              + " it is released, however old it is. The reason is in the log, and stands with"
              + " the hold.")
  @APIResponse(responseCode = "201", description = "It stands.")
  @APIResponse(
      responseCode = "400",
      description = "No reason, no case reference, or not exactly one thing to hold.")
  @APIResponse(responseCode = "403", description = "Not an auditor of all agencies.")
  @APIResponse(responseCode = "404", description = "No such exchange, case or month.")
  @APIResponse(
      responseCode = "409",
      description = "`conflict`: what it would cover was destroyed before.")
  @APIResponse(responseCode = "503", description = "`audit-unavailable`: no log, no hold.")
  public Response place(
      @HeaderParam(ReasonHeader.NAME)
          @Parameter(required = true, description = ReasonHeader.DESCRIPTION)
          @Nullable String reason,
      @Nullable HoldBody body) {
    if (body == null) {
      throw new InvalidMessage("$", "an object with what shall be held and caseReference");
    }
    Asked asked = body.asked();
    ViewReason why = ReasonHeader.parse(reason);
    Viewed view =
        recordView.record(
            reason,
            "place-hold",
            Map.of(
                asked.target().name(),
                asked.target().value(),
                "caseReference",
                asked.reference().value()));
    return switch (rows.place(view, asked.target(), asked.reference(), why, now())) {
      case Placing.Placed(LegalHold hold) ->
          Response.created(URI.create("/v1/holds/" + hold.holdId()))
              .entity(new HoldPage(List.of(hold), view.logged()))
              .build();
      case Placing.NothingThere() -> throw new NotFoundException();
      case Placing.TooLate() ->
          throw new ProblemException(
              ProblemType.CONFLICT, "What the hold would cover was destroyed before.");
    };
  }

  /** All holds. */
  @GET
  @Operation(
      summary = "Holds",
      description =
          "The newest first, also released ones; those are forgotten with the month in which they"
              + " were released.")
  @APIResponse(responseCode = "200", description = "The newest 1,000.")
  @APIResponse(responseCode = "400", description = "No reason.")
  @APIResponse(responseCode = "403", description = "Not an auditor of all agencies.")
  @APIResponse(responseCode = "503", description = "`audit-unavailable`: no log, no look.")
  public HoldPage all(
      @HeaderParam(ReasonHeader.NAME)
          @Parameter(required = true, description = ReasonHeader.DESCRIPTION)
          @Nullable String reason) {
    Viewed view = recordView.record(reason, "list-holds", Map.of());
    return new HoldPage(rows.all(view), view.logged());
  }

  /** Releases a hold. */
  @DELETE
  @Path("{holdId}")
  @Operation(
      summary = "Release a hold",
      description =
          "What is due and covered by no other hold is destroyed soon, by the next run of the job.")
  @APIResponse(responseCode = "200", description = "Released; the reason is in the log.")
  @APIResponse(responseCode = "400", description = "No reason.")
  @APIResponse(responseCode = "403", description = "Not an auditor of all agencies.")
  @APIResponse(responseCode = "404", description = "None that stands.")
  @APIResponse(responseCode = "503", description = "`audit-unavailable`: it still stands.")
  public HoldPage release(
      @HeaderParam(ReasonHeader.NAME)
          @Parameter(required = true, description = ReasonHeader.DESCRIPTION)
          @Nullable String reason,
      @PathParam("holdId") String holdId) {
    UUID id = id(holdId);
    Viewed view = recordView.record(reason, "release-hold", Map.of("hold", id.toString()));
    return new HoldPage(
        List.of(rows.release(view, id, now()).orElseThrow(NotFoundException::new)), view.logged());
  }

  private Instant now() {
    return WireInstant.millis(clock.instant());
  }

  private static UUID id(String text) {
    try {
      return WireUuid.parse(text);
    } catch (InvalidMessage e) {
      throw new NotFoundException(e);
    }
  }
}

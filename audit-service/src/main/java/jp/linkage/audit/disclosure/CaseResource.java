package jp.linkage.audit.disclosure;

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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.audit.view.ReasonHeader;
import jp.linkage.audit.view.RecordView;
import jp.linkage.audit.view.Viewed;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.WireInstant;
import jp.linkage.protocol.json.WireUuid;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** An auditor's own cases. */
@Path("/v1/cases")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({StaffRole.AUDITOR, StaffRole.AGENCY_AUDITOR})
@Tag(name = "Cases", description = "監査事案。Cases in which an office opens persons to an auditor.")
public class CaseResource {
  private final RecordView recordView;
  private final CaseRows rows;
  private final CaseConfig config;
  private final Clock clock;

  CaseResource(RecordView recordView, CaseRows rows, CaseConfig config, Clock clock) {
    this.recordView = recordView;
    this.rows = rows;
    this.config = config;
    this.clock = clock;
  }

  /** How long the case shall be open. */
  @Schema(name = "CaseToOpen")
  record CaseBody(
      @Schema(description = "Days until it ends; 30 unless told.") @Nullable Integer days) {}

  /** Opens a case. */
  @POST
  @Operation(
      summary = "Open a case",
      description =
          "Give the answer's `reference` to the disclosure office. When it reads a person's log"
              + " (READLOG) under this reference, the case holds a handle for that person.")
  @APIResponse(responseCode = "201", description = "Open; the reason is in the log.")
  @APIResponse(responseCode = "400", description = "No reason, or another number of days.")
  @APIResponse(responseCode = "503", description = "`audit-unavailable`: no log, no case.")
  public Response open(
      @HeaderParam(ReasonHeader.NAME)
          @Parameter(required = true, description = ReasonHeader.DESCRIPTION)
          @Nullable String reason,
      @Nullable CaseBody body) {
    int days = days(body);
    Viewed view = recordView.record(reason, "open-case", Map.of("days", String.valueOf(days)));
    Instant now = WireInstant.millis(clock.instant());
    UUID id = rows.open(view, now, now.plus(Duration.ofDays(days)));
    return Response.created(URI.create("/v1/cases/" + id))
        .entity(new CasePage(rows.find(view, Optional.of(id)), view.logged()))
        .build();
  }

  private int days(@Nullable CaseBody body) {
    Integer days = body == null ? null : body.days();
    if (days == null) {
      return config.days();
    }
    if (days < 1 || days > config.maxDays()) {
      throw new InvalidMessage("$.days", "1 to " + config.maxDays());
    }
    return days;
  }

  /** The caller's cases. */
  @GET
  @Operation(summary = "Own cases", description = "The newest first, with whom offices opened.")
  @APIResponse(responseCode = "200", description = "The newest 500.")
  @APIResponse(responseCode = "400", description = "No reason.")
  @APIResponse(responseCode = "503", description = "`audit-unavailable`: no log, no look.")
  public CasePage all(
      @HeaderParam(ReasonHeader.NAME)
          @Parameter(required = true, description = ReasonHeader.DESCRIPTION)
          @Nullable String reason) {
    Viewed view = recordView.record(reason, "list-cases", Map.of());
    return new CasePage(rows.find(view, Optional.empty()), view.logged());
  }

  /** One case. */
  @GET
  @Path("{caseId}")
  @Operation(summary = "An own case", description = "With whom offices opened in it.")
  @APIResponse(responseCode = "200", description = "The case.")
  @APIResponse(responseCode = "400", description = "No reason.")
  @APIResponse(responseCode = "404", description = "None, or another auditor's.")
  @APIResponse(responseCode = "503", description = "`audit-unavailable`: no log, no look.")
  public CasePage one(
      @HeaderParam(ReasonHeader.NAME)
          @Parameter(required = true, description = ReasonHeader.DESCRIPTION)
          @Nullable String reason,
      @PathParam("caseId") String caseId) {
    UUID id = id(caseId);
    Viewed view = recordView.record(reason, "read-case", Map.of("case", id.toString()));
    List<AuditCase> found = rows.find(view, Optional.of(id));
    if (found.isEmpty()) {
      throw new NotFoundException();
    }
    return new CasePage(found, view.logged());
  }

  /** Ends a case. */
  @DELETE
  @Path("{caseId}")
  @Operation(
      summary = "End an own case",
      description = "Its handles are forgotten at once, and no office can open another person.")
  @APIResponse(responseCode = "204", description = "Ended.")
  @APIResponse(responseCode = "400", description = "No reason.")
  @APIResponse(responseCode = "404", description = "None that is open, or another auditor's.")
  @APIResponse(responseCode = "503", description = "`audit-unavailable`: nothing was changed.")
  public void close(
      @HeaderParam(ReasonHeader.NAME)
          @Parameter(required = true, description = ReasonHeader.DESCRIPTION)
          @Nullable String reason,
      @PathParam("caseId") String caseId) {
    UUID id = id(caseId);
    Viewed view = recordView.record(reason, "close-case", Map.of("case", id.toString()));
    if (!rows.close(view, id, clock.instant())) {
      throw new NotFoundException();
    }
  }

  private static UUID id(String text) {
    try {
      return WireUuid.parse(text);
    } catch (InvalidMessage e) {
      throw new NotFoundException(e);
    }
  }
}

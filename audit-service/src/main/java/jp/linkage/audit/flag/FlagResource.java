package jp.linkage.audit.flag;

import io.quarkus.security.ForbiddenException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import jp.linkage.audit.flag.DecisionRows.Outcome;
import jp.linkage.audit.query.Facets;
import jp.linkage.audit.query.Place;
import jp.linkage.audit.query.QueryParameters;
import jp.linkage.audit.view.ReasonHeader;
import jp.linkage.audit.view.RecordView;
import jp.linkage.audit.view.Viewed;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.WireInstant;
import jp.linkage.protocol.json.WireUuid;
import jp.linkage.protocol.problem.ProblemType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Flags, and decisions about them. */
@Path("/v1/flags")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({StaffRole.AUDITOR, StaffRole.AGENCY_AUDITOR})
@Tag(name = "Flags", description = "異常検知。Something unusual in the log, and what it was.")
public class FlagResource {
  private final RecordView recordView;
  private final FlagRows rows;
  private final FlagFacetRows facets;
  private final DecisionRows decisions;
  private final Clock clock;

  FlagResource(
      RecordView recordView,
      FlagRows rows,
      FlagFacetRows facets,
      DecisionRows decisions,
      Clock clock) {
    this.recordView = recordView;
    this.rows = rows;
    this.facets = facets;
    this.decisions = decisions;
    this.clock = clock;
  }

  /** Flags that meet all conditions, the newest first. */
  @GET
  @Operation(
      summary = "Flags",
      description =
          "Flags that meet all conditions, the newest first. An auditor sees all of them, an"
              + " agency's auditor those about what the agency asked, and those between it and one"
              + " other agency.")
  @Parameter(
      name = "rule",
      in = ParameterIn.QUERY,
      description =
          "bulk, off-hours, denied-then-success, request-without-release, first-time-pair,"
              + " over-own-median or repeated-person.")
  @Parameter(name = "severity", in = ParameterIn.QUERY, description = "low, medium or high.")
  @Parameter(name = "state", in = ParameterIn.QUERY, description = "open, dismissed or confirmed.")
  @Parameter(
      name = "agency",
      in = ParameterIn.QUERY,
      description = "Asking agency, or the asked one where it is only one.")
  @Parameter(name = "staff", in = ParameterIn.QUERY, description = "Pseudonym of the official.")
  @Parameter(
      name = "from",
      in = ParameterIn.QUERY,
      description = "About what was logged at this instant or later.")
  @Parameter(
      name = "to",
      in = ParameterIn.QUERY,
      description = "About what was logged before this instant.")
  @Parameter(
      name = "exchangeId",
      in = ParameterIn.QUERY,
      description = "Among the first 50 records that the flag rests on.")
  @Parameter(
      name = "before",
      in = ParameterIn.QUERY,
      description = "Number of the last flag of the page before.")
  @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 500, 100 unless told.")
  @APIResponse(responseCode = "200", description = "A page; empty when nothing meets them all.")
  @APIResponse(
      responseCode = "400",
      description = "No reason, or a parameter is unknown, repeated or malformed.")
  @APIResponse(responseCode = "403", description = "Neither role, or an agency's auditor of none.")
  @APIResponse(responseCode = "503", description = "`audit-unavailable`: no log, no look.")
  public FlagPage find(
      @HeaderParam(ReasonHeader.NAME)
          @Parameter(required = true, description = ReasonHeader.DESCRIPTION)
          @Nullable String reason,
      @Context UriInfo uri) {
    Map<String, String> parameters =
        QueryParameters.read(uri.getQueryParameters(), FlagFilter.NAMES, Place.NAMES);
    FlagFilter filter = QueryParameters.part(parameters, FlagFilter.NAMES, FlagFilter::of);
    Place place = QueryParameters.part(parameters, Place.NAMES, Place::of);
    Map<String, String> understood = filter.conditions();
    place.addTo(understood);
    return rows.find(recordView.record(reason, "search-flags", understood), filter, place);
  }

  /** The counts of what a search finds. */
  @GET
  @Path("facets")
  @Operation(
      summary = "Count flags",
      description =
          "What `/v1/flags` finds with the same parameters, counted by rule, severity, state,"
              + " agency and staff pseudonym.")
  @Parameter(name = "rule", in = ParameterIn.QUERY)
  @Parameter(name = "severity", in = ParameterIn.QUERY)
  @Parameter(name = "state", in = ParameterIn.QUERY)
  @Parameter(name = "agency", in = ParameterIn.QUERY)
  @Parameter(name = "staff", in = ParameterIn.QUERY)
  @Parameter(name = "from", in = ParameterIn.QUERY)
  @Parameter(name = "to", in = ParameterIn.QUERY)
  @Parameter(name = "exchangeId", in = ParameterIn.QUERY)
  @APIResponse(responseCode = "200", description = "The counts, each with the search behind it.")
  @APIResponse(
      responseCode = "400",
      description = "No reason, or a parameter is unknown, repeated or malformed.")
  @APIResponse(responseCode = "503", description = "`audit-unavailable`: no log, no look.")
  public Facets count(
      @HeaderParam(ReasonHeader.NAME)
          @Parameter(required = true, description = ReasonHeader.DESCRIPTION)
          @Nullable String reason,
      @Context UriInfo uri) {
    Map<String, String> parameters =
        QueryParameters.read(uri.getQueryParameters(), FlagFilter.NAMES);
    FlagFilter filter = QueryParameters.part(parameters, FlagFilter.NAMES, FlagFilter::of);
    return facets.count(recordView.record(reason, "count-flags", filter.conditions()), filter);
  }

  /** One flag. */
  @GET
  @Path("{flagId}")
  @Operation(
      summary = "A flag",
      description = "With the records that it rests on and everything that was decided about it.")
  @APIResponse(responseCode = "200", description = "The flag.")
  @APIResponse(responseCode = "400", description = "No reason.")
  @APIResponse(responseCode = "404", description = "None, or none that the caller may see.")
  @APIResponse(responseCode = "503", description = "`audit-unavailable`: no log, no look.")
  public FlagAnswer one(
      @HeaderParam(ReasonHeader.NAME)
          @Parameter(required = true, description = ReasonHeader.DESCRIPTION)
          @Nullable String reason,
      @PathParam("flagId") String flagId) {
    UUID id = id(flagId);
    return answer(recordView.record(reason, "read-flag", Map.of("flag", id.toString())), id);
  }

  /** Dismisses a flag, confirms it, or opens it again. */
  @POST
  @Path("{flagId}/decisions")
  @Operation(
      summary = "Decide about a flag",
      description =
          "Dismisses it, confirms it, or opens it again. The header's reason is that of the"
              + " decision: it is kept with it, and is in its record of the log. `version` names"
              + " the flag as it was looked at.")
  @APIResponse(responseCode = "200", description = "The flag with the decision.")
  @APIResponse(responseCode = "400", description = "No reason, or another state.")
  @APIResponse(
      responseCode = "403",
      description =
          "For an agency's auditor: a flag of another agency, or an auditor of all has decided.")
  @APIResponse(responseCode = "404", description = "None, or none that the caller may see.")
  @APIResponse(responseCode = "409", description = "`conflict`: changed meanwhile.")
  @APIResponse(responseCode = "503", description = "`audit-unavailable`: nothing was decided.")
  public FlagAnswer decide(
      @HeaderParam(ReasonHeader.NAME)
          @Parameter(required = true, description = ReasonHeader.DESCRIPTION)
          @Nullable String reason,
      @PathParam("flagId") String flagId,
      @Nullable DecisionBody body) {
    UUID id = id(flagId);
    DecisionBody.Understood decision =
        DecisionBody.understood(body, ReasonHeader.parse(reason).text());
    Viewed view =
        recordView.record(
            reason,
            "decide-flag",
            Map.of(
                "flag",
                id.toString(),
                "state",
                decision.state().text(),
                "version",
                String.valueOf(decision.version())));
    return switch (decisions.decide(view, id, decision, WireInstant.millis(clock.instant()))) {
      case Outcome.Done() -> answer(view, id);
      case Outcome.NotThere() -> throw new NotFoundException();
      case Outcome.OthersDecide(var why) -> throw new ForbiddenException(why);
      case Outcome.Changed(var version) ->
          throw new ProblemException(
              ProblemType.CONFLICT,
              "The current version is " + version + ", not the one named: look at the flag again.");
    };
  }

  private FlagAnswer answer(Viewed view, UUID id) {
    return rows.one(view, id).orElseThrow(NotFoundException::new);
  }

  private static UUID id(String text) {
    try {
      return WireUuid.parse(text);
    } catch (InvalidMessage e) {
      throw new NotFoundException(e);
    }
  }
}

package jp.linkage.audit.trail;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import jp.linkage.audit.query.Place;
import jp.linkage.audit.query.QueryParameters;
import jp.linkage.audit.view.ReasonHeader;
import jp.linkage.audit.view.RecordView;
import jp.linkage.kit.staff.StaffRole;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What auditors looked at. */
@Path("/v1/views")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(StaffRole.AUDITOR)
@Tag(name = "Views", description = "監査人の閲覧の記録。What auditors looked at, and why.")
public class LookResource {
  private final RecordView recordView;
  private final LookRows rows;

  LookResource(RecordView recordView, LookRows rows) {
    this.recordView = recordView;
    this.rows = rows;
  }

  /** Queries of auditors, the newest first. */
  @GET
  @Operation(
      summary = "Queries of auditors",
      description =
          "Who looked at what, when and why, the newest first. For auditors of all agencies. This"
              + " query is one of them.")
  @Parameter(
      name = "from",
      in = ParameterIn.QUERY,
      description = "Logged at this instant or later.")
  @Parameter(name = "to", in = ParameterIn.QUERY, description = "Logged before this instant.")
  @Parameter(name = "auditor", in = ParameterIn.QUERY, description = "Pseudonym of the auditor.")
  @Parameter(
      name = "operation",
      in = ParameterIn.QUERY,
      description = "What was done, such as search-entries.")
  @Parameter(
      name = "before",
      in = ParameterIn.QUERY,
      description = "Leaf index of the last one of the page before.")
  @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 500, 100 unless told.")
  @APIResponse(responseCode = "200", description = "A page.")
  @APIResponse(
      responseCode = "400",
      description = "No reason, or a parameter is unknown, repeated or malformed.")
  @APIResponse(responseCode = "403", description = "Not an auditor of all agencies.")
  @APIResponse(responseCode = "503", description = "`audit-unavailable`: no log, no look.")
  public LookPage find(
      @HeaderParam(ReasonHeader.NAME)
          @Parameter(required = true, description = ReasonHeader.DESCRIPTION)
          @Nullable String reason,
      @Context UriInfo uri) {
    Map<String, String> parameters =
        QueryParameters.read(uri.getQueryParameters(), LookFilter.NAMES, Place.NAMES);
    LookFilter filter = QueryParameters.part(parameters, LookFilter.NAMES, LookFilter::of);
    Place place = QueryParameters.part(parameters, Place.NAMES, Place::of);
    place.addTo(parameters);
    return rows.find(recordView.record(reason, "search-views", parameters), filter, place);
  }
}

package jp.linkage.audit.query;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import jp.linkage.audit.view.ReasonHeader;
import jp.linkage.audit.view.RecordView;
import jp.linkage.kit.staff.StaffRole;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Counts of what a search finds, for auditors. */
@Path("/v1/facets")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({StaffRole.AUDITOR, StaffRole.AGENCY_AUDITOR})
@Tag(name = "Entries")
public class FacetResource {
  private final RecordView recordView;
  private final FacetRows rows;

  FacetResource(RecordView recordView, FacetRows rows) {
    this.recordView = recordView;
    this.rows = rows;
  }

  /** Counts what meets all conditions. */
  @GET
  @Operation(
      summary = "Count entries",
      description =
          "What `/v1/entries` finds with the same parameters, counted by agency pair, affair,"
              + " procedure, item, type, outcome, denial, staff pseudonym and day. Give"
              + " `type=REQUEST` to count exchanges: a request and its release are two entries.")
  @Parameter(
      name = "from",
      in = ParameterIn.QUERY,
      description = "Logged at this instant or later.")
  @Parameter(name = "to", in = ParameterIn.QUERY, description = "Logged before this instant.")
  @Parameter(name = "inquirer", in = ParameterIn.QUERY, description = "Asking agency. 情報照会者")
  @Parameter(name = "provider", in = ParameterIn.QUERY, description = "Asked agency. 情報提供者")
  @Parameter(name = "agency", in = ParameterIn.QUERY, description = "Either of the two.")
  @Parameter(name = "item", in = ParameterIn.QUERY, description = "Item of the table. 項")
  @Parameter(name = "affair", in = ParameterIn.QUERY, description = "事務")
  @Parameter(name = "procedure", in = ParameterIn.QUERY, description = "号")
  @Parameter(name = "information", in = ParameterIn.QUERY, description = "One of those asked for.")
  @Parameter(name = "staff", in = ParameterIn.QUERY, description = "Pseudonym of the official.")
  @Parameter(
      name = "type",
      in = ParameterIn.QUERY,
      description = "REQUEST, RELEASE, ENROL, REGISTER, VIEW (an agency's), DENY, CONFIG or KEY.")
  @Parameter(
      name = "outcome",
      in = ParameterIn.QUERY,
      description =
          "open (asked, nothing released), released (all of the following), answered, deferred,"
              + " refused, unknown-person, mixed; denied, enrolled, registered, viewed, published, destroyed.")
  @Parameter(
      name = "reason",
      in = ParameterIn.QUERY,
      description = "Why an exchange was denied, exactly as the entry says.")
  @Parameter(name = "exchangeId", in = ParameterIn.QUERY)
  @APIResponse(responseCode = "200", description = "The counts, each with the search behind it.")
  @APIResponse(
      responseCode = "400",
      description = "No reason, or a parameter is unknown, repeated or malformed.")
  @APIResponse(responseCode = "403", description = "Neither role, or an agency's auditor of none.")
  @APIResponse(responseCode = "503", description = "`audit-unavailable`: no log, no look.")
  public Facets count(
      @HeaderParam(ReasonHeader.NAME)
          @Parameter(required = true, description = ReasonHeader.DESCRIPTION)
          @Nullable String reason,
      @Context UriInfo uri) {
    Map<String, String> parameters =
        QueryParameters.read(uri.getQueryParameters(), EntryFilter.NAMES);
    EntryFilter filter = QueryParameters.part(parameters, EntryFilter.NAMES, EntryFilter::of);
    return rows.count(recordView.record(reason, "count-entries", filter.conditions()), filter);
  }
}

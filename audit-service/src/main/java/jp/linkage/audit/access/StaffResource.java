package jp.linkage.audit.access;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.TreeMap;
import jp.linkage.audit.query.EntryPage;
import jp.linkage.audit.query.Place;
import jp.linkage.audit.query.QueryParameters;
import jp.linkage.audit.view.ReasonHeader;
import jp.linkage.audit.view.RecordView;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.json.InvalidMessage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a member of an agency's staff did. */
@Path("/v1/staff/{agency}/{staff}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({StaffRole.AUDITOR, StaffRole.AGENCY_AUDITOR})
@Tag(name = "Accesses", description = "職員・本人・提供記録から辿る。The log followed from one end.")
public class StaffResource {
  private final RecordView recordView;
  private final StaffRows rows;

  StaffResource(RecordView recordView, StaffRows rows) {
    this.recordView = recordView;
    this.rows = rows;
  }

  private record Asked(AgencyId agency, StaffPseudonym staff, Period period) {
    Map<String, String> understood() {
      Map<String, String> understood = new TreeMap<>();
      understood.put("agency", agency.value());
      understood.put("staff", staff.value());
      period.addTo(understood);
      return understood;
    }
  }

  /** The time line. */
  @GET
  @Path("accesses")
  @Operation(
      summary = "A staff member's accesses",
      description =
          "Requests, denied attempts, enrolments and readings by one pseudonym of one agency, the"
              + " newest first, with what came of each.")
  @Parameter(
      name = "from",
      in = ParameterIn.QUERY,
      description = "Logged at this instant or later.")
  @Parameter(name = "to", in = ParameterIn.QUERY, description = "Logged before this instant.")
  @Parameter(
      name = "before",
      in = ParameterIn.QUERY,
      description = "Leaf index of the last entry of the page before.")
  @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 500, 100 unless told.")
  @APIResponse(responseCode = "200", description = "A page; empty when there are none.")
  @APIResponse(responseCode = "400", description = "No reason, or a wrong parameter.")
  @APIResponse(responseCode = "503", description = "`audit-unavailable`: no log, no look.")
  public EntryPage accesses(
      @HeaderParam(ReasonHeader.NAME)
          @Parameter(required = true, description = ReasonHeader.DESCRIPTION)
          @Nullable String reason,
      @PathParam("agency") String agency,
      @PathParam("staff") String staff,
      @Context UriInfo uri) {
    Map<String, String> parameters =
        QueryParameters.read(uri.getQueryParameters(), Period.NAMES, Place.NAMES);
    Asked asked = asked(agency, staff, parameters);
    Place place = QueryParameters.part(parameters, Place.NAMES, Place::of);
    Map<String, String> understood = asked.understood();
    place.addTo(understood);
    return rows.accesses(
        recordView.record(reason, "staff-accesses", understood),
        asked.agency(),
        asked.staff(),
        asked.period(),
        place);
  }

  /** The numbers. */
  @GET
  @Path("summary")
  @Operation(
      summary = "A staff member's accesses in numbers",
      description = "Distinct exchanges, denied attempts and persons, in all and by day in Japan.")
  @Parameter(
      name = "from",
      in = ParameterIn.QUERY,
      description = "Logged at this instant or later.")
  @Parameter(name = "to", in = ParameterIn.QUERY, description = "Logged before this instant.")
  @APIResponse(responseCode = "200", description = "The numbers; zeros when there are none.")
  @APIResponse(responseCode = "400", description = "No reason, or a wrong parameter.")
  @APIResponse(responseCode = "503", description = "`audit-unavailable`: no log, no look.")
  public StaffSummary summary(
      @HeaderParam(ReasonHeader.NAME)
          @Parameter(required = true, description = ReasonHeader.DESCRIPTION)
          @Nullable String reason,
      @PathParam("agency") String agency,
      @PathParam("staff") String staff,
      @Context UriInfo uri) {
    Map<String, String> parameters = QueryParameters.read(uri.getQueryParameters(), Period.NAMES);
    Asked asked = asked(agency, staff, parameters);
    return rows.summary(
        recordView.record(reason, "staff-summary", asked.understood()),
        asked.agency(),
        asked.staff(),
        asked.period());
  }

  private static Asked asked(String agency, String staff, Map<String, String> parameters) {
    Period period = QueryParameters.part(parameters, Period.NAMES, Period::of);
    try {
      return new Asked(new AgencyId(agency), new StaffPseudonym(staff), period);
    } catch (InvalidMessage e) {
      throw new NotFoundException(e);
    }
  }
}

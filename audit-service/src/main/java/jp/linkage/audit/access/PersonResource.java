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
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import jp.linkage.audit.disclosure.CasePersonRows;
import jp.linkage.audit.query.EntryPage;
import jp.linkage.audit.query.Place;
import jp.linkage.audit.query.QueryParameters;
import jp.linkage.audit.view.ReasonHeader;
import jp.linkage.audit.view.RecordView;
import jp.linkage.audit.view.Viewed;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.WireUuid;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What was done about a person whom an office opened in a case; never by number. */
@Path("/v1/persons/{handle}/accesses")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({StaffRole.AUDITOR, StaffRole.AGENCY_AUDITOR})
@Tag(name = "Accesses")
public class PersonResource {
  private final RecordView recordView;
  private final CasePersonRows persons;
  private final PersonRows rows;
  private final Clock clock;

  PersonResource(RecordView recordView, CasePersonRows persons, PersonRows rows, Clock clock) {
    this.recordView = recordView;
    this.persons = persons;
    this.rows = rows;
    this.clock = clock;
  }

  /** The entries about the person. */
  @GET
  @Operation(
      summary = "A person's accesses",
      description =
          "Every record about the person whose handle a case of the caller's holds, the newest"
              + " first, those under 不開示 included. `statuses` are this person's only.")
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
  @APIResponse(responseCode = "200", description = "A page.")
  @APIResponse(responseCode = "400", description = "No reason, or a wrong parameter.")
  @APIResponse(
      responseCode = "404",
      description = "No such handle, another auditor's, or its case has ended.")
  @APIResponse(responseCode = "503", description = "`audit-unavailable`: no log, no look.")
  public EntryPage accesses(
      @HeaderParam(ReasonHeader.NAME)
          @Parameter(required = true, description = ReasonHeader.DESCRIPTION)
          @Nullable String reason,
      @PathParam("handle") String handle,
      @Context UriInfo uri) {
    Map<String, String> parameters =
        QueryParameters.read(uri.getQueryParameters(), Period.NAMES, Place.NAMES);
    Period period = QueryParameters.part(parameters, Period.NAMES, Period::of);
    Place place = QueryParameters.part(parameters, Place.NAMES, Place::of);
    UUID id = id(handle);
    Map<String, String> understood = new TreeMap<>(Map.of("handle", id.toString()));
    period.addTo(understood);
    place.addTo(understood);
    Viewed view = recordView.record(reason, "person-accesses", understood);
    Bytes lid = persons.find(view, id, clock.instant()).orElseThrow(NotFoundException::new);
    return rows.accesses(view, lid, period, place);
  }

  static UUID id(String text) {
    try {
      return WireUuid.parse(text);
    } catch (InvalidMessage e) {
      throw new NotFoundException(e);
    }
  }
}

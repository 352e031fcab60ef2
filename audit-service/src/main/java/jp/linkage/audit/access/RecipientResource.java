package jp.linkage.audit.access;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Optional;
import jp.linkage.audit.disclosure.CasePersonRows;
import jp.linkage.audit.view.ReasonHeader;
import jp.linkage.audit.view.RecordView;
import jp.linkage.audit.view.Viewed;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who received a record that was linked wrongly. */
@Path("/v1/recipients")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({StaffRole.AUDITOR, StaffRole.AGENCY_AUDITOR})
@Tag(name = "Accesses")
public class RecipientResource {
  private final RecordView recordView;
  private final CasePersonRows persons;
  private final RecipientRows rows;
  private final Clock clock;

  RecipientResource(
      RecordView recordView, CasePersonRows persons, RecipientRows rows, Clock clock) {
    this.recordView = recordView;
    this.persons = persons;
    this.rows = rows;
    this.clock = clock;
  }

  /** Finds them. */
  @POST
  @Operation(
      summary = "Who received this record",
      description =
          "Exchanges in which the provider gave the information, and the agencies that got it; with"
              + " the handle of a person, those about this person.")
  @APIResponse(responseCode = "200", description = "Agencies, and a page of releases.")
  @APIResponse(responseCode = "400", description = "No reason, or a wrong member.")
  @APIResponse(
      responseCode = "404",
      description = "The handle is none of the caller's, or its case has ended.")
  @APIResponse(responseCode = "503", description = "`audit-unavailable`: no log, no look.")
  public Recipients find(
      @HeaderParam(ReasonHeader.NAME)
          @Parameter(required = true, description = ReasonHeader.DESCRIPTION)
          @Nullable String reason,
      @Nullable RecordBody body) {
    if (body == null) {
      throw new InvalidMessage("$", "an object with provider and information");
    }
    RecordBody.Asked asked = body.asked();
    Viewed view = recordView.record(reason, "find-recipients", asked.understood());
    Optional<Bytes> lid =
        asked
            .person()
            .map(handle ->
                persons.find(view, handle, clock.instant()).orElseThrow(NotFoundException::new));
    return rows.find(view, asked, lid);
  }
}

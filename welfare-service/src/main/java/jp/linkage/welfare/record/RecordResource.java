package jp.linkage.welfare.record;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.protocol.header.CaseReference;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.welfare.request.Page;
import jp.linkage.welfare.request.Parameters;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The record of 番号法23条 over REST. */
@Path("/v1/records")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(StaffRole.AGENCY_AUDITOR)
@Tag(name = "Records", description = "情報提供等の記録")
public class RecordResource {
  private static final String EXAMPLE =
      """
      {"items":[{"exchangeId":"019ac3d4-0000-7000-8000-000000000002","role":"inquirer",
        "inquirer":"aoba-welfare","provider":"aoba-tax","organisation":"障害福祉課","itemNumber":"144",
        "affair":"disability-support-benefits","procedure":"1","information":["municipal-tax"],
        "subjectRelation":"applicant","caseReference":"2026/0042","staff":"k7Zt0mVYb3A",
        "nonDisclosure":false,"requestedAt":"2026-11-23T05:00:00.500Z",
        "providedAt":"2026-11-23T05:00:00.700Z","outcome":"answered",
        "topicId":"00000000-0000-4000-8000-000000000000","requestOffset":41,"releaseOffset":42,
        "subjects":[{"addresseeNumber":"W-0001","outcome":"provided"}]}]}\
      """;

  private final RecordRows rows;
  private final RecordSubjectRows subjects;

  RecordResource(RecordRows rows, RecordSubjectRows subjects) {
    this.rows = rows;
    this.subjects = subjects;
  }

  /** Lists records. */
  @GET
  @Transactional
  @Operation(
      summary = "List the records of this office's exchanges",
      description =
          "The newest first; kept seven years (施行令30条). To go on, ask with before = next of the page"
              + " before.")
  @APIResponse(
      responseCode = "200",
      description = "A page of records",
      content = @Content(examples = @ExampleObject(name = "one inquiry", value = EXAMPLE)))
  public Response list(
      @QueryParam("from") @Parameter(example = "2026-11-01T00:00:00Z") @Nullable String from,
      @QueryParam("to") @Parameter(example = "2026-12-01T00:00:00Z") @Nullable String to,
      @QueryParam("addresseeNumber") @Nullable String addresseeNumber,
      @QueryParam("caseReference") @Nullable String caseReference,
      @QueryParam("staff") @Nullable String staff,
      @QueryParam("before") @Nullable String before,
      @QueryParam("limit") @DefaultValue(Parameters.USUAL_LIMIT) String limit) {
    int size = Parameters.limit(limit);
    RecordFilter filter =
        new RecordFilter(
            Parameters.optional("from", from, RecordResource::instant),
            Parameters.optional("to", to, RecordResource::instant),
            Parameters.optional("addresseeNumber", addresseeNumber, Parameters::addressee),
            Parameters.optional("caseReference", caseReference, CaseReference::new),
            Parameters.optional("staff", staff, StaffPseudonym::new));
    List<RecordRow> found =
        rows.page(filter, Parameters.optional("before", before, RecordCursor::parse), size + 1);
    List<UUID> exchanges = found.stream().map(row -> row.key().exchangeId()).toList();
    Map<RecordRow.Key, List<RecordView.SubjectView>> persons = subjects.of(exchanges);
    Page<RecordView> page =
        Page.of(
            found.stream()
                .map(row -> row.toView(persons.getOrDefault(row.key(), List.of())))
                .toList(),
            size,
            view ->
                new RecordCursor(view.requestedAt(), UUID.fromString(view.exchangeId())).text());
    return Response.ok(page).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      throw InvalidMessage.value("an instant such as 2026-11-23T05:00:00Z");
    }
  }
}

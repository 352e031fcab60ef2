package jp.linkage.kit.person;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.kit.person.EnrolPersons.Enrolment;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.kit.staff.CurrentStaff;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.protocol.header.CaseReference;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.number.MyNumber;
import jp.linkage.protocol.problem.ProblemType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Enrolment of the agency's persons: the one place where a My Number comes in. */
@Path("/v1/persons")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(StaffRole.CLERK)
@IfBuildProperty(name = "linkage.agency.enabled", stringValue = "true")
@Tag(name = "Persons", description = "宛名番号と符号")
public class PersonResource {
  private static final int MAX_BODY = 1024;
  private static final int MAX_LINES = 500;

  private final EnrolPersons enrolPersons;
  private final ImportPersons importPersons;
  private final CurrentStaff staff;

  PersonResource(EnrolPersons enrolPersons, ImportPersons importPersons, CurrentStaff staff) {
    this.enrolPersons = enrolPersons;
    this.importPersons = importPersons;
    this.staff = staff;
  }

  /** What an enrolment came to. */
  @Schema(name = "EnrolmentResult")
  record EnrolmentView(
      String addresseeNumber,
      @Schema(enumeration = {"enrolled", "already-enrolled"}) String outcome) {}

  /** An import as it stands. */
  @Schema(name = "PersonImport")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record ImportView(
      UUID id,
      @Schema(enumeration = {"running", "completed", "interrupted"}) String state,
      Optional<String> reason,
      int lines,
      @Schema(description = "How many lines came to what") Map<String, Long> outcomes,
      Instant startedAt,
      Instant progressAt) {}

  /** A line that was dealt with. */
  @Schema(name = "PersonImportLine")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record LineView(
      int line,
      Optional<String> addresseeNumber,
      String outcome,
      Optional<String> column,
      Optional<String> detail) {}

  /** Enrols one person. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Enrol one person",
      description = "The My Number is used once, in memory, and not stored.")
  @RequestBody(
      required = true,
      content =
          @Content(example = "{\"addresseeNumber\": \"W-0001\", \"myNumber\": \"123456789018\"}"))
  @APIResponse(responseCode = "200", description = "Enrolled, now or before")
  @APIResponse(responseCode = "404", description = "No registrar registered this number")
  @APIResponse(responseCode = "409", description = "The link would contradict an earlier one")
  @APIResponse(responseCode = "422", description = "The number breaks the rule in `detail`")
  public EnrolmentView enrol(byte[] body) {
    JsonObject json = StrictJson.object(body, MAX_BODY);
    AddresseeNumber number = json.value("addresseeNumber", AddresseeNumber::new);
    MyNumber myNumber = MyNumber.parse(json.string("myNumber", 0, 64));
    json.end();
    Optional<Persons.Outcome> outcome =
        enrolPersons
            .enrol(
                List.of(new Enrolment(number, myNumber)),
                new CaseReference("enrolment"),
                staff.pseudonym())
            .getFirst();
    Optional<String> detail = EnrolmentOutcomes.detail(outcome);
    if (detail.isPresent()) {
      throw new ProblemException(
          outcome.isEmpty() ? ProblemType.NOT_FOUND : ProblemType.CONFLICT, detail.get());
    }
    return new EnrolmentView(number.value(), EnrolmentOutcomes.name(outcome));
  }

  /** Enrols the persons of a file. */
  @POST
  @Path("/import")
  @Consumes("text/csv")
  @Operation(
      summary = "Enrol the persons of a file",
      description =
          "UTF-8 CSV with the columns addressee_no,my_number. Wrong lines are listed and enrol"
              + " nobody; the others are enrolled in the background, 500 at a time. Whoever is enrolled"
              + " already is compared: another number is reported with its line (紐付け誤り). With"
              + " compare=false a file that was interrupted passes over them and goes on.")
  @APIResponse(responseCode = "202", description = "Read; Location is where to watch it")
  @APIResponse(responseCode = "422", description = "The file as a whole is not readable")
  public Response importFile(
      byte[] csv, @QueryParam("compare") @DefaultValue("true") boolean compare) {
    UUID id = importPersons.start(csv, compare, staff.pseudonym());
    return Response.accepted(one(id.toString()))
        .location(URI.create("/v1/persons/import/" + id))
        .build();
  }

  /** One import. */
  @GET
  @Path("/import/{id}")
  @Operation(summary = "How far an import is")
  @APIResponse(responseCode = "404", description = "No such import")
  public ImportView one(@PathParam("id") String id) {
    PersonImportRows.Progress progress =
        importPersons
            .progress(parse(id))
            .orElseThrow(
                () -> new ProblemException(ProblemType.NOT_FOUND, "There is no such import."));
    return new ImportView(
        progress.id(),
        progress.state(),
        progress.reason(),
        progress.lines(),
        progress.outcomes(),
        progress.startedAt(),
        progress.progressAt());
  }

  /** The lines of an import. */
  @GET
  @Path("/import/{id}/lines")
  @Operation(
      summary = "What the lines came to",
      description = "In order. To go on, ask with after = the last line of the page before.")
  public List<LineView> lines(
      @PathParam("id") String id,
      @QueryParam("after") @DefaultValue("0") int after,
      @QueryParam("limit") @DefaultValue("100") int limit) {
    if (limit < 1 || limit > MAX_LINES) {
      throw new InvalidMessage("limit", "1 to " + MAX_LINES);
    }
    return importPersons.lines(parse(id), after, limit).stream()
        .map(line ->
            new LineView(
                line.number(),
                line.addresseeNumber(),
                line.outcome(),
                line.column(),
                line.detail()))
        .toList();
  }

  private static UUID parse(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException _) {
      throw new InvalidMessage("id", "a UUID");
    }
  }
}

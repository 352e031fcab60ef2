package jp.linkage.welfare.application;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.kit.staff.CurrentStaff;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.welfare.inquiry.ReadCaseFile;
import jp.linkage.welfare.request.Page;
import jp.linkage.welfare.request.Parameters;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Applications over REST. */
@Path("/v1/applications")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({StaffRole.CASEWORKER, StaffRole.CLERK})
@Tag(name = "Applications", description = "障害福祉サービスの支給申請")
public class ApplicationResource {
  private final SubmitApplication submitApplication;
  private final InquireAndDecide inquireAndDecide;
  private final ApplicationRows rows;
  private final ReadCaseFile readCaseFile;
  private final CurrentStaff staff;

  ApplicationResource(
      SubmitApplication submitApplication,
      InquireAndDecide inquireAndDecide,
      ApplicationRows rows,
      ReadCaseFile readCaseFile,
      CurrentStaff staff) {
    this.submitApplication = submitApplication;
    this.inquireAndDecide = inquireAndDecide;
    this.rows = rows;
    this.readCaseFile = readCaseFile;
    this.staff = staff;
  }

  /** Takes an application in, asks what is needed, and decides. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Enter an application",
      description =
          "Stores it, asks the agencies that hold the facts, and decides by 障害者総合支援法施行令17条."
              + " Where a fact is missing the application stays pending and says why. Repeat the same"
              + " Idempotency-Key when you do not know whether an attempt arrived.")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = ApplicationRequest.class),
              examples = {
                @ExampleObject(name = "couple", value = Examples.COUPLE),
                @ExampleObject(name = "child", value = Examples.CHILD)
              }))
  @APIResponse(
      responseCode = "201",
      description = "Stored, now or by an earlier attempt with the same key",
      content =
          @Content(
              schema = @Schema(implementation = ApplicationView.class),
              examples = @ExampleObject(name = "decided", value = Examples.DECIDED)))
  @APIResponse(responseCode = "400", description = "A member has another form than `detail` says")
  @APIResponse(
      responseCode = "409",
      description = "The Idempotency-Key belongs to another application")
  public Response submit(
      @HeaderParam("Idempotency-Key")
          @Parameter(required = true, example = "8a7f2c1e-5d0b-4b6e-9a3f-0c1d2e3f4a5b")
          @Nullable String idempotencyKey,
      byte[] body) {
    String key = Parameters.idempotencyKey(idempotencyKey);
    NewApplication entered = ReadApplication.read(body);
    StaffPseudonym pseudonym = staff.pseudonym();
    return switch (submitApplication.submit(entered, body, key, pseudonym)) {
      case SubmitApplication.Submission.Stored(UUID id) -> started(id, pseudonym);
      // The first attempt may have died before it asked anybody.
      case SubmitApplication.Submission.Repeated(UUID id) -> started(id, pseudonym);
      case SubmitApplication.Submission.KeyConflict _ ->
          throw new ProblemException(
              ProblemType.CONFLICT,
              "Idempotency-Key: expected a new one, this one belongs to another application");
    };
  }

  /** Lists applications. */
  @GET
  @Operation(
      summary = "List applications",
      description = "The newest first. To go on, ask with before = next of the page before.")
  @APIResponse(responseCode = "200", description = "A page of applications")
  public Page<SummaryView> list(
      @QueryParam("state")
          @Parameter(
              schema = @Schema(enumeration = {"received", "inquiring", "pending", "decided"}))
          @Nullable String state,
      @QueryParam("addresseeNumber") @Parameter(description = "of the applicant")
          @Nullable String applicant,
      @QueryParam("before") @Nullable String before,
      @QueryParam("limit") @DefaultValue(Parameters.USUAL_LIMIT) String limit) {
    int size = Parameters.limit(limit);
    return Page.of(
        rows
            .page(
                Parameters.optional("state", state, ApplicationState::parse),
                Parameters.optional("addresseeNumber", applicant, Parameters::addressee),
                Parameters.optional("before", before, Parameters::uuid),
                size + 1)
            .stream()
            .map(SummaryView::of)
            .toList(),
        size,
        summary -> summary.id().toString());
  }

  /** One application with its decision, explanation and evidence. */
  @GET
  @Path("/{id}")
  @Operation(summary = "One application with its decision, explanation and evidence")
  @APIResponse(
      responseCode = "200",
      description = "The application",
      content =
          @Content(
              schema = @Schema(implementation = ApplicationView.class),
              examples = @ExampleObject(name = "decided", value = Examples.DECIDED)))
  @APIResponse(responseCode = "404", description = "There is no such application")
  public Response one(@PathParam("id") String id) {
    return Response.ok(view(known(id))).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }

  /** Asks again what is open. */
  @POST
  @Path("/{id}/inquiries")
  @Operation(
      summary = "Send the open inquiries again, then decide",
      description =
          "Takes deferred and interrupted exchanges up under the same exchange id and asks the rest"
              + " anew. Nothing is sent about persons whose tax is known, nor after the decision.")
  @APIResponse(
      responseCode = "200",
      description = "The application as it is now",
      content = @Content(schema = @Schema(implementation = ApplicationView.class)))
  @APIResponse(responseCode = "202", description = "Somebody else is inquiring at this moment")
  @APIResponse(responseCode = "404", description = "There is no such application")
  public Response inquireAgain(@PathParam("id") String id) {
    UUID known = known(id);
    Response.Status status =
        switch (inquireAndDecide.run(known, staff.pseudonym(), InquireAndDecide.Start.AGAIN)) {
          case DONE, NOTHING_TO_DO -> Response.Status.OK;
          case UNDER_WAY -> Response.Status.ACCEPTED;
        };
    return Response.status(status)
        .entity(view(known))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private Response started(UUID id, StaffPseudonym pseudonym) {
    inquireAndDecide.run(id, pseudonym, InquireAndDecide.Start.FIRST);
    return Response.created(URI.create("/v1/applications/" + id))
        .entity(view(id))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private UUID known(String text) {
    UUID id = Parameters.optional("id", text, Parameters::uuid).orElseThrow();
    if (rows.count("id", id) == 0) {
      throw new ProblemException(ProblemType.NOT_FOUND, "There is no such application.");
    }
    return id;
  }

  private ApplicationView view(UUID id) {
    return QuarkusTransaction.requiringNew()
        .call(() -> ShowApplication.show(rows.application(id).orElseThrow(), readCaseFile.of(id)));
  }
}

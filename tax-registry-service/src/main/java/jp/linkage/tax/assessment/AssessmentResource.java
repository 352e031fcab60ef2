package jp.linkage.tax.assessment;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.kit.staff.CurrentStaff;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.tax.request.Page;
import jp.linkage.tax.request.Parameters;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Assessments over REST: read with their history, and corrected. */
@Path("/v1/assessments/{addresseeNumber}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({StaffRole.CLERK, StaffRole.AGENCY_AUDITOR})
@Tag(name = "Assessments", description = "賦課情報")
public class AssessmentResource {
  private final AssessmentRevisionRows revisions;
  private final CorrectAssessment correctAssessment;
  private final CurrentStaff staff;

  AssessmentResource(
      AssessmentRevisionRows revisions, CorrectAssessment correctAssessment, CurrentStaff staff) {
    this.revisions = revisions;
    this.correctAssessment = correctAssessment;
    this.staff = staff;
  }

  /** The current assessments of a person. */
  @GET
  @Operation(
      summary = "The current assessments of a person",
      description = "All years, the latest first. A year that is not in the list has no record.")
  @APIResponse(responseCode = "200", description = "All years; none is an empty list")
  public List<AssessmentView> all(
      @PathParam("addresseeNumber") @Parameter(example = "A-000123") String addresseeNumber) {
    return revisions.current(Parameters.addressee(addresseeNumber)).stream()
        .map(AssessmentView::of)
        .toList();
  }

  /** The current assessment of a person and year. */
  @GET
  @Path("/{fiscalYear}")
  @Operation(summary = "The current assessment of a person and a fiscal year")
  @APIResponse(
      responseCode = "200",
      description = "The latest revision",
      content = @Content(schema = @Schema(implementation = AssessmentView.class)))
  @APIResponse(responseCode = "404", description = "No record, which is not a tax of zero")
  public AssessmentView current(
      @PathParam("addresseeNumber") @Parameter(example = "A-000123") String addresseeNumber,
      @PathParam("fiscalYear") @Parameter(example = "2026") String fiscalYear) {
    return revisions
        .current(key(addresseeNumber, fiscalYear))
        .map(AssessmentView::of)
        .orElseThrow(AssessmentResource::noRecord);
  }

  /** The revisions of an assessment. */
  @GET
  @Path("/{fiscalYear}/history")
  @Operation(
      summary = "All revisions of an assessment",
      description = "The latest first. To go on, ask with before = next of the page before.")
  @APIResponse(responseCode = "200", description = "A page of revisions")
  @APIResponse(responseCode = "404", description = "No record, which is not a tax of zero")
  public Page<AssessmentView> history(
      @PathParam("addresseeNumber") @Parameter(example = "A-000123") String addresseeNumber,
      @PathParam("fiscalYear") @Parameter(example = "2026") String fiscalYear,
      @QueryParam("before") @DefaultValue("" + Integer.MAX_VALUE) int before,
      @QueryParam("limit") @DefaultValue(Parameters.USUAL_LIMIT) int limit) {
    AssessmentKey key = key(addresseeNumber, fiscalYear);
    List<AssessmentRevision> found = revisions.history(key, before, Parameters.limit(limit) + 1);
    if (found.isEmpty() && revisions.current(key).isEmpty()) {
      throw noRecord();
    }
    return Page.of(found, limit, revision -> String.valueOf(revision.number()))
        .map(AssessmentView::of);
  }

  /** Records a correction. */
  @POST
  @Path("/{fiscalYear}/revisions")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(StaffRole.CLERK)
  @Operation(
      summary = "Record a correction (更正), or the first assessment of a year",
      description =
          "Appends the revision after basedOnRevision; nothing is overwritten. Repeat the same"
              + " Idempotency-Key when you do not know whether an attempt arrived.")
  @RequestBody(
      content =
          @Content(
              examples =
                  @ExampleObject(
                      name = "undeclared",
                      summary = "The person turned out to have declared nothing",
                      value =
                          "{\"basedOnRevision\": 1, \"reason\": \"correction\","
                              + " \"taxStatus\": \"undeclared\","
                              + " \"addressOnJanuary1\": \"municipality\"}")))
  @APIResponse(
      responseCode = "201",
      description = "Recorded, now or by an earlier attempt with the same key",
      content = @Content(schema = @Schema(implementation = AssessmentView.class)))
  @APIResponse(
      responseCode = "409",
      description = "Another revision is current, or the key was used for another correction")
  public Response correct(
      @PathParam("addresseeNumber") @Parameter(example = "A-000123") String addresseeNumber,
      @PathParam("fiscalYear") @Parameter(example = "2026") String fiscalYear,
      @HeaderParam("Idempotency-Key")
          @Parameter(required = true, example = "8a7f2c1e-5d0b-4b6e-9a3f-0c1d2e3f4a5b")
          @Nullable String idempotencyKey,
      @Valid @NotNull CorrectionBody body) {
    var correction =
        body.toCorrection(
            key(addresseeNumber, fiscalYear),
            staff.pseudonym(),
            Parameters.idempotencyKey(idempotencyKey));
    return switch (correctAssessment.correct(correction)) {
      case CorrectionOutcome.Recorded recorded -> created(recorded.revision());
      case CorrectionOutcome.AlreadyRecorded recorded -> created(recorded.revision());
      case CorrectionOutcome.RevisionConflict conflict ->
          throw new ProblemException(
              ProblemType.CONFLICT,
              "basedOnRevision: expected %d, the current revision; read it and decide again"
                  .formatted(conflict.current()));
      case CorrectionOutcome.IdempotencyKeyTaken _ ->
          throw new ProblemException(
              ProblemType.CONFLICT,
              "Idempotency-Key: expected a new one, this one belongs to another correction");
    };
  }

  private static Response created(AssessmentRevision revision) {
    AssessmentKey key = revision.key();
    return Response.created(
            URI.create("/v1/assessments/" + key.addressee() + "/" + key.fiscalYear()))
        .entity(AssessmentView.of(revision))
        .build();
  }

  private static AssessmentKey key(String addresseeNumber, String fiscalYear) {
    return new AssessmentKey(
        Parameters.addressee(addresseeNumber),
        FiscalYear.parse(fiscalYear)
            .orElseThrow(() -> new InvalidMessage("fiscalYear", FiscalYear.FORM.en())));
  }

  private static ProblemException noRecord() {
    return new ProblemException(
        ProblemType.NOT_FOUND, "No assessment is on record; that is not a tax of zero.");
  }
}

package jp.linkage.tax.protection;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.kit.staff.CurrentStaff;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.tax.request.Parameters;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The protection of persons over REST. */
@Path("/v1/persons/{addresseeNumber}/protection")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({StaffRole.CLERK, StaffRole.AGENCY_AUDITOR})
@Tag(name = "Protection", description = "不開示・自動応答不可")
public class ProtectionResource {
  private final ProtectionRows protections;
  private final ProtectPerson protectPerson;
  private final CurrentStaff staff;

  ProtectionResource(ProtectionRows protections, ProtectPerson protectPerson, CurrentStaff staff) {
    this.protections = protections;
    this.protectPerson = protectPerson;
    this.staff = staff;
  }

  /** What an official decides. */
  @Schema(name = "ProtectionDecision")
  record Body(
      @NotNull
          @Schema(
              description = "none, manual-release 自動応答不可, not-disclosable 不開示",
              examples = "not-disclosable")
          String level,
      @NotNull
          @Size(min = 1, max = Protection.REASON_LENGTH)
          @Schema(
              description = "Why; no person's name and no address",
              examples = "住民基本台帳事務における支援措置")
          String reason) {}

  /** A decision that holds or held. */
  @Schema(name = "Protection")
  record View(
      @Schema(examples = "not-disclosable") String level,
      String reason,
      Instant decidedAt,
      @Schema(description = "The official's pseudonym") String decidedBy) {
    static View of(Protection protection) {
      return new View(
          protection.level().id(),
          protection.reason(),
          protection.decidedAt(),
          protection.decidedBy().value());
    }
  }

  /** The decision that holds. */
  @GET
  @Operation(summary = "How far a person is protected")
  @APIResponse(responseCode = "200", description = "The latest decision")
  @APIResponse(responseCode = "404", description = "Nothing was ever decided: no protection")
  public View current(
      @PathParam("addresseeNumber") @Parameter(example = "A-000123") String addresseeNumber) {
    return protections
        .current(Parameters.addressee(addresseeNumber))
        .map(View::of)
        .orElseThrow(() ->
            new ProblemException(
                ProblemType.NOT_FOUND, "Nothing was decided: the person is not protected."));
  }

  /** All decisions on a person. */
  @GET
  @Path("/history")
  @Operation(summary = "All decisions on a person, the latest first")
  public List<View> history(
      @PathParam("addresseeNumber") @Parameter(example = "A-000123") String addresseeNumber) {
    return protections.history(Parameters.addressee(addresseeNumber)).stream()
        .map(View::of)
        .toList();
  }

  /** Decides. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(StaffRole.CLERK)
  @Operation(
      summary = "Protect a person, or end the protection",
      description =
          "Holds for the next inquiry. Every decision stays on record; the same decision again"
              + " changes nothing.")
  @APIResponse(responseCode = "200", description = "The decision that holds now")
  public View protect(
      @PathParam("addresseeNumber") @Parameter(example = "A-000123") String addresseeNumber,
      @Valid @NotNull Body body) {
    ProtectionLevel level =
        ProtectionLevel.parse(body.level())
            .orElseThrow(
                () -> new InvalidMessage("$.level", "none, manual-release or not-disclosable"));
    return View.of(
        protectPerson.protect(
            new Protection(
                Parameters.addressee(addresseeNumber),
                level,
                body.reason(),
                // PostgreSQL keeps microseconds
                Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.MICROS),
                staff.pseudonym())));
  }
}

package jp.linkage.tax.items;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.kit.staff.CurrentStaff;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.tax.request.Page;
import jp.linkage.tax.request.Parameters;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Inquiries that are not answered automatically, before an official. */
@Path("/v1/releases")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({StaffRole.CLERK, StaffRole.AGENCY_AUDITOR})
@Tag(name = "Releases", description = "自動応答不可の照会への対応")
public class ReleaseResource {
  private static final int REASON_LENGTH = 200;

  private final ReleaseRows releases;
  private final DecideRelease decideRelease;
  private final CurrentStaff staff;

  ReleaseResource(ReleaseRows releases, DecideRelease decideRelease, CurrentStaff staff) {
    this.releases = releases;
    this.decideRelease = decideRelease;
    this.staff = staff;
  }

  /** What an official decides. */
  @Schema(name = "ReleaseDecision")
  record Body(
      @NotNull
          @Schema(
              description = "released: provide it; withheld: say that it is not disclosable",
              examples = "released")
          String state,
      @NotNull
          @Size(min = 1, max = REASON_LENGTH)
          @Schema(description = "Why; no person's name and no address", examples = "本人に確認済み")
          String reason) {}

  /** An inquiry as the API shows it. */
  @Schema(name = "Release")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record View(
      UUID id,
      UUID exchangeId,
      @Schema(examples = "A-000123") String addresseeNumber,
      @Schema(examples = "aoba-welfare") String inquirer,
      @Schema(examples = "障害福祉課") String organisation,
      @Schema(examples = "144") String itemNumber,
      @Schema(examples = "disability-support-benefits") String affair,
      @Schema(examples = "1") String procedure,
      Instant requestedAt,
      @Schema(description = "Until when an answer can be given (命令41条3項)") Instant expiresAt,
      @Schema(description = "pending, released, withheld", examples = "pending") String state,
      @Schema(implementation = String.class) Optional<String> reason,
      @Schema(implementation = Instant.class) Optional<Instant> decidedAt,
      @Schema(implementation = String.class, description = "The official's pseudonym")
          Optional<String> decidedBy) {
    static View of(Release release) {
      return new View(
          release.id(),
          release.exchangeId(),
          release.addresseeNumber(),
          release.inquirer(),
          release.organisation(),
          release.itemNumber(),
          release.affair(),
          release.procedure(),
          release.requestedAt(),
          release.expiresAt(),
          release.state().id(),
          release.reason(),
          release.decidedAt(),
          release.decidedBy());
    }
  }

  /** The inquiries of a state. */
  @GET
  @Operation(
      summary = "Inquiries that wait for a decision, or were decided",
      description = "The oldest first. To go on, ask with after = next of the page before.")
  @APIResponse(responseCode = "200", description = "A page of inquiries")
  public Page<View> all(
      @QueryParam("state") @DefaultValue("pending") String state,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @DefaultValue(Parameters.USUAL_LIMIT) int limit) {
    ReleaseState asked =
        ReleaseState.parse(state)
            .orElseThrow(() -> new InvalidMessage("state", "pending, released or withheld"));
    Optional<UUID> cursor = Optional.ofNullable(after).map(text -> Parameters.id("after", text));
    return Page.of(
            releases.list(asked, cursor, Parameters.limit(limit) + 1),
            limit,
            release -> release.id().toString())
        .map(View::of);
  }

  /** Decides. */
  @PUT
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(StaffRole.CLERK)
  @Operation(
      summary = "Release or withhold the information",
      description =
          "Takes effect when the inquirer asks again within the validity period. A decision is"
              + " made once; the same one again changes nothing.")
  @APIResponse(responseCode = "200", description = "The decision that holds")
  @APIResponse(responseCode = "404", description = "No such inquiry")
  @APIResponse(responseCode = "409", description = "Decided otherwise before, or expired")
  public View decide(
      @PathParam("id") @Parameter(description = "id of the inquiry") String id,
      @Valid @NotNull Body body) {
    ReleaseState state =
        ReleaseState.parse(body.state())
            .filter(decision -> decision != ReleaseState.PENDING)
            .orElseThrow(() -> new InvalidMessage("$.state", "released or withheld"));
    return switch (decideRelease.decide(
        Parameters.id("id", id), state, body.reason(), staff.pseudonym())) {
      case DecideRelease.Decided decided -> View.of(decided.release());
      case DecideRelease.TooLate late ->
          throw new ProblemException(
              ProblemType.CONFLICT,
              late.release().state() == ReleaseState.PENDING
                  ? "The exchange has expired; the inquirer has to ask anew."
                  : "It was decided before: " + late.release().state().id() + ".");
      case DecideRelease.Unknown _ ->
          throw new ProblemException(ProblemType.NOT_FOUND, "There is no such inquiry.");
    };
  }
}

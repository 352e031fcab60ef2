package jp.linkage.audit.search;

import io.quarkus.security.ForbiddenException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.audit.search.SearchBody.Understood;
import jp.linkage.audit.view.Auditor;
import jp.linkage.audit.view.CurrentAuditor;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.WireUuid;
import jp.linkage.protocol.problem.ProblemType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Saved searches. Keeping them shows nothing of the log, and leaves no record in it. */
@Path("/v1/searches")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({StaffRole.AUDITOR, StaffRole.AGENCY_AUDITOR})
@Tag(name = "Saved searches", description = "保存した検索条件。Searches kept, shared, and run by id.")
public class SearchResource {
  private final CurrentAuditor currentAuditor;
  private final SearchRows rows;

  SearchResource(CurrentAuditor currentAuditor, SearchRows rows) {
    this.currentAuditor = currentAuditor;
    this.rows = rows;
  }

  /** All that the caller sees. */
  @GET
  @Operation(
      summary = "Saved searches",
      description =
          "The caller's own, and those that others of the same scope share: all agencies, or the"
              + " same agency.")
  @APIResponse(responseCode = "200", description = "Current versions, by name.")
  public SavedSearches all() {
    return new SavedSearches(rows.all(currentAuditor.get()));
  }

  /** Saves a search. */
  @POST
  @Operation(summary = "Save a search")
  @APIResponse(responseCode = "201", description = "Saved, version 1.")
  @APIResponse(responseCode = "400", description = "`$.conditions.…` says what was expected.")
  public Response save(@Nullable SearchBody body) {
    Auditor auditor = currentAuditor.get();
    Understood search = required(body).understood();
    if (search.version().isPresent()) {
      throw new InvalidMessage("$.version", "no version of a new search");
    }
    UUID id = rows.insert(auditor, search);
    return Response.created(URI.create("/v1/searches/" + id)).entity(current(auditor, id)).build();
  }

  /** The current version. */
  @GET
  @Path("{searchId}")
  @Operation(summary = "A saved search")
  @APIResponse(responseCode = "200", description = "The current version.")
  @APIResponse(responseCode = "404", description = "None, or none that the caller may see.")
  public SavedSearch one(@PathParam("searchId") String searchId) {
    return current(currentAuditor.get(), id(searchId));
  }

  /** All versions. */
  @GET
  @Path("{searchId}/versions")
  @Operation(
      summary = "The versions of a saved search",
      description = "The newest first. Others than the owner see those that were shared.")
  @APIResponse(responseCode = "200", description = "The versions.")
  @APIResponse(responseCode = "404", description = "None, or none that the caller may see.")
  public SavedSearches versions(@PathParam("searchId") String searchId) {
    List<SavedSearch> found = rows.versions(currentAuditor.get(), id(searchId));
    if (found.isEmpty()) {
      throw new NotFoundException();
    }
    return new SavedSearches(found);
  }

  /** Saves the next version. */
  @PUT
  @Path("{searchId}")
  @Operation(
      summary = "Change a saved search",
      description = "Makes the next version; `version` names the one that it replaces.")
  @APIResponse(responseCode = "200", description = "The new version.")
  @APIResponse(responseCode = "403", description = "Another auditor's.")
  @APIResponse(responseCode = "404", description = "None, or none that the caller may see.")
  @APIResponse(responseCode = "409", description = "`conflict`: changed meanwhile.")
  public SavedSearch change(@PathParam("searchId") String searchId, @Nullable SearchBody body) {
    Auditor auditor = currentAuditor.get();
    UUID id = id(searchId);
    requireOwn(auditor, id);
    Understood search = required(body).understood();
    int replaced =
        search
            .version()
            .orElseThrow(
                () -> new InvalidMessage("$.version", "the version that the change replaces"));
    if (!rows.insertVersion(auditor, id, replaced, search)) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "The current version is " + current(auditor, id).version() + ", not the one named.");
    }
    return current(auditor, id);
  }

  /** Takes it away. */
  @DELETE
  @Path("{searchId}")
  @Operation(summary = "Remove a saved search")
  @APIResponse(responseCode = "204", description = "Removed; records of its runs stay.")
  @APIResponse(responseCode = "403", description = "Another auditor's.")
  @APIResponse(responseCode = "404", description = "None, or none that the caller may see.")
  public void remove(@PathParam("searchId") String searchId) {
    Auditor auditor = currentAuditor.get();
    UUID id = id(searchId);
    requireOwn(auditor, id);
    rows.delete(auditor, id);
  }

  private SavedSearch current(Auditor auditor, UUID id) {
    return rows.find(auditor, id, Optional.empty()).orElseThrow(NotFoundException::new);
  }

  private void requireOwn(Auditor auditor, UUID id) {
    if (!current(auditor, id).own()) {
      throw new ForbiddenException("another auditor's search");
    }
  }

  private static SearchBody required(@Nullable SearchBody body) {
    if (body == null) {
      throw new InvalidMessage("$", "an object with name, shared and conditions");
    }
    return body;
  }

  static UUID id(String text) {
    try {
      return WireUuid.parse(text);
    } catch (InvalidMessage e) {
      throw new NotFoundException(e);
    }
  }
}

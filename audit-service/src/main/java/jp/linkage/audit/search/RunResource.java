package jp.linkage.audit.search;

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
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import jp.linkage.audit.query.EntryFilter;
import jp.linkage.audit.query.EntryPage;
import jp.linkage.audit.query.EntryRows;
import jp.linkage.audit.query.FacetRows;
import jp.linkage.audit.query.Facets;
import jp.linkage.audit.query.Place;
import jp.linkage.audit.query.QueryParameters;
import jp.linkage.audit.view.CurrentAuditor;
import jp.linkage.audit.view.ReasonHeader;
import jp.linkage.audit.view.RecordView;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.protocol.json.InvalidMessage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Runs saved searches, within the scope of whoever runs them. */
@Path("/v1/searches")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({StaffRole.AUDITOR, StaffRole.AGENCY_AUDITOR})
@Tag(name = "Saved searches")
public class RunResource {
  private static final Set<String> VERSION = Set.of("version");

  private final CurrentAuditor currentAuditor;
  private final RecordView recordView;
  private final SearchRows searches;
  private final EntryRows entries;
  private final FacetRows facets;

  RunResource(
      CurrentAuditor currentAuditor,
      RecordView recordView,
      SearchRows searches,
      EntryRows entries,
      FacetRows facets) {
    this.currentAuditor = currentAuditor;
    this.recordView = recordView;
    this.searches = searches;
    this.entries = entries;
    this.facets = facets;
  }

  /** A page of what it finds. */
  @GET
  @Path("{searchId}/entries")
  @Operation(
      summary = "Run a saved search",
      description = "As `/v1/entries` with its conditions. The record names search and version.")
  @Parameter(name = "version", in = ParameterIn.QUERY, description = "The current one unless told.")
  @Parameter(
      name = "before",
      in = ParameterIn.QUERY,
      description = "Leaf index of the last entry of the page before.")
  @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 500, 100 unless told.")
  @APIResponse(responseCode = "200", description = "A page.")
  @APIResponse(responseCode = "400", description = "No reason, or a wrong parameter.")
  @APIResponse(responseCode = "404", description = "No such search, or none for the caller.")
  @APIResponse(responseCode = "503", description = "`audit-unavailable`: no log, no look.")
  public EntryPage entries(
      @HeaderParam(ReasonHeader.NAME)
          @Parameter(required = true, description = ReasonHeader.DESCRIPTION)
          @Nullable String reason,
      @PathParam("searchId") String searchId,
      @Context UriInfo uri) {
    Map<String, String> parameters =
        QueryParameters.read(uri.getQueryParameters(), VERSION, Place.NAMES);
    Place place = QueryParameters.part(parameters, Place.NAMES, Place::of);
    SavedSearch search = search(searchId, parameters);
    SortedMap<String, String> understood = understood(search);
    place.addTo(understood);
    return entries.find(
        recordView.record(reason, "run-search", understood),
        EntryFilter.of(search.conditions()),
        place);
  }

  /** The counts of what it finds. */
  @GET
  @Path("{searchId}/facets")
  @Operation(summary = "Count what a saved search finds", description = "As `/v1/facets`.")
  @Parameter(name = "version", in = ParameterIn.QUERY, description = "The current one unless told.")
  @APIResponse(responseCode = "200", description = "The counts.")
  @APIResponse(responseCode = "400", description = "No reason, or a wrong parameter.")
  @APIResponse(responseCode = "404", description = "No such search, or none for the caller.")
  @APIResponse(responseCode = "503", description = "`audit-unavailable`: no log, no look.")
  public Facets facets(
      @HeaderParam(ReasonHeader.NAME)
          @Parameter(required = true, description = ReasonHeader.DESCRIPTION)
          @Nullable String reason,
      @PathParam("searchId") String searchId,
      @Context UriInfo uri) {
    Map<String, String> parameters = QueryParameters.read(uri.getQueryParameters(), VERSION);
    SavedSearch search = search(searchId, parameters);
    return facets.count(
        recordView.record(reason, "count-search", understood(search)),
        EntryFilter.of(search.conditions()));
  }

  private SavedSearch search(String searchId, Map<String, String> parameters) {
    return searches
        .find(currentAuditor.get(), SearchResource.id(searchId), version(parameters))
        .orElseThrow(NotFoundException::new);
  }

  private static Optional<Integer> version(Map<String, String> parameters) {
    String text = parameters.get("version");
    if (text == null) {
      return Optional.empty();
    }
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new InvalidMessage("query.version", "the number of a version");
    }
    return Optional.of(Integer.valueOf(text));
  }

  private static SortedMap<String, String> understood(SavedSearch search) {
    SortedMap<String, String> understood = new TreeMap<>(search.conditions());
    understood.put("search", search.searchId().toString());
    understood.put("version", String.valueOf(search.version()));
    return understood;
  }
}

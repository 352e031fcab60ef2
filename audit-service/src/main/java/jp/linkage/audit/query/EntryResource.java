package jp.linkage.audit.query;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.linkage.audit.projection.ArchivedMonths;
import jp.linkage.audit.view.ReasonHeader;
import jp.linkage.audit.view.RecordView;
import jp.linkage.audit.view.Viewed;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.json.InvalidMessage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Search in the log, for auditors. */
@Path("/v1/entries")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({StaffRole.AUDITOR, StaffRole.AGENCY_AUDITOR})
@Tag(name = "Entries", description = "情報提供等の記録の検索。Search in the log.")
public class EntryResource {
  private final RecordView recordView;
  private final EntryRows rows;
  private final ReceiptRows receipts;
  private final ProveEntries proofs;

  EntryResource(RecordView recordView, EntryRows rows, ReceiptRows receipts, ProveEntries proofs) {
    this.recordView = recordView;
    this.rows = rows;
    this.receipts = receipts;
    this.proofs = proofs;
  }

  /** Entries that meet all conditions, the newest first. */
  @GET
  @Operation(
      summary = "Search entries",
      description =
          "Entries that meet all conditions, the newest first. An auditor (auditor) sees every"
              + " agency, an agency's auditor (agency-auditor, claim `agency`) what that agency"
              + " asked or was asked. Unknown and repeated parameters are refused. The query is"
              + " itself a VIEW record of the log, with the reason.")
  @Parameter(
      name = "from",
      in = ParameterIn.QUERY,
      description = "Logged at this instant or later.")
  @Parameter(name = "to", in = ParameterIn.QUERY, description = "Logged before this instant.")
  @Parameter(name = "inquirer", in = ParameterIn.QUERY, description = "Asking agency. 情報照会者")
  @Parameter(name = "provider", in = ParameterIn.QUERY, description = "Asked agency. 情報提供者")
  @Parameter(name = "agency", in = ParameterIn.QUERY, description = "Either of the two.")
  @Parameter(name = "item", in = ParameterIn.QUERY, description = "Item of the table. 項")
  @Parameter(name = "affair", in = ParameterIn.QUERY, description = "事務")
  @Parameter(name = "procedure", in = ParameterIn.QUERY, description = "号")
  @Parameter(name = "information", in = ParameterIn.QUERY, description = "One of those asked for.")
  @Parameter(name = "staff", in = ParameterIn.QUERY, description = "Pseudonym of the official.")
  @Parameter(
      name = "type",
      in = ParameterIn.QUERY,
      description = "REQUEST, RELEASE, ENROL, REGISTER, VIEW (an agency's), DENY, CONFIG or KEY.")
  @Parameter(
      name = "outcome",
      in = ParameterIn.QUERY,
      description =
          "open (asked, nothing released), released (all of the following), answered, deferred,"
              + " refused, unknown-person, mixed; denied, enrolled, registered, viewed, published, destroyed.")
  @Parameter(
      name = "reason",
      in = ParameterIn.QUERY,
      description = "Why an exchange was denied, exactly as the entry says.")
  @Parameter(name = "exchangeId", in = ParameterIn.QUERY)
  @Parameter(
      name = "before",
      in = ParameterIn.QUERY,
      description = "Leaf index of the last entry of the page before.")
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      description = "Entries at most, 1 to 500, 100 unless told.")
  @APIResponse(responseCode = "200", description = "A page; empty when nothing meets them all.")
  @APIResponse(
      responseCode = "400",
      description = "No reason, or a parameter is unknown, repeated or malformed.")
  @APIResponse(responseCode = "401", description = "No valid token.")
  @APIResponse(responseCode = "403", description = "Neither role, or an agency's auditor of none.")
  @APIResponse(responseCode = "503", description = "`audit-unavailable`: no log, no look.")
  public EntryPage search(
      @HeaderParam(ReasonHeader.NAME)
          @Parameter(required = true, description = ReasonHeader.DESCRIPTION)
          @Nullable String reason,
      @Context UriInfo uri) {
    Map<String, String> parameters =
        QueryParameters.read(uri.getQueryParameters(), EntryFilter.NAMES, Place.NAMES);
    EntryFilter filter = QueryParameters.part(parameters, EntryFilter.NAMES, EntryFilter::of);
    Place place = QueryParameters.part(parameters, Place.NAMES, Place::of);
    Map<String, String> understood = filter.conditions();
    place.addTo(understood);
    return rows.find(recordView.record(reason, "search-entries", understood), filter, place);
  }

  /** All records of one exchange. */
  @GET
  @Path("{exchangeId}")
  @Operation(
      summary = "One exchange",
      description =
          "Every record of an exchange, with its bytes, the receipt signed for it, and the proof"
              + " that it is in the log.")
  @APIResponse(responseCode = "200", description = "The records, the oldest first.")
  @APIResponse(responseCode = "400", description = "No reason.")
  @APIResponse(responseCode = "404", description = "None, or none that the caller may see.")
  @APIResponse(
      responseCode = "409",
      description = "`conflict`: the records of the months in `detail` are archived.")
  @APIResponse(responseCode = "503", description = "`audit-unavailable`: no log, no look.")
  public ExchangeEntries one(
      @HeaderParam(ReasonHeader.NAME)
          @Parameter(required = true, description = ReasonHeader.DESCRIPTION)
          @Nullable String reason,
      @PathParam("exchangeId") String exchangeId) {
    ExchangeId id = id(exchangeId);
    Viewed view = recordView.record(reason, "read-exchange", Map.of("exchangeId", id.toString()));
    List<Entry> found = rows.ofExchange(view, id.value());
    if (found.isEmpty()) {
      throw new NotFoundException();
    }
    Map<Long, ReceiptRows.Receipted> records = receipts.of(view, id.value(), found);
    ArchivedMonths.of(
            found.stream().filter(entry -> isArchived(entry, records)).map(Entry::loggedAt))
        .requireNone();
    Map<Long, String> proven = proofs.of(view, found);
    return new ExchangeEntries(
        id.value(),
        found.stream()
            .filter(entry -> records.containsKey(entry.leafIndex()))
            .map(entry -> recorded(entry, records, proven))
            .toList(),
        view.logged());
  }

  private static ExchangeId id(String text) {
    try {
      return ExchangeId.parse(text);
    } catch (InvalidMessage e) {
      throw new NotFoundException(e);
    }
  }

  private static boolean isArchived(Entry entry, Map<Long, ReceiptRows.Receipted> records) {
    ReceiptRows.Receipted receipted = records.get(entry.leafIndex());
    return receipted != null && receipted.record().isEmpty();
  }

  private static ExchangeEntries.Recorded recorded(
      Entry entry, Map<Long, ReceiptRows.Receipted> records, Map<Long, String> proofs) {
    ReceiptRows.Receipted receipted = records.get(entry.leafIndex());
    if (receipted == null) {
      throw new IllegalStateException("a row without its record");
    }
    return new ExchangeEntries.Recorded(
        entry,
        receipted.record().orElseThrow().text(),
        receipted.receipt().map(receipt -> receipt.json()),
        Optional.ofNullable(proofs.get(entry.leafIndex())));
  }
}

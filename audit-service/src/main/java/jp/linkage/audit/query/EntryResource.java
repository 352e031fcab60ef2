package jp.linkage.audit.query;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
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
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.json.InvalidMessage;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Search in the log, for auditors. */
@Path("/v1/entries")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({StaffRole.AUDITOR, StaffRole.AGENCY_AUDITOR})
@Tag(name = "Entries", description = "情報提供等の記録の検索。Search in the log.")
public class EntryResource {
  private final EntryRows rows;
  private final ReceiptRows receipts;
  private final JsonWebToken token;

  EntryResource(EntryRows rows, ReceiptRows receipts, JsonWebToken token) {
    this.rows = rows;
    this.receipts = receipts;
    this.token = token;
  }

  /** Entries that meet all conditions, the newest first. */
  @GET
  @Operation(
      summary = "Search entries",
      description =
          "Entries that meet all conditions, the newest first. An auditor (auditor) sees every"
              + " agency, an agency's auditor (agency-auditor, claim `agency`) what that agency"
              + " asked or was asked. Unknown and repeated parameters are refused.")
  @Parameter(
      name = "from",
      in = ParameterIn.QUERY,
      description = "Logged at this instant or later.")
  @Parameter(name = "to", in = ParameterIn.QUERY, description = "Logged before this instant.")
  @Parameter(name = "inquirer", in = ParameterIn.QUERY, description = "Asking agency. 情報照会者")
  @Parameter(name = "provider", in = ParameterIn.QUERY, description = "Asked agency. 情報提供者")
  @Parameter(name = "item", in = ParameterIn.QUERY, description = "Item of the table. 項")
  @Parameter(name = "affair", in = ParameterIn.QUERY, description = "事務")
  @Parameter(name = "procedure", in = ParameterIn.QUERY, description = "号")
  @Parameter(name = "information", in = ParameterIn.QUERY, description = "One of those asked for.")
  @Parameter(name = "staff", in = ParameterIn.QUERY, description = "Pseudonym of the official.")
  @Parameter(
      name = "type",
      in = ParameterIn.QUERY,
      description = "REQUEST, RELEASE, ENROL, REGISTER, VIEW, DENY or CONFIG.")
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
  @APIResponse(responseCode = "400", description = "A parameter is unknown, repeated or malformed.")
  @APIResponse(responseCode = "401", description = "No valid token.")
  @APIResponse(responseCode = "403", description = "Neither role, or an agency's auditor of none.")
  public EntryPage search(@Context UriInfo uri) {
    EntryFilter filter = EntryFilter.parse(uri.getQueryParameters());
    List<Entry> found = rows.find(filter, AuditScope.of(token)).stream().map(Entry::of).toList();
    if (found.size() <= filter.limit()) {
      return new EntryPage(found, Optional.empty());
    }
    List<Entry> page = found.subList(0, filter.limit());
    return new EntryPage(page, Optional.of(page.getLast().leafIndex()));
  }

  /** All records of one exchange. */
  @GET
  @Path("{exchangeId}")
  @Operation(
      summary = "One exchange",
      description = "Every record of an exchange, with its bytes and the receipt signed for it.")
  @APIResponse(responseCode = "200", description = "The records, the oldest first.")
  @APIResponse(responseCode = "404", description = "None, or none that the caller may see.")
  public ExchangeEntries one(@PathParam("exchangeId") String exchangeId) {
    ExchangeId id;
    try {
      id = ExchangeId.parse(exchangeId);
    } catch (InvalidMessage e) {
      throw new NotFoundException(e);
    }
    List<EntryRow> found = rows.ofExchange(id.value(), AuditScope.of(token));
    if (found.isEmpty()) {
      throw new NotFoundException();
    }
    Map<Long, ReceiptRows.Receipted> records =
        receipts.of(id.value(), found.stream().map(row -> row.leafIndex).toList());
    return new ExchangeEntries(
        id.value(),
        found.stream()
            .filter(row -> records.containsKey(row.leafIndex))
            .map(row -> recorded(row, records))
            .toList());
  }

  private static ExchangeEntries.Recorded recorded(
      EntryRow row, Map<Long, ReceiptRows.Receipted> records) {
    ReceiptRows.Receipted receipted = records.get(row.leafIndex);
    if (receipted == null) {
      throw new IllegalStateException("a row without its record");
    }
    return new ExchangeEntries.Recorded(
        Entry.of(row),
        receipted.record().text(),
        receipted.receipt().map(receipt -> receipt.json()));
  }
}

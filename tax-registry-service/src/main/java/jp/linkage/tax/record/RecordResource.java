package jp.linkage.tax.record;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.tax.request.Page;
import jp.linkage.tax.request.Parameters;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The agency's record of its exchanges over REST, for its own auditors. */
@Path("/v1/records")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(StaffRole.AGENCY_AUDITOR)
@Tag(name = "Records", description = "情報提供等の記録 (番号法23条)")
public class RecordResource {
  private final ReadRecords records;

  RecordResource(ReadRecords records) {
    this.records = records;
  }

  /** The records. */
  @GET
  @Operation(
      summary = "The agency's own record of its exchanges",
      description =
          "The latest first; kept for seven years (施行令30条). To go on, ask with the same filter and"
              + " before = next of the page before. What was provided is not part of the record.")
  @APIResponse(responseCode = "200", description = "A page of records")
  public Page<ExchangeRecord> all(
      @QueryParam("from")
          @Parameter(description = "Requested then or later", example = "2026-04-01T00:00:00Z")
          @Nullable String from,
      @QueryParam("to")
          @Parameter(description = "Requested before then", example = "2026-05-01T00:00:00Z")
          @Nullable String to,
      @QueryParam("addresseeNumber") @Parameter(example = "A-000123")
          @Nullable String addresseeNumber,
      @QueryParam("before") @Parameter(description = "next of the page before")
          @Nullable String before,
      @QueryParam("limit") @DefaultValue(Parameters.USUAL_LIMIT) int limit) {
    var filter =
        new ReadRecords.Filter(
            instant("from", from),
            instant("to", to),
            Optional.ofNullable(addresseeNumber).map(Parameters::addressee),
            Optional.ofNullable(before).map(RecordCursor::parse));
    return Page.of(
        records.read(filter, Parameters.limit(limit) + 1),
        limit,
        record -> RecordCursor.of(record).toString());
  }

  private static Optional<Instant> instant(String name, @Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeParseException _) {
      throw new InvalidMessage(name, "an instant such as 2026-04-01T00:00:00Z");
    }
  }
}

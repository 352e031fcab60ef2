package jp.linkage.gateway.inquiry;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.json.InvalidMessage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What went through the gateway, for its operators: metadata only. */
@Path("/v1/exchanges")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(StaffRole.OPERATOR)
@SecurityRequirement(name = "staff")
@Tag(name = "operation", description = "For the gateway's operators")
public class ExchangeListResource {
  private static final Duration DAY = Duration.ofDays(1);

  private final ExchangeListRows rows;
  private final Clock clock;

  ExchangeListResource(ExchangeListRows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /** The exchanges that the gateway still holds, newest first. */
  @GET
  @Operation(operationId = "listExchanges", summary = "Exchanges, newest first, page by page")
  public ExchangePage list(
      @Parameter(description = "PENDING, REFUSED, COMPLETED or DENIED") @QueryParam("state")
          @Nullable String state,
      @Parameter(description = "CONVERT, ENROL, REGISTER or READLOG") @QueryParam("type")
          @Nullable String type,
      @Parameter(description = "id of an agency that asks or is asked") @QueryParam("agency")
          @Nullable String agency,
      @Parameter(description = "`next` of the page before") @QueryParam("before")
          @Nullable String before,
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
    var filter =
        new ExchangeFilter(
            parameter("state", state, ExchangeListResource::state),
            parameter("type", type, ExchangeType::parse),
            parameter("agency", agency, AgencyId::new),
            parameter("before", before, ExchangeId::parse));
    List<ExchangeSummary> found = rows.list(filter, limit + 1);
    if (found.size() <= limit) {
      return new ExchangePage(found, null);
    }
    List<ExchangeSummary> page = found.subList(0, limit);
    return new ExchangePage(page, page.getLast().exchangeId().toString());
  }

  /** How many exchanges there were, by asking agency, type and state. */
  @GET
  @Path("counts")
  @Operation(
      operationId = "countExchanges",
      summary = "Numbers by asking agency, type and state",
      description = "Of the exchanges that the gateway still holds and that were made since then.")
  public List<ExchangeCount> counts(
      @Parameter(description = "instant such as 2026-11-23T05:00:00Z; a day ago by default")
          @QueryParam("since")
          @Nullable String since) {
    return rows.counts(
        parameter("since", since, ExchangeListResource::instant)
            .orElseGet(() -> clock.instant().minus(DAY)));
  }

  private static <T> Optional<T> parameter(
      String name, @Nullable String text, Function<String, T> reader) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.apply(text));
    } catch (InvalidMessage e) {
      throw e.under("$." + name);
    }
  }

  private static ExchangeState state(String text) {
    return Arrays.stream(ExchangeState.values())
        .filter(state -> state.name().equals(text))
        .findFirst()
        .orElseThrow(() -> InvalidMessage.value("PENDING, REFUSED, COMPLETED or DENIED"));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      throw InvalidMessage.value("an instant such as 2026-11-23T05:00:00Z");
    }
  }
}

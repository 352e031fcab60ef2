package jp.linkage.kit.receipt;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.problem.ProblemType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the log promised to this agency and whether it kept it, over REST. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({StaffRole.AGENCY_AUDITOR, StaffRole.OPERATOR})
@IfBuildProperty(name = "linkage.agency.enabled", stringValue = "true")
@Tag(name = "Receipts", description = "記録の受領証と検証")
public class ReceiptResource {
  private static final int LARGEST_LIMIT = 1000;

  private final ReceiptRows receipts;
  private final ShownRows shown;
  private final Clock clock;

  ReceiptResource(ReceiptRows receipts, ShownRows shown, Clock clock) {
    this.receipts = receipts;
    this.shown = shown;
    this.clock = clock;
  }

  /** A part of the receipts, the newest first. */
  @Schema(name = "LogReceiptPage")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record ReceiptPage(
      List<ReceiptView> items, @Schema(implementation = String.class) Optional<String> next) {}

  /** A part of the alarms, the newest first. */
  @Schema(name = "LogAlarmPage")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record AlarmPage(
      List<AlarmView> items, @Schema(implementation = String.class) Optional<String> next) {}

  /** The receipts of one exchange. */
  @Schema(name = "ExchangeReceipts")
  record ExchangeReceipts(List<ReceiptView> receipts, List<AlarmView> alarms) {}

  /** Receipts in one state. */
  @GET
  @Path("/receipts")
  @Operation(
      summary = "The log's receipts in one state",
      description =
          "The newest places of the log first. To go on, ask with before = next of the page"
              + " before.")
  @APIResponse(responseCode = "200", description = "A page of receipts")
  public ReceiptPage inState(
      @QueryParam("state")
          @Parameter(
              required = true,
              schema = @Schema(enumeration = {"pending", "unchecked", "broken", "proven"}))
          @Nullable String state,
      @QueryParam("before") @Parameter(description = "next of the page before")
          @Nullable String before,
      @QueryParam("limit") @DefaultValue("100") int limit) {
    ReceiptState asked =
        Optional.ofNullable(state)
            .flatMap(ReceiptState::of)
            .orElseThrow(() -> new InvalidMessage("state", "pending, unchecked, broken or proven"));
    requireLimit(limit);
    Optional<ReceiptCursor> cursor = Optional.ofNullable(before).map(ReceiptCursor::parse);
    // What was handed over just now counts too
    receipts.collect(clock.instant());
    List<ReceiptView> found = shown.page(asked, cursor, limit + 1);
    return found.size() <= limit
        ? new ReceiptPage(found, Optional.empty())
        : new ReceiptPage(
            found.subList(0, limit), Optional.of(found.get(limit - 1).cursor().toString()));
  }

  /** What the log promised of one exchange. */
  @GET
  @Path("/exchanges/{exchangeId}/receipts")
  @Operation(
      summary = "The receipts of an exchange, with their proofs and alarms",
      description =
          "A proof is a tlog-proof@v1 (docs/spec/audit-log.md §9), to be verified with the record"
              + " in its receipt and the log's keys.")
  @APIResponse(responseCode = "200", description = "In the order of the log")
  @APIResponse(responseCode = "404", description = "No receipt of such an exchange")
  public ExchangeReceipts ofExchange(@PathParam("exchangeId") String exchangeId) {
    UUID id = exchangeId(exchangeId);
    receipts.collect(clock.instant());
    List<ReceiptView> found = shown.ofExchange(id);
    if (found.isEmpty()) {
      throw new ProblemException(ProblemType.NOT_FOUND, "There is no receipt of such an exchange.");
    }
    return new ExchangeReceipts(found, shown.alarmsOf(id));
  }

  /** What the log did wrong. */
  @GET
  @Path("/log-alarms")
  @Operation(
      summary = "What the log did wrong",
      description =
          "The newest first; with the checkpoint that was verified before and the one that the log"
              + " showed. To go on, ask with before = next of the page before.")
  @APIResponse(responseCode = "200", description = "A page of alarms")
  public AlarmPage alarms(
      @QueryParam("before") @Parameter(description = "next of the page before")
          @Nullable String before,
      @QueryParam("limit") @DefaultValue("100") int limit) {
    requireLimit(limit);
    List<AlarmView> found = shown.alarms(before == null ? Long.MAX_VALUE : id(before), limit + 1);
    return found.size() <= limit
        ? new AlarmPage(found, Optional.empty())
        : new AlarmPage(
            found.subList(0, limit), Optional.of(String.valueOf(found.get(limit - 1).id())));
  }

  private static void requireLimit(int limit) {
    if (limit < 1 || limit > LARGEST_LIMIT) {
      throw new InvalidMessage("limit", "1 to " + LARGEST_LIMIT);
    }
  }

  private static UUID exchangeId(String text) {
    try {
      return ExchangeId.parse(text).value();
    } catch (InvalidMessage e) {
      throw new InvalidMessage("exchangeId", e.expected());
    }
  }

  private static long id(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new InvalidMessage("before", "the value of next of the page before");
    }
    return Long.parseLong(text);
  }
}

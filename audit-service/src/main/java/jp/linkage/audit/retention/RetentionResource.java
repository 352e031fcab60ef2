package jp.linkage.audit.retention;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.retention.RetentionReport.MonthKey;
import jp.linkage.audit.retention.RetentionRows.Month;
import jp.linkage.audit.view.ReasonHeader;
import jp.linkage.audit.view.RecordView;
import jp.linkage.audit.view.Viewed;
import jp.linkage.kit.staff.StaffRole;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The report of what was destroyed. */
@Path("/v1/retention")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(StaffRole.AUDITOR)
@Tag(name = "Retention", description = "保存期間と保全。How long records can be opened; holds.")
public class RetentionResource {
  private final RecordView recordView;
  private final RetentionRows rows;
  private final DestroyKeys destroyKeys;
  private final RetentionConfig config;
  private final Transactions transactions;

  RetentionResource(
      RecordView recordView,
      RetentionRows rows,
      DestroyKeys destroyKeys,
      RetentionConfig config,
      Transactions transactions) {
    this.recordView = recordView;
    this.rows = rows;
    this.destroyKeys = destroyKeys;
    this.config = config;
    this.transactions = transactions;
  }

  /** Months and their keys. */
  @GET
  @Operation(
      summary = "Which months can be opened",
      description =
          "Every month with the state of its key: when it is due, when it was destroyed, how many"
              + " records nobody can open any more, how many a hold keeps, and where the log says"
              + " so.")
  @APIResponse(responseCode = "200", description = "The months, the newest first.")
  @APIResponse(responseCode = "400", description = "No reason.")
  @APIResponse(responseCode = "403", description = "Not an auditor of all agencies.")
  @APIResponse(responseCode = "503", description = "`audit-unavailable`: no log, no look.")
  public RetentionReport report(
      @HeaderParam(ReasonHeader.NAME)
          @Parameter(required = true, description = ReasonHeader.DESCRIPTION)
          @Nullable String reason) {
    Viewed view = recordView.record(reason, "read-retention", Map.of());
    return new RetentionReport(
        config.keep().toString(),
        transactions.read(connection -> rows.report(connection, view)).stream()
            .map(this::monthKey)
            .toList(),
        view.logged());
  }

  private MonthKey monthKey(Month month) {
    return new MonthKey(
        month.month().toString(),
        month.destroyedAt().isPresent() ? "destroyed" : month.held() ? "held" : "kept",
        destroyKeys.due(month.month()),
        month.destroyedAt(),
        month.entries(),
        month.heldRecords(),
        month.recordIndex());
  }
}

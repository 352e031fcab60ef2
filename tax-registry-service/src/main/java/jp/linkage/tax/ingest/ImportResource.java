package jp.linkage.tax.ingest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.kit.staff.CurrentStaff;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.tax.file.Column;
import jp.linkage.tax.file.FileFormat;
import jp.linkage.tax.request.Page;
import jp.linkage.tax.request.Parameters;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Imports over REST: a file is sent, its job watched, its faults read. */
@Path("/v1/imports")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({StaffRole.CLERK, StaffRole.AGENCY_AUDITOR})
@Tag(name = "Imports", description = "賦課情報の一括取込")
public class ImportResource {
  private final ReceiveFile receiveFile;
  private final ImportJobRows jobs;
  private final ImportFaults faults;
  private final CurrentStaff staff;

  ImportResource(
      ReceiveFile receiveFile, ImportJobRows jobs, ImportFaults faults, CurrentStaff staff) {
    this.receiveFile = receiveFile;
    this.jobs = jobs;
    this.faults = faults;
    this.staff = staff;
  }

  /** A column as the API describes it. */
  @Schema(name = "ImportColumn")
  record ColumnView(
      @Schema(description = "In CSV", examples = "municipal_income_levy") String name,
      @Schema(description = "In JSON", examples = "municipalIncomeLevy") String member,
      @Schema(description = "In CSV, instead of the name", examples = "市町村民税 所得割額") String term,
      @Schema(description = "Whether every CSV file has it") boolean required,
      String expected,
      String expectedJa) {
    static ColumnView of(Column column) {
      return new ColumnView(
          column.name(),
          column.member(),
          column.term(),
          column.required(),
          column.form().en(),
          column.form().ja());
    }
  }

  /** Takes a file. */
  @POST
  @Consumes({"text/csv", "application/x-ndjson"})
  @RolesAllowed(StaffRole.CLERK)
  @Operation(
      summary = "Import a file of assessments",
      description =
          "UTF-8, as CSV with a head (RFC 4180, without line breaks in cells) or as NDJSON. The"
              + " whole file is validated before anything of it is imported. In a cell, nothing is"
              + " not zero: what is not recorded stays empty.")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = "text/csv",
            schema = @Schema(type = SchemaType.STRING),
            example =
                "addressee_no,fiscal_year,tax_status,address_on_january_1,…\n"
                    + "A-000123,2026,undeclared,municipality,…"),
        @Content(
            mediaType = "application/x-ndjson",
            schema = @Schema(type = SchemaType.STRING),
            example =
                "{\"addresseeNumber\": \"A-000123\", \"fiscalYear\": 2026, \"taxStatus\":"
                    + " \"undeclared\", \"addressOnJanuary1\": \"municipality\"}")
      })
  @APIResponse(
      responseCode = "202",
      description = "Received; Location is where to watch the import",
      content = @Content(schema = @Schema(implementation = ImportView.class)))
  @APIResponse(
      responseCode = "200",
      description = "This very file was sent before; this is its import",
      content = @Content(schema = @Schema(implementation = ImportView.class)))
  @APIResponse(responseCode = "413", description = "The file is too large")
  public Response receive(
      InputStream file,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) MediaType type,
      @QueryParam("mode")
          @DefaultValue("whole-file")
          @Parameter(description = "whole-file, or valid-lines to import the right lines only")
          String mode) {
    ImportMode parsedMode =
        ImportMode.parse(mode)
            .orElseThrow(() -> new InvalidMessage("mode", "whole-file or valid-lines"));
    return switch (receive(file, format(type), parsedMode)) {
      case ReceiveFile.Received received ->
          Response.accepted(ImportView.of(received.job()))
              .location(location(received.job().id()))
              .build();
      case ReceiveFile.SameFile same ->
          Response.ok(ImportView.of(same.earlier(), true))
              .location(location(same.earlier().id()))
              .build();
      case ReceiveFile.TooLarge _ ->
          throw new ProblemException(
              ProblemType.TOO_LARGE, "Divide the file; each part is an import of its own.");
    };
  }

  private ReceiveFile.Outcome receive(InputStream file, FileFormat format, ImportMode mode) {
    try {
      return receiveFile.receive(file, format, mode, staff.pseudonym());
    } catch (IOException _) {
      throw new InvalidMessage("$", "the whole file; the connection broke off");
    }
  }

  /** The imports. */
  @GET
  @Operation(
      summary = "The imports, the latest first",
      description = "To go on, ask with before = next of the page before.")
  public Page<ImportView> all(
      @QueryParam("before") @Nullable String before,
      @QueryParam("limit") @DefaultValue(Parameters.USUAL_LIMIT) int limit) {
    Optional<UUID> cursor = Optional.ofNullable(before).map(text -> Parameters.id("before", text));
    return Page.of(
            jobs.latest(cursor, Parameters.limit(limit) + 1), limit, job -> job.id().toString())
        .map(ImportView::of);
  }

  /** The columns of a file. */
  @GET
  @Path("/columns")
  @Operation(summary = "The columns that a file can have, and what is expected in them")
  public List<ColumnView> columns() {
    return Column.ALL.stream().map(ColumnView::of).toList();
  }

  /** One import. */
  @GET
  @Path("/{id}")
  @Operation(summary = "How far an import is")
  @APIResponse(responseCode = "200", description = "The import as it stands")
  @APIResponse(responseCode = "404", description = "No such import")
  public ImportView one(@PathParam("id") String id) {
    return ImportView.of(job(id));
  }

  /** The faults of a file. */
  @GET
  @Path("/{id}/errors")
  @Operation(
      summary = "What is wrong with a file",
      description =
          "In the order of its lines. To go on, ask with after = next of the page before. Values"
              + " of the file are never repeated.")
  @APIResponse(responseCode = "200", description = "A page of errors")
  @APIResponse(responseCode = "404", description = "No such import")
  public Page<ImportErrorView> errors(
      @PathParam("id") String id,
      @QueryParam("after") @DefaultValue("-1.0") @Parameter(description = "next of the page before")
          String after,
      @QueryParam("limit") @DefaultValue(Parameters.USUAL_LIMIT) int limit) {
    ImportJob job = job(id);
    FaultCursor cursor = FaultCursor.parse(after);
    return Page.of(
            faults.read(job.id(), cursor.line(), cursor.position(), Parameters.limit(limit) + 1),
            limit,
            kept -> new FaultCursor(kept.fault().line(), kept.position()).toString())
        .map(kept -> ImportErrorView.of(kept.fault()));
  }

  private ImportJob job(String id) {
    return jobs.job(Parameters.id("id", id))
        .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such import."));
  }

  private static FileFormat format(MediaType type) {
    String charset = type.getParameters().get(MediaType.CHARSET_PARAMETER);
    if (charset != null && !charset.equalsIgnoreCase("utf-8")) {
      throw new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the file in UTF-8.");
    }
    return type.getSubtype().equalsIgnoreCase("csv") ? FileFormat.CSV : FileFormat.NDJSON;
  }

  private static URI location(UUID importId) {
    return URI.create("/v1/imports/" + importId);
  }
}

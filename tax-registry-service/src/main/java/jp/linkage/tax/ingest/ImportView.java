package jp.linkage.tax.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An import as the API shows it. */
@Schema(name = "Import")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ImportView(
    UUID id,
    @Schema(examples = "csv") String format,
    @Schema(examples = "whole-file") String mode,
    @Schema(
            description =
                "receiving, waiting, validating, applying, completed, rejected (nothing imported),"
                    + " failed",
            examples = "applying")
        String state,
    @Schema(description = "The official's pseudonym") String requestedBy,
    Instant requestedAt,
    @Schema(implementation = Instant.class) Optional<Instant> finishedAt,
    @Schema(examples = "28456120") long sizeBytes,
    @Schema(description = "Lines of data read so far", examples = "100000") int linesRead,
    @Schema(description = "Of those, the right ones", examples = "100000") int linesAccepted,
    @Schema(description = "Of those, the wrong ones", examples = "0") int linesRejected,
    @Schema(description = "Faults found; GET …/errors lists them", examples = "0") int errors,
    @Schema(description = "Lines imported so far", examples = "40000") int linesApplied,
    @Schema(description = "Of those, first assessments", examples = "39000") int added,
    @Schema(description = "Of those, new revisions", examples = "600") int changed,
    @Schema(description = "Of those, already on record", examples = "400") int unchanged,
    @Schema(
            description =
                "True when this very file was sent before: this is the import of then, and nothing"
                    + " is imported again",
            examples = "false")
        boolean sameFile) {

  static ImportView of(ImportJob job) {
    return of(job, false);
  }

  static ImportView of(ImportJob job, boolean sameFile) {
    return new ImportView(
        job.id(),
        job.format().id(),
        job.mode().id(),
        job.state().id(),
        job.requestedBy().value(),
        job.requestedAt(),
        job.finishedAt(),
        job.sizeBytes(),
        job.read(),
        job.accepted(),
        job.rejected(),
        job.faults(),
        job.applied(),
        job.added(),
        job.changed(),
        job.unchanged(),
        sameFile);
  }
}

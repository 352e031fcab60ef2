package jp.linkage.tax.ingest;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.tax.file.FileFormat;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A job as the table has it, to read; all changes are guarded updates of {@link ImportJobRows}. */
@Entity
@Immutable
@Table(name = "import_job")
class ImportJobRow {
  @Id private UUID id;
  private String format;
  private String mode;
  private String state;

  @Column(name = "requested_by")
  private String requestedBy;

  @Column(name = "requested_at")
  private Instant requestedAt;

  @Column(name = "finished_at")
  private @Nullable Instant finishedAt;

  @Column(name = "size_bytes")
  private long sizeBytes;

  @Column(name = "lines_read")
  private int linesRead;

  @Column(name = "lines_accepted")
  private int linesAccepted;

  @Column(name = "lines_rejected")
  private int linesRejected;

  private int faults;

  @Column(name = "lines_applied")
  private int linesApplied;

  @Column(name = "assessments_new")
  private int assessmentsNew;

  @Column(name = "assessments_changed")
  private int assessmentsChanged;

  @Column(name = "assessments_unchanged")
  private int assessmentsUnchanged;

  /** For Hibernate. */
  protected ImportJobRow() {}

  ImportJob toJob() {
    return new ImportJob(
        id,
        FileFormat.parse(format).orElseThrow(),
        ImportMode.parse(mode).orElseThrow(),
        ImportState.parse(state).orElseThrow(),
        new StaffPseudonym(requestedBy),
        requestedAt,
        Optional.ofNullable(finishedAt),
        sizeBytes,
        linesRead,
        linesAccepted,
        linesRejected,
        faults,
        linesApplied,
        assessmentsNew,
        assessmentsChanged,
        assessmentsUnchanged);
  }
}

package jp.linkage.tax.assessment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.StaffPseudonym;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A revision as the table has it. The database refuses to change or to remove one. */
@Entity
@Immutable
@Table(name = "assessment_revision")
class AssessmentRevisionRow {
  @Id private long id;

  @Column(name = "addressee_no")
  private String addresseeNumber;

  @Column(name = "fiscal_year")
  private int fiscalYear;

  private int revision;

  @Column(name = "tax_status")
  private String taxStatus;

  @Column(name = "address_on_january_1")
  private String addressOnJanuary1;

  /** JSON, of type jsonb. */
  private String figures;

  private String reason;
  private @Nullable String note;

  @Column(name = "recorded_at")
  private Instant recordedAt;

  @Column(name = "recorded_by")
  private String recordedBy;

  @Column(name = "import_id")
  private @Nullable UUID importId;

  @Column(name = "idempotency_key")
  private @Nullable String idempotencyKey;

  /** For Hibernate. */
  protected AssessmentRevisionRow() {}

  AssessmentRevision toRevision() {
    return new AssessmentRevision(
        new AssessmentKey(new AddresseeNumber(addresseeNumber), new FiscalYear(fiscalYear)),
        revision,
        StoredContent.read(taxStatus, addressOnJanuary1, figures),
        RevisionReason.parse(reason).orElseThrow(),
        Optional.ofNullable(note),
        recordedAt,
        new StaffPseudonym(recordedBy),
        Optional.ofNullable(importId));
  }
}

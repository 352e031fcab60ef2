package jp.linkage.welfare.inquiry;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.welfare.entitlement.FiscalYear;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** Evidence as the table has it: the latest of each person and fiscal year. */
@Entity
@IdClass(TaxEvidenceRow.Key.class)
@Table(name = "evidence")
class TaxEvidenceRow {
  @Id
  @Column(name = "application_id")
  private UUID applicationId;

  @Id
  @Column(name = "addressee_no")
  private String addresseeNo;

  @Id
  @Column(name = "fiscal_year")
  private int fiscalYear;

  @Column(name = "inquiry_id")
  private @Nullable UUID inquiryId;

  private String outcome;

  @ColumnTransformer(write = "?::jsonb")
  private @Nullable String fields;

  @Column(name = "obtained_at")
  private Instant obtainedAt;

  /** The primary key. */
  record Key(UUID applicationId, String addresseeNo, int fiscalYear) implements Serializable {}

  /** For Hibernate. */
  protected TaxEvidenceRow() {}

  TaxEvidenceRow(UUID applicationId, TaxEvidence evidence) {
    this.applicationId = applicationId;
    addresseeNo = evidence.person().value();
    fiscalYear = evidence.fiscalYear().year();
    inquiryId = evidence.inquiryId().orElse(null);
    outcome = evidence.outcome().code();
    fields = evidence.fields().map(StoredJson::write).orElse(null);
    obtainedAt = evidence.obtainedAt();
  }

  TaxEvidence toEvidence() {
    return new TaxEvidence(
        new AddresseeNumber(addresseeNo),
        new FiscalYear(fiscalYear),
        Optional.ofNullable(inquiryId),
        EvidenceOutcome.parse(outcome),
        Optional.ofNullable(fields).map(StoredJson::read),
        obtainedAt);
  }
}

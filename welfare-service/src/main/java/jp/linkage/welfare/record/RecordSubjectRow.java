package jp.linkage.welfare.record;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A person of a record as the kit's table has it; read only. */
@Entity
@Immutable
@IdClass(RecordSubjectRow.Key.class)
@Table(name = "exchange_record_subject")
class RecordSubjectRow {
  @Id
  @Column(name = "exchange_id")
  private UUID exchangeId;

  @Id private String role;
  @Id private int position;

  @Column(name = "addressee_no")
  private @Nullable String addresseeNo;

  private String outcome;

  /** The primary key. */
  record Key(UUID exchangeId, String role, int position) implements Serializable {}

  /** For Hibernate. */
  protected RecordSubjectRow() {}

  RecordRow.Key recordKey() {
    return new RecordRow.Key(exchangeId, role);
  }

  RecordView.SubjectView toView() {
    return new RecordView.SubjectView(Optional.ofNullable(addresseeNo), outcome);
  }
}

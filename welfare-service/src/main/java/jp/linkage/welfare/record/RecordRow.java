package jp.linkage.welfare.record;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A record as the kit's table has it; read only. */
@Entity
@Immutable
@IdClass(RecordRow.Key.class)
@Table(name = "exchange_record")
class RecordRow {
  @Id
  @Column(name = "exchange_id")
  private UUID exchangeId;

  @Id private String role;
  private String inquirer;
  private String provider;
  private String organisation;

  @Column(name = "item_number")
  private String itemNumber;

  private String affair;
  private String procedure;
  private String[] information;

  @Column(name = "subject_relation")
  private String subjectRelation;

  @Column(name = "case_reference")
  private String caseReference;

  private String staff;

  @Column(name = "non_disclosure")
  private boolean nonDisclosure;

  @Column(name = "requested_at")
  private Instant requestedAt;

  @Column(name = "provided_at")
  private @Nullable Instant providedAt;

  private String outcome;

  @Column(name = "topic_id")
  private @Nullable UUID topicId;

  @Column(name = "request_offset")
  private @Nullable Long requestOffset;

  @Column(name = "release_offset")
  private @Nullable Long releaseOffset;

  /** The primary key. */
  record Key(UUID exchangeId, String role) implements Serializable {}

  /** For Hibernate. */
  protected RecordRow() {}

  Key key() {
    return new Key(exchangeId, role);
  }

  RecordView toView(List<RecordView.SubjectView> subjects) {
    return new RecordView(
        exchangeId.toString(),
        role,
        inquirer,
        provider,
        organisation,
        itemNumber,
        affair,
        procedure,
        List.of(information),
        subjectRelation,
        caseReference,
        staff,
        nonDisclosure,
        requestedAt,
        Optional.ofNullable(providedAt),
        outcome,
        Optional.ofNullable(topicId),
        Optional.ofNullable(requestOffset),
        Optional.ofNullable(releaseOffset),
        subjects);
  }
}

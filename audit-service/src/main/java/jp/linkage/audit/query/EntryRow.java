package jp.linkage.audit.query;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of the projection, to be read only. */
@Entity
@Immutable
@Table(name = "entry")
class EntryRow {
  @Id
  @Column(name = "leaf_index")
  long leafIndex;

  @Column(name = "leaf_hash")
  byte[] leafHash = {};

  @Column(name = "logged_at")
  Instant loggedAt = Instant.EPOCH;

  @Column(name = "state")
  String state = "";

  @Column(name = "dup_of")
  @Nullable Long dupOf;

  @Column(name = "type")
  @Nullable String type;

  @Column(name = "exchange_id")
  @Nullable UUID exchangeId;

  @Column(name = "recorded_at")
  @Nullable Instant recordedAt;

  @Column(name = "requested_at")
  @Nullable Instant requestedAt;

  @Column(name = "released_at")
  @Nullable Instant releasedAt;

  @Column(name = "inquirer")
  @Nullable String inquirer;

  @Column(name = "provider")
  @Nullable String provider;

  @Column(name = "item_number")
  @Nullable String itemNumber;

  @Column(name = "affair")
  @Nullable String affair;

  @Column(name = "procedure")
  @Nullable String procedure;

  @Column(name = "information", columnDefinition = "text[]")
  String @Nullable [] information;

  @Column(name = "subject_relation")
  @Nullable String subjectRelation;

  @Column(name = "organisation")
  @Nullable String organisation;

  @Column(name = "case_reference")
  @Nullable String caseReference;

  @Column(name = "staff")
  @Nullable String staff;

  @Column(name = "item_count")
  @Nullable Integer itemCount;

  @Column(name = "non_disclosure")
  @Nullable Boolean nonDisclosure;

  @Column(name = "outcome")
  @Nullable String outcome;

  @Column(name = "statuses", columnDefinition = "text[]")
  String @Nullable [] statuses;

  @Column(name = "reason")
  @Nullable String reason;
}

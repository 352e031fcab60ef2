package jp.linkage.tax.items;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** An inquiry that waits for an official, or waited, as the table has it. */
@Entity
@Immutable
@Table(name = "release")
class ReleaseRow {
  @Id private UUID id;

  @Column(name = "exchange_id")
  private UUID exchangeId;

  @Column(name = "addressee_no")
  private String addresseeNumber;

  private String inquirer;
  private String organisation;

  @Column(name = "item_number")
  private String itemNumber;

  private String affair;
  private String procedure;

  @Column(name = "requested_at")
  private Instant requestedAt;

  @Column(name = "expires_at")
  private Instant expiresAt;

  private String state;
  private @Nullable String reason;

  @Column(name = "decided_at")
  private @Nullable Instant decidedAt;

  @Column(name = "decided_by")
  private @Nullable String decidedBy;

  /** For Hibernate. */
  protected ReleaseRow() {}

  Release toRelease() {
    return new Release(
        id,
        exchangeId,
        addresseeNumber,
        inquirer,
        organisation,
        itemNumber,
        affair,
        procedure,
        requestedAt,
        expiresAt,
        ReleaseState.parse(state).orElseThrow(),
        Optional.ofNullable(reason),
        Optional.ofNullable(decidedAt),
        Optional.ofNullable(decidedBy));
  }
}

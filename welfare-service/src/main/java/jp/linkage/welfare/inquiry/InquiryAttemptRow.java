package jp.linkage.welfare.inquiry;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.kit.exchange.InquiryOutcome.LogProof;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.SubjectRelation;
import jp.linkage.welfare.entitlement.FiscalYear;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** An attempt as the table has it. */
@Entity
@Table(name = "application_inquiry")
class InquiryAttemptRow {
  @Id private UUID id;

  @Column(name = "application_id")
  private UUID applicationId;

  @Column(name = "exchange_id")
  private UUID exchangeId;

  private String provider;
  private String relation;

  @Column(name = "fiscal_year")
  private int fiscalYear;

  private String[] subjects;
  private String state;

  @ColumnTransformer(write = "?::jsonb")
  private @Nullable String problem;

  @Column(name = "topic_id")
  private @Nullable UUID topicId;

  @Column(name = "request_offset")
  private @Nullable Long requestOffset;

  @Column(name = "requested_at")
  private @Nullable Instant requestedAt;

  @Column(name = "release_offset")
  private @Nullable Long releaseOffset;

  @Column(name = "released_at")
  private @Nullable Instant releasedAt;

  @Column(name = "started_at")
  private Instant startedAt;

  @Column(name = "ended_at")
  private @Nullable Instant endedAt;

  /** For Hibernate. */
  protected InquiryAttemptRow() {}

  InquiryAttemptRow(UUID applicationId, InquiryAttempt attempt) {
    PlannedInquiry planned = attempt.planned();
    id = attempt.id();
    this.applicationId = applicationId;
    exchangeId = attempt.exchangeId().value();
    provider = planned.provider().value();
    relation = planned.relation().value();
    fiscalYear = planned.fiscalYear().year();
    subjects = planned.subjects().stream().map(AddresseeNumber::value).toArray(String[]::new);
    startedAt = attempt.startedAt();
    take(attempt);
  }

  /** Takes over what can change. */
  final void take(InquiryAttempt attempt) {
    state = attempt.state().code();
    problem = attempt.problem().map(StoredJson::write).orElse(null);
    endedAt = attempt.endedAt().orElse(null);
    LogProof proof = attempt.proof().orElse(null);
    if (proof != null) {
      topicId = proof.topicId();
      requestOffset = proof.requestOffset();
      requestedAt = proof.requestedAt();
      releaseOffset = proof.releaseOffset();
      releasedAt = proof.releasedAt();
    }
  }

  InquiryAttempt toAttempt() {
    return new InquiryAttempt(
        id,
        new PlannedInquiry(
            new AgencyId(provider),
            new SubjectRelation(relation),
            new FiscalYear(fiscalYear),
            Arrays.stream(subjects).map(AddresseeNumber::new).toList()),
        new ExchangeId(exchangeId),
        InquiryAttempt.State.parse(state),
        Optional.ofNullable(problem).map(StoredJson::read),
        proof(),
        startedAt,
        Optional.ofNullable(endedAt));
  }

  private Optional<LogProof> proof() {
    return topicId == null
            || requestOffset == null
            || requestedAt == null
            || releaseOffset == null
            || releasedAt == null
        ? Optional.empty()
        : Optional.of(new LogProof(topicId, requestOffset, requestedAt, releaseOffset, releasedAt));
  }
}

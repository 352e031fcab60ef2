package jp.linkage.welfare.application;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.CaseReference;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.welfare.entitlement.LivingArrangement;
import jp.linkage.welfare.entitlement.PublicAssistance;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** An application as the table has it. */
@Entity
@Table(name = "application")
class ApplicationRow {
  @Id private UUID id;

  @Column(name = "case_reference")
  private String caseReference;

  @Column(name = "service_month")
  private LocalDate serviceMonth;

  private String living;

  @Column(name = "public_assistance")
  private String publicAssistance;

  @Column(name = "non_disclosure")
  private boolean nonDisclosure;

  @Column(name = "applicant_no")
  private String applicantNo;

  private String state;

  @Column(name = "inquiring_token")
  private @Nullable UUID inquiringToken;

  @Column(name = "inquiring_until")
  private @Nullable Instant inquiringUntil;

  @Column(name = "ceiling_yen")
  private @Nullable Long ceilingYen;

  private @Nullable String article;

  @ColumnTransformer(write = "?::jsonb")
  private String explanation;

  @Column(name = "open_facts")
  @ColumnTransformer(write = "?::jsonb")
  private String openFacts;

  @Column(name = "received_at")
  private Instant receivedAt;

  @Column(name = "received_by")
  private String receivedBy;

  @Column(name = "changed_at")
  private Instant changedAt;

  @Column(name = "decided_at")
  private @Nullable Instant decidedAt;

  @Column(name = "idempotency_key")
  private String idempotencyKey;

  @Column(name = "request_hash")
  private byte[] requestHash;

  @ElementCollection
  @CollectionTable(name = "application_person", joinColumns = @JoinColumn(name = "application_id"))
  @OrderColumn(name = "position")
  private List<ApplicationPersonRow> persons = new ArrayList<>();

  /** For Hibernate. */
  protected ApplicationRow() {}

  ApplicationRow(Application application, String idempotencyKey, byte[] requestHash) {
    NewApplication entered = application.entered();
    id = application.id();
    caseReference = application.caseReference().value();
    serviceMonth = entered.serviceMonth().atDay(1);
    living = entered.living().code();
    publicAssistance = entered.publicAssistance().code();
    nonDisclosure = entered.nonDisclosure();
    applicantNo = entered.applicant().addressee().value();
    state = application.state().code();
    explanation = StoredExplanation.lines(application.explanation());
    openFacts = StoredExplanation.open(application.open());
    receivedAt = application.receivedAt();
    receivedBy = application.receivedBy().value();
    changedAt = application.changedAt();
    this.idempotencyKey = idempotencyKey;
    this.requestHash = requestHash.clone();
    entered.persons().stream().map(ApplicationPersonRow::new).forEach(persons::add);
  }

  UUID id() {
    return id;
  }

  boolean hasRequestHash(byte[] hash) {
    return Arrays.equals(requestHash, hash);
  }

  Application toApplication() {
    List<HouseholdPerson> all = persons.stream().map(ApplicationPersonRow::toPerson).toList();
    CaseReference reference = new CaseReference(caseReference);
    NewApplication entered =
        new NewApplication(
            YearMonth.from(serviceMonth),
            Arrays.stream(LivingArrangement.values())
                .filter(l -> l.code().equals(living))
                .findFirst()
                .orElseThrow(),
            Arrays.stream(PublicAssistance.values())
                .filter(p -> p.code().equals(publicAssistance))
                .findFirst()
                .orElseThrow(),
            nonDisclosure,
            Optional.of(reference),
            all.getFirst(),
            all.subList(1, all.size()));
    return new Application(
        id,
        reference,
        entered,
        ApplicationState.parse(state),
        StoredExplanation.lines(explanation),
        StoredExplanation.open(openFacts),
        decided(),
        receivedAt,
        new StaffPseudonym(receivedBy),
        changedAt);
  }

  /** Without the persons, which are not loaded for a list. */
  ApplicationRows.Summary toSummary() {
    return new ApplicationRows.Summary(
        id,
        caseReference,
        new AddresseeNumber(applicantNo),
        YearMonth.from(serviceMonth),
        ApplicationState.parse(state),
        Optional.ofNullable(ceilingYen),
        receivedAt,
        changedAt);
  }

  private Optional<Application.Decided> decided() {
    return ceilingYen == null || article == null || decidedAt == null
        ? Optional.empty()
        : Optional.of(new Application.Decided(ceilingYen, article, decidedAt));
  }
}

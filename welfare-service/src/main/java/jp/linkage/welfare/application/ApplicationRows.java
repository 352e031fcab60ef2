package jp.linkage.welfare.application;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.UUID;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.welfare.entitlement.CeilingDecision;
import org.jspecify.annotations.Nullable;

/** The applications, and the right to inquire for one of them. */
@ApplicationScoped
class ApplicationRows implements PanacheRepositoryBase<ApplicationRow, UUID> {

  /** What a list shows of an application. */
  record Summary(
      UUID id,
      String caseReference,
      AddresseeNumber applicant,
      YearMonth serviceMonth,
      ApplicationState state,
      Optional<Long> monthlyCeilingYen,
      Instant receivedAt,
      Instant changedAt) {}

  /** Makes requests with one key wait for each other until the transaction ends. */
  void lockKey(StaffPseudonym staff, String idempotencyKey) {
    getEntityManager()
        .createNativeQuery("select pg_advisory_xact_lock(hashtextextended(?1, 0))", Object.class)
        .setParameter(1, staff.value() + " " + idempotencyKey)
        .getSingleResult();
  }

  void insert(Application application, String idempotencyKey, byte[] requestHash) {
    persist(new ApplicationRow(application, idempotencyKey, requestHash));
  }

  /** The application, if there is one of this id. */
  Optional<Application> application(UUID id) {
    return findByIdOptional(id).map(ApplicationRow::toApplication);
  }

  Optional<ApplicationRow> underKey(StaffPseudonym staff, String idempotencyKey) {
    return find("receivedBy = ?1 and idempotencyKey = ?2", staff.value(), idempotencyKey)
        .firstResultOptional();
  }

  /** The newest first, older than {@code before}. */
  List<Summary> page(
      Optional<ApplicationState> state,
      Optional<AddresseeNumber> applicant,
      Optional<UUID> before,
      int limit) {
    StringJoiner where = new StringJoiner(" and ", " where ", "").setEmptyValue("");
    Parameters parameters = new Parameters();
    state.ifPresent(wanted -> {
      where.add("state = :state");
      parameters.and("state", wanted.code());
    });
    applicant.ifPresent(wanted -> {
      where.add("applicantNo = :applicant");
      parameters.and("applicant", wanted.value());
    });
    before.ifPresent(last -> {
      where.add("id < :before");
      parameters.and("before", last);
    });
    return find("from ApplicationRow" + where + " order by id desc", parameters)
        .page(0, limit)
        .stream()
        .map(ApplicationRow::toSummary)
        .toList();
  }

  /**
   * Takes the right to inquire, unless somebody else holds it or the state is not one to start
   * from.
   *
   * @param until when it lapses, should this process die
   */
  boolean acquire(UUID id, UUID token, InquireAndDecide.Start start, Instant now, Instant until) {
    return update(
            """
            state = 'inquiring', inquiringToken = ?2, inquiringUntil = ?3, changedAt = ?4
            where id = ?1 and (state = 'received' or (state = 'pending' and ?5 = true)
              or (state = 'inquiring' and inquiringUntil < ?4))
            """,
            id,
            token,
            until,
            now,
            start == InquireAndDecide.Start.AGAIN)
        == 1;
  }

  /**
   * Stores the decision, or why there is none, and gives the right back.
   *
   * @return whether the right was still held
   */
  boolean conclude(UUID id, UUID token, CeilingDecision decision, Instant now) {
    @Nullable Long yen = null;
    @Nullable String article = null;
    List<OpenFact> open = List.of();
    switch (decision) {
      case CeilingDecision.Ceiling ceiling -> {
        yen = ceiling.monthlyYen();
        article = ceiling.article();
      }
      case CeilingDecision.Undetermined undetermined ->
          open =
              undetermined.open().stream()
                  .map(o -> new OpenFact(new AddresseeNumber(o.person()), o.gap()))
                  .toList();
    }
    boolean decided = open.isEmpty();
    return getEntityManager()
            .createNativeQuery(
                """
                update application set state = :state, inquiring_token = null, inquiring_until = null,
                  ceiling_yen = :yen, article = :article, explanation = cast(:lines as jsonb),
                  open_facts = cast(:open as jsonb), changed_at = :now, decided_at = :decided
                where id = :id and inquiring_token = :token
                """)
            .setParameter(
                "state", (decided ? ApplicationState.DECIDED : ApplicationState.PENDING).code())
            .setParameter("yen", yen)
            .setParameter("article", article)
            .setParameter("lines", StoredExplanation.lines(decision.lines()))
            .setParameter("open", StoredExplanation.open(open))
            .setParameter("now", now)
            .setParameter("decided", decided ? now : null)
            .setParameter("id", id)
            .setParameter("token", token)
            .executeUpdate()
        == 1;
  }
}

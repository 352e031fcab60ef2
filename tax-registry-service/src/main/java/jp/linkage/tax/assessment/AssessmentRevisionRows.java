package jp.linkage.tax.assessment;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.StaffPseudonym;

/** The revisions of all assessments: appended and read, never changed. */
@ApplicationScoped
class AssessmentRevisionRows implements PanacheRepositoryBase<AssessmentRevisionRow, Long> {
  private static final String IS_CURRENT =
      """
       and revision = (select max(later.revision) from AssessmentRevisionRow later
           where later.addresseeNumber = r.addresseeNumber and later.fiscalYear = r.fiscalYear)
      """;

  private static final String APPEND =
      """
      insert into assessment_revision (addressee_no, fiscal_year, revision, tax_status,
          address_on_january_1, figures, reason, note, recorded_by, idempotency_key)
      values (?1, ?2, ?3, ?4, ?5, cast(?6 as jsonb), ?7, ?8, ?9, ?10)
      on conflict do nothing
      """;

  /** The current revisions of a person, the latest year first. */
  List<AssessmentRevision> current(AddresseeNumber addressee) {
    return find(
            "from AssessmentRevisionRow r where addresseeNumber = ?1"
                + IS_CURRENT
                + " order by fiscalYear desc",
            addressee.value())
        .stream()
        .map(AssessmentRevisionRow::toRevision)
        .toList();
  }

  Optional<AssessmentRevision> current(AssessmentKey key) {
    return find(
            "addresseeNumber = ?1 and fiscalYear = ?2 order by revision desc",
            key.addressee().value(),
            key.fiscalYear().value())
        .firstResultOptional()
        .map(AssessmentRevisionRow::toRevision);
  }

  /** The revisions below a number, the latest first. */
  List<AssessmentRevision> history(AssessmentKey key, int below, int limit) {
    return find(
            "addresseeNumber = ?1 and fiscalYear = ?2 and revision < ?3 order by revision desc",
            key.addressee().value(),
            key.fiscalYear().value(),
            below)
        .page(0, limit)
        .stream()
        .map(AssessmentRevisionRow::toRevision)
        .toList();
  }

  Optional<AssessmentRevision> recordedUnder(StaffPseudonym staff, String idempotencyKey) {
    return find("recordedBy = ?1 and idempotencyKey = ?2", staff.value(), idempotencyKey)
        .firstResultOptional()
        .map(AssessmentRevisionRow::toRevision);
  }

  /**
   * Appends the revision after {@code correction.basedOn()}.
   *
   * @return whether it was appended: not when that number, or the idempotency key, is taken
   */
  boolean append(Correction correction) {
    return getEntityManager()
            .createNativeQuery(APPEND)
            .setParameter(1, correction.key().addressee().value())
            .setParameter(2, correction.key().fiscalYear().value())
            .setParameter(3, correction.basedOn() + 1)
            .setParameter(4, correction.content().status().id())
            .setParameter(5, correction.content().address().id())
            .setParameter(6, StoredContent.figures(correction.content().figures()))
            .setParameter(7, correction.reason().id())
            .setParameter(8, correction.note().orElse(null))
            .setParameter(9, correction.staff().value())
            .setParameter(10, correction.idempotencyKey())
            .executeUpdate()
        == 1;
  }
}

package jp.linkage.welfare.inquiry;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** The evidence of applications. */
@ApplicationScoped
class TaxEvidenceRows implements PanacheRepositoryBase<TaxEvidenceRow, TaxEvidenceRow.Key> {

  List<TaxEvidence> of(UUID applicationId) {
    return find("applicationId = ?1 order by addresseeNo, fiscalYear", applicationId).stream()
        .map(TaxEvidenceRow::toEvidence)
        .toList();
  }

  /** Stores evidence in the place of what was known of the same person and year. */
  void put(UUID applicationId, TaxEvidence evidence) {
    getEntityManager().merge(new TaxEvidenceRow(applicationId, evidence));
  }
}

package jp.linkage.welfare.inquiry;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** The attempts to inquire for applications. */
@ApplicationScoped
class InquiryAttemptRows implements PanacheRepositoryBase<InquiryAttemptRow, UUID> {

  /** The oldest first. */
  List<InquiryAttempt> of(UUID applicationId) {
    return find("applicationId = ?1 order by id", applicationId).stream()
        .map(InquiryAttemptRow::toAttempt)
        .toList();
  }

  void start(UUID applicationId, InquiryAttempt attempt) {
    persist(new InquiryAttemptRow(applicationId, attempt));
  }

  void end(InquiryAttempt attempt) {
    findById(attempt.id()).take(attempt);
  }
}

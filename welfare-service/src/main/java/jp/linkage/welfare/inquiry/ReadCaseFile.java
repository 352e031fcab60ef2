package jp.linkage.welfare.inquiry;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Reads what an application has so far. */
@ApplicationScoped
public class ReadCaseFile {
  private final InquiryAttemptRows attempts;
  private final TaxEvidenceRows evidence;

  ReadCaseFile(InquiryAttemptRows attempts, TaxEvidenceRows evidence) {
    this.attempts = attempts;
    this.evidence = evidence;
  }

  /** Within the caller's transaction. */
  public CaseFile of(UUID applicationId) {
    return new CaseFile(attempts.of(applicationId), evidence.of(applicationId));
  }
}

package jp.linkage.welfare.inquiry;

import java.util.List;

/**
 * The inquiries and the evidence of an application.
 *
 * @param attempts the oldest first
 */
public record CaseFile(List<InquiryAttempt> attempts, List<TaxEvidence> evidence) {
  public CaseFile {
    attempts = List.copyOf(attempts);
    evidence = List.copyOf(evidence);
  }
}

package jp.linkage.welfare.application;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An application in a list. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "ApplicationSummary")
record SummaryView(
    UUID id,
    String caseReference,
    String applicantAddresseeNumber,
    String serviceMonth,
    String state,
    Optional<Long> monthlyCeilingYen,
    Instant receivedAt,
    Instant changedAt) {

  static SummaryView of(ApplicationRows.Summary summary) {
    return new SummaryView(
        summary.id(),
        summary.caseReference(),
        summary.applicant().value(),
        summary.serviceMonth().toString(),
        summary.state().code(),
        summary.monthlyCeilingYen(),
        summary.receivedAt(),
        summary.changedAt());
  }
}

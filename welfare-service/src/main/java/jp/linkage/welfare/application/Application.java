package jp.linkage.welfare.application;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.protocol.header.CaseReference;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.welfare.entitlement.Line;

/**
 * A stored application.
 *
 * @param id UUIDv7; later applications have greater ids
 * @param caseReference under which its inquiries are logged
 * @param entered what was entered; it never changes
 * @param explanation of the decision, or of why there is none yet
 * @param open what keeps it pending; empty unless pending
 * @param decided present exactly when decided
 */
record Application(
    UUID id,
    CaseReference caseReference,
    NewApplication entered,
    ApplicationState state,
    List<Line> explanation,
    List<OpenFact> open,
    Optional<Decided> decided,
    Instant receivedAt,
    StaffPseudonym receivedBy,
    Instant changedAt) {
  Application {
    explanation = List.copyOf(explanation);
    open = List.copyOf(open);
  }

  /**
   * The decision.
   *
   * @param monthlyYen 負担上限月額
   * @param article the item of 施行令17条
   */
  record Decided(long monthlyYen, String article, Instant at) {}
}

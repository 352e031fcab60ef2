package jp.linkage.audit.view;

import java.util.UUID;

/**
 * A query that the log has acknowledged. Only {@link RecordView} makes one, and whatever reads for
 * auditors takes one: nothing can be looked at unlogged, nor beyond the auditor's scope.
 */
public final class Viewed {
  private final UUID viewId;
  private final Auditor auditor;
  private final long leafIndex;
  private final long coveredTo;

  Viewed(UUID viewId, Auditor auditor, long leafIndex, long coveredTo) {
    this.viewId = viewId;
    this.auditor = auditor;
    this.leafIndex = leafIndex;
    this.coveredTo = coveredTo;
  }

  /** Who looks. */
  public Auditor auditor() {
    return auditor;
  }

  /** What he may see. */
  public AuditScope scope() {
    return auditor.scope();
  }

  /** The place of the VIEW record in the log. */
  public long leafIndex() {
    return leafIndex;
  }

  /** For the answer. */
  public LoggedView logged() {
    return new LoggedView(viewId, leafIndex, coveredTo);
  }
}

package jp.linkage.protocol.conversion;

/**
 * A conversion of which the audit-service verified every proof: only {@link
 * AuditConversion#subject} makes one, and only from one does {@link AuditConversion#lend} lend the
 * share.
 */
public final class Audited {
  private final ItemHash item;
  private final BrokeredToken token;
  private final NamespacePublic from;
  private final NamespacePublic to;
  private final AuditShare fromShare;
  private final SubjectToken subject;

  Audited(
      ItemHash item,
      BrokeredToken token,
      NamespacePublic from,
      NamespacePublic to,
      AuditShare fromShare,
      SubjectToken subject) {
    this.item = item;
    this.token = token;
    this.from = from;
    this.to = to;
    this.fromShare = fromShare;
    this.subject = subject;
  }

  /** T_L: who the exchange is about. */
  public SubjectToken subject() {
    return subject;
  }

  /** What was verified: S, E, F, π_B. */
  public BrokeredToken token() {
    return token;
  }

  ItemHash item() {
    return item;
  }

  NamespacePublic from() {
    return from;
  }

  NamespacePublic to() {
    return to;
  }

  AuditShare fromShare() {
    return fromShare;
  }
}

package jp.linkage.audit.view;

import java.util.UUID;
import jp.linkage.protocol.header.StaffPseudonym;

/** Looks for tests of what reads for auditors. */
public final class TestViews {
  private TestViews() {}

  /** One of an auditor of all agencies, which nobody logged. */
  public static Viewed ofAllAgencies() {
    return new Viewed(
        UUID.randomUUID(),
        new Auditor(new StaffPseudonym("auditor-of-plans"), new AuditScope.AllAgencies()),
        0,
        0);
  }
}

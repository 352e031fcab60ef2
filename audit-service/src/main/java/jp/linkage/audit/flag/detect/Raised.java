package jp.linkage.audit.flag.detect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import jp.linkage.audit.flag.rule.Finding;

/** A finding and the way to what it rests on. */
record Raised(Finding finding, FindEvidence evidence) {

  /** Looks up the first records that a finding rests on, if they are needed. */
  @FunctionalInterface
  interface FindEvidence {
    /** {@link Evidence#MAX} at most, in the order of the log. */
    List<Evidence> find(Connection connection) throws SQLException;
  }
}

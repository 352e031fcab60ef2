package jp.linkage.audit.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import jp.linkage.audit.period.OpenedCopies;
import jp.linkage.kit.database.Command;
import jp.linkage.kit.database.RoundTrip;

/**
 * Cases, which say which auditor opened one, and whom an office opened in them. Cases end long
 * before, and their persons are forgotten then; here go the cases themselves.
 */
@ApplicationScoped
class OpenedCaseRows implements OpenedCopies {
  private static final String OPENED =
      """
      case_id in (
        select c.case_id from audit_case c join entry e using (leaf_index)
        where e.period = ?
          and not exists (select from held_opening h where h.leaf_index = e.leaf_index))
      """;
  private static final String READ =
      """
      delete from case_person p using entry e
      where e.period = ? and e.type = 'VIEW' and e.exchange_id = p.exchange_id
        and not exists (select from held_opening h where h.leaf_index = e.leaf_index)
      """;

  @Override
  public void destroy(Connection transaction, YearMonth month) throws SQLException {
    for (String statement :
        new String[] {
          READ, "delete from case_person where " + OPENED, "delete from audit_case where " + OPENED
        }) {
      var _ = RoundTrip.of(transaction, Command.change(statement, month.toString()));
    }
  }
}

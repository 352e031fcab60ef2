package jp.linkage.audit.projection;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import jp.linkage.audit.period.OpenedCopies;
import jp.linkage.kit.database.Command;
import jp.linkage.kit.database.RoundTrip;

/**
 * The projection's columns that were opened. What stays is what {@link EntryColumns} makes of a
 * leaf that nobody can open.
 */
@ApplicationScoped
class OpenedEntryRows implements OpenedCopies {
  // A REQUEST shows what its last RELEASE says, whose month may be a later one
  private static final String ANSWERS =
      """
      update entry q set outcome = 'released', statuses = null
      from entry r
      where r.period = ? and r.type = 'RELEASE' and r.state <> 'invalid' and r.dup_of is null
        and not exists (select from held_opening h where h.leaf_index = r.leaf_index)
        and q.exchange_id = r.exchange_id and q.type = 'REQUEST' and q.state <> 'invalid'
        and q.dup_of is null and q.released_at = r.recorded_at
        and (q.outcome <> 'released' or q.statuses is not null)
      """;
  private static final String ENTRIES =
      """
      update entry e set state = 'shredded', requested_at = null, inquirer = null, provider = null,
        item_number = null, affair = null, procedure = null, information = null,
        subject_relation = null, organisation = null, case_reference = null, staff = null,
        item_count = null, non_disclosure = null, reason = null,
        outcome = case when type = 'RELEASE' then 'released' else outcome end,
        statuses = case when type = 'REQUEST' then statuses end
      where e.period = ? and e.state = 'valid'
        and not exists (select from held_opening h where h.leaf_index = e.leaf_index)
      """;
  private static final String SUBJECTS =
      """
      delete from entry_subject s using entry e
      where e.period = ? and s.leaf_index = e.leaf_index
        and not exists (select from held_opening h where h.leaf_index = e.leaf_index)
      """;
  private static final String VIEWS =
      """
      update auditor_view v
      set auditor = null, agency = null, operation = null, parameters = null, reason = null
      from entry e
      where e.period = ? and v.leaf_index = e.leaf_index and v.operation is not null
        and not exists (select from held_opening h where h.leaf_index = e.leaf_index)
      """;

  @Override
  public void destroy(Connection transaction, YearMonth month) throws SQLException {
    for (String statement : new String[] {ANSWERS, ENTRIES, SUBJECTS, VIEWS}) {
      var _ = RoundTrip.of(transaction, Command.change(statement, month.toString()));
    }
  }
}

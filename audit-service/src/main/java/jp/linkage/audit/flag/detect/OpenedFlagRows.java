package jp.linkage.audit.flag.detect;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.List;
import jp.linkage.audit.period.OpenedCopies;
import jp.linkage.kit.database.Command;
import jp.linkage.kit.database.RoundTrip;

/**
 * Flags, and counts by official and agency. A flag goes with the last month of its evidence, and
 * with it what auditors decided; an office that has not asked since is new again.
 */
@ApplicationScoped
class OpenedFlagRows implements OpenedCopies {
  private static final String FLAGS =
      """
      delete from flag f
      where f.flag_id in (
          select v.flag_id from entry e join flag_evidence v on v.leaf_index = e.leaf_index
          where e.period = ?)
        and not exists (
          select from flag_evidence v join entry e on e.leaf_index = v.leaf_index
            left join period_key k on k.period = e.period
          where v.flag_id = f.flag_id
            and ((e.period <> ? and k.destroyed_at is null)
              or exists (select from held_opening h where h.leaf_index = v.leaf_index)))
      """;
  // Of a flag that stays; its VIEW record is not held with the exchange
  private static final String DECISIONS =
      """
      update flag_decision d set auditor = null, agency = null, reason = null
      from entry e
      where e.period = ? and d.leaf_index = e.leaf_index and d.reason is not null
        and not exists (select from held_opening h where h.leaf_index = e.leaf_index)
      """;
  // An office's day is not one of the month's: those around it go too
  private static final List<String> COUNTS =
      List.of("flag_official_day", "flag_official_hour", "flag_unanswered_day").stream()
          .map(
              """
              delete from %s where day in (
                select distinct (e.logged_at at time zone 'UTC')::date + around
                from entry e, generate_series(-1, 1) around where e.period = ?)
              """
                  ::formatted)
          .toList();
  private static final String PAIRS_SINCE =
      """
      update flag_pair p
      set first_leaf = coalesce((
        select n.leaf_index from entry n
        where n.inquirer = p.inquirer and n.provider = p.provider
          and n.organisation = p.organisation and n.state = 'valid' and n.dup_of is null
          and n.type in ('REQUEST', 'VIEW', 'DENY')
          and (n.period <> ?
            or exists (select from held_opening h where h.leaf_index = n.leaf_index))
        order by n.logged_at, n.leaf_index limit 1), -1)
      from entry e
      where e.period = ? and e.leaf_index = p.first_leaf
        and not exists (select from held_opening h where h.leaf_index = e.leaf_index)
      """;
  private static final String PAIRS = "delete from flag_pair where first_leaf = -1";

  @Override
  public void destroy(Connection transaction, YearMonth month) throws SQLException {
    String period = month.toString();
    var _ = RoundTrip.of(transaction, Command.change(FLAGS, period, period));
    var _ = RoundTrip.of(transaction, Command.change(DECISIONS, period));
    for (String statement : COUNTS) {
      var _ = RoundTrip.of(transaction, Command.change(statement, period));
    }
    var _ = RoundTrip.of(transaction, Command.change(PAIRS_SINCE, period, period));
    var _ = RoundTrip.of(transaction, Command.change(PAIRS));
  }
}

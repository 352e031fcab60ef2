package jp.linkage.audit.exchange;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import jp.linkage.audit.period.OpenedCopies;
import jp.linkage.kit.database.Command;
import jp.linkage.kit.database.RoundTrip;

/**
 * What is remembered of exchanges to answer them again, long after they expired. The receipts stay:
 * what they sign is in clear in the log.
 */
@ApplicationScoped
class OpenedExchangeRows implements OpenedCopies {
  private static final String EXCHANGES =
      """
      update exchange x set header = null, response = null, rejected = null
      from entry e
      where e.period = ? and x.exchange_id = e.exchange_id and x.leaf_index = e.leaf_index
        and num_nonnulls(x.header, x.response, x.rejected) > 0
        and not exists (select from held_opening h where h.leaf_index = e.leaf_index)
      """;
  // With the digests of the answers, the root that is in clear would tell the statuses
  private static final String RELEASES =
      """
      update release x set statuses = '{}', answer_digests = '{}', response = null
      from entry e
      where e.period = ? and x.exchange_id = e.exchange_id and x.leaf_index = e.leaf_index
        and (x.statuses <> '{}' or x.answer_digests <> '{}' or x.response is not null)
        and not exists (select from held_opening h where h.leaf_index = e.leaf_index)
      """;
  private static final String DENIALS =
      """
      update denial x set response = null
      from entry e
      where e.period = ? and x.exchange_id = e.exchange_id and x.leaf_index = e.leaf_index
        and x.response is not null
        and not exists (select from held_opening h where h.leaf_index = e.leaf_index)
      """;

  @Override
  public void destroy(Connection transaction, YearMonth month) throws SQLException {
    for (String statement : new String[] {EXCHANGES, RELEASES, DENIALS}) {
      var _ = RoundTrip.of(transaction, Command.change(statement, month.toString()));
    }
  }
}

package jp.linkage.audit.search;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import jp.linkage.audit.period.OpenedCopies;
import jp.linkage.kit.database.Command;
import jp.linkage.kit.database.RoundTrip;

/**
 * Saved searches: their conditions are what records of runs hide, and name officials and exchanges
 * of their time. A version goes with the month in which it was saved; who still uses it saves it
 * again.
 */
@ApplicationScoped
class OpenedSearchRows implements OpenedCopies {
  private static final String VERSIONS = "delete from saved_search_version where saved_at < ?";
  private static final String SEARCHES =
      """
      delete from saved_search s
      where not exists (select from saved_search_version v where v.search_id = s.search_id)
      """;

  @Override
  public void destroy(Connection transaction, YearMonth month) throws SQLException {
    Instant end = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    var _ = RoundTrip.of(transaction, Command.change(VERSIONS, end));
    var _ = RoundTrip.of(transaction, Command.change(SEARCHES));
  }
}

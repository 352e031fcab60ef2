package jp.linkage.audit.period;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;

/**
 * Rows that hold in clear what records of the log hide, or what leads back to it. Every table that
 * does needs one: it runs in the transaction that destroys the month's key.
 */
@FunctionalInterface
public interface OpenedCopies {
  /**
   * Destroys the copies of what the records of a month hide, all but those of records in {@code
   * held_opening}. Leaves the rows that a rebuild from the topic gives without the key; done again,
   * it changes nothing.
   */
  void destroy(Connection transaction, YearMonth month) throws SQLException;
}

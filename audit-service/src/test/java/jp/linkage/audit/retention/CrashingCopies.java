package jp.linkage.audit.retention;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import jp.linkage.audit.period.OpenedCopies;

/** Ends the session in the middle of a destruction, as the death of a process does. */
@ApplicationScoped
class CrashingCopies implements OpenedCopies {
  private volatile boolean armed;

  void arm() {
    armed = true;
  }

  @Override
  public void destroy(Connection transaction, YearMonth month) throws SQLException {
    if (armed) {
      armed = false;
      try (var statement = transaction.createStatement()) {
        // what was done so far is there for this transaction
        statement.execute(
            "update period_key set wrapped = null, destroyed_at = now() where period = '"
                + month
                + "'");
        statement.execute("select pg_terminate_backend(pg_backend_pid())");
      }
    }
  }
}

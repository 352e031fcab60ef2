package jp.linkage.kit.problem;

import java.net.ConnectException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Tells a database that does not answer from a statement that is wrong. */
final class DatabaseFailure {
  private static final int DEEPEST = 12;

  private DatabaseFailure() {}

  /** Whether trying again later can succeed, because the database could not be reached. */
  static boolean isUnavailable(Throwable failure) {
    @Nullable Throwable at = failure;
    for (int depth = 0; at != null && depth < DEEPEST; depth++) {
      if ((at instanceof SQLException sql && isUnavailable(sql))
          || at instanceof ConnectException) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }

  // PostgreSQL, Appendix A: 08 connection exception, 53 insufficient resources, 57P0x the operator
  // stops the server, 25006 a standby after a fail-over, 40 a rollback that asks for a retry.
  // Agroal
  // tells that no connection was to be had in a text without a state.
  private static boolean isUnavailable(SQLException failure) {
    String state = failure.getSQLState();
    if (state == null) {
      String text = failure.getMessage();
      return text != null && text.contains("Acquisition timeout");
    }
    return state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57P0")
        || state.startsWith("40")
        || state.equals("25006");
  }
}

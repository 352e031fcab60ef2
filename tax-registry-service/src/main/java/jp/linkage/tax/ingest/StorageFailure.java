package jp.linkage.tax.ingest;

import java.sql.SQLException;

/**
 * The database refused. Its messages quote rows, which are tax data: whoever logs this logs the
 * code, and the cause without its message.
 */
final class StorageFailure extends RuntimeException {
  StorageFailure(SQLException refusal) {
    super("SQL state " + refusal.getSQLState(), refusal);
  }
}

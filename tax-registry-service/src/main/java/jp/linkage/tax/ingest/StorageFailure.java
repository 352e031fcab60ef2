package jp.linkage.tax.ingest;

import java.sql.SQLException;

/** The database refused. Carries its code only: its messages quote rows, which are tax data. */
final class StorageFailure extends RuntimeException {
  StorageFailure(SQLException refusal) {
    super("SQL state " + refusal.getSQLState());
  }
}

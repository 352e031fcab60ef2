package jp.linkage.audit.database;

/**
 * The database does not answer, or not in time. Nothing was committed, or the outcome of the commit
 * is unknown: the caller may repeat the exchange under the same id.
 */
public final class DatabaseUnavailable extends RuntimeException {

  /** With what the driver said, which is for the local log only. */
  public DatabaseUnavailable(Throwable cause) {
    super("the database is not available", cause);
  }
}

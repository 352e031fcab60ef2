package jp.linkage.audit.append;

/**
 * The log did not acknowledge a record in time, or does not take any at the moment. The outcome is
 * unknown: the record may still be in the log, and the exchange must be refused all the same. The
 * message is for the local log and the readiness check.
 */
public final class LogUnavailable extends RuntimeException {

  /** With the reason, which names no person and no content. */
  public LogUnavailable(String reason) {
    super(reason);
  }

  /** With the reason and what caused it. */
  public LogUnavailable(String reason, Throwable cause) {
    super(reason, cause);
  }
}

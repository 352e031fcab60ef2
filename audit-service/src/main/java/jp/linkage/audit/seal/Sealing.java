package jp.linkage.audit.seal;

/** The sealer, as those see it who may have to stop it. */
public interface Sealing {
  /** Whether this replica leads and signs what it seals. */
  boolean isSigning();

  /**
   * Stops for good, before the next signature: somebody else holds what this log contradicts.
   *
   * @param reason for the readiness check
   */
  void halt(String reason);
}

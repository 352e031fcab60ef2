package jp.linkage.protocol.conversion;

/** What a key with a proof of possession is for; a proof for one use is none for another. */
public enum KeyUse {
  /** u of the gateway. */
  BROKER_DECRYPTION("u"),
  /** v of the audit-service. */
  AUDIT_DECRYPTION("v"),
  /** y of an agency. */
  AGENCY_DECRYPTION("y");

  private final String label;

  KeyUse(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}

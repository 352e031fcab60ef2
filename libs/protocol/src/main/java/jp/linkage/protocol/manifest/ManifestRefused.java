package jp.linkage.protocol.manifest;

/** A manifest that a party must not use. */
public final class ManifestRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** The rules of protocol §3. */
  public enum Reason {
    INVALID("it does not have the form of a signed manifest"),
    NOT_SIGNED("the pinned manifest authority did not sign it"),
    NOT_YET_VALID("it is not valid yet: check the clock"),
    EXPIRED("it has expired: publish a new one"),
    OLDER_THAN_HELD("a newer one was accepted before"),
    SAME_SERIAL_OTHER_CONTENT("another one with the same serial was accepted before"),
    OTHER_PERMISSION_TABLE("it names another permission table than the copy held here"),
    UNKNOWN_ROLE("it gives an agency a role that the permission table does not know"),
    NO_POSSESSION("a public key has no valid proof of possession");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** The rule in words. */
    public String text() {
      return text;
    }
  }

  /** A refusal for a rule that does not hold. */
  public ManifestRefused(Reason reason) {
    super("the manifest is refused: " + reason.text());
    this.reason = reason;
  }

  ManifestRefused(Reason reason, Throwable cause) {
    super("the manifest is refused: " + reason.text() + " (" + cause.getMessage() + ")", cause);
    this.reason = reason;
  }

  /** The rule that does not hold. */
  public Reason reason() {
    return reason;
  }
}

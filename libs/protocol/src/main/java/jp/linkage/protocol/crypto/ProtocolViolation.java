package jp.linkage.protocol.crypto;

/**
 * Input from another party that an honest party would not have sent: a malformed point, a failing
 * proof, a ciphertext that does not open.
 *
 * <p>The reason and the message are for the local log only. The other side gets one error that does
 * not tell which check failed (docs/spec/protocol.md §5, rule 2). Neither holds a secret, a token
 * or content.
 */
public final class ProtocolViolation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What was wrong. */
  public enum Reason {
    /** Not the encoding of a point other than infinity. */
    MALFORMED_POINT,
    /** Not the encoding of a scalar in 1..q-1. */
    MALFORMED_SCALAR,
    /** Not of the size, or not of the form, that its type demands. */
    MALFORMED_VALUE,
    /** A computation on the other party's points ended at infinity. */
    IDENTITY_ELEMENT,
    /** A zero-knowledge proof does not verify. */
    INVALID_PROOF,
    /** A signature does not verify. */
    INVALID_SIGNATURE,
    /** A ciphertext does not open under this key and associated data. */
    INVALID_CIPHERTEXT,
    /** An opened plaintext is not padded to a size class. */
    INVALID_PADDING,
    /** A Merkle path does not lead from the leaf to the root. */
    INVALID_PATH
  }

  private final Reason reason;

  /**
   * @param reason what was wrong
   * @param expected what was expected and, where harmless, what was found
   */
  public ProtocolViolation(Reason reason, String expected) {
    super(reason + ": " + expected);
    this.reason = reason;
  }

  /** What was wrong; for the local log only. */
  public Reason reason() {
    return reason;
  }
}

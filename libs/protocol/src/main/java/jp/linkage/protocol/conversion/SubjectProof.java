package jp.linkage.protocol.conversion;

import jp.linkage.protocol.crypto.Proof;

/**
 * π_L = PoK{ε, w′ : Γ_L = εΓ_A ∧ O = εU - w′G ∧ S′ = εR ∧ D′ = εC - w′R}: what the log is given is
 * about the person of this token.
 *
 * @param proof challenge and the responses for ε and w′
 */
public record SubjectProof(Proof proof) {
  /** The number of secrets. */
  static final int SECRETS = 2;

  /** The size of an encoded proof in bytes. */
  public static final int SIZE = Proof.size(SECRETS);

  /** Refuses a proof about another number of secrets. */
  public SubjectProof {
    Tags.requireSecrets(proof, SECRETS);
  }

  /**
   * Reads a proof.
   *
   * @param bytes challenge ‖ responses
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when it is not of this form
   */
  public static SubjectProof decode(byte[] bytes) {
    return new SubjectProof(Proof.decode(bytes, SECRETS));
  }

  /** challenge ‖ responses. */
  public byte[] encode() {
    return proof.encode();
  }
}

package jp.linkage.protocol.conversion;

import jp.linkage.protocol.crypto.Proof;

/**
 * π_S = PoK{γ, z, σ : Λ_B = γΛ_A ∧ O = γV - zG ∧ E₂ = γE + σG ∧ F₂ = γF - zS + σY_B}: the
 * audit-service converted what the gateway gave it, and from A to B.
 *
 * @param proof challenge and the responses for γ, z and σ
 */
public record AuditProof(Proof proof) {
  /** The number of secrets. */
  static final int SECRETS = 3;

  /** The size of an encoded proof in bytes. */
  public static final int SIZE = Proof.size(SECRETS);

  /** Refuses a proof about another number of secrets. */
  public AuditProof {
    Tags.requireSecrets(proof, SECRETS);
  }

  /**
   * Reads a proof.
   *
   * @param bytes challenge ‖ responses
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when it is not of this form
   */
  public static AuditProof decode(byte[] bytes) {
    return new AuditProof(Proof.decode(bytes, SECRETS));
  }

  /** challenge ‖ responses. */
  public byte[] encode() {
    return proof.encode();
  }
}

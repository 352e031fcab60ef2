package jp.linkage.protocol.conversion;

import jp.linkage.protocol.crypto.Proof;

/**
 * π_B = PoK{δ, w, ρ : Γ_B = δΓ_A ∧ O = δU - wG ∧ S = δR ∧ E = ρG ∧ F = δC - wR + ρY_B}: the gateway
 * converted this token, and from A to B.
 *
 * @param proof challenge and the responses for δ, w and ρ
 */
public record BrokerProof(Proof proof) {
  /** The number of secrets. */
  static final int SECRETS = 3;

  /** The size of an encoded proof in bytes. */
  public static final int SIZE = Proof.size(SECRETS);

  /** Refuses a proof about another number of secrets. */
  public BrokerProof {
    Tags.requireSecrets(proof, SECRETS);
  }

  /**
   * Reads a proof.
   *
   * @param bytes challenge ‖ responses
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when it is not of this form
   */
  public static BrokerProof decode(byte[] bytes) {
    return new BrokerProof(Proof.decode(bytes, SECRETS));
  }

  /** challenge ‖ responses. */
  public byte[] encode() {
    return proof.encode();
  }
}

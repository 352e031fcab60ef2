package jp.linkage.protocol.conversion;

import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.Sha256;

/**
 * A token that the gateway converted half, from A to the log.
 *
 * @param s S′ = εR
 * @param d D′ = εC - (εu)R
 * @param proof π_L
 */
public record BrokeredSubject(Element s, Element d, SubjectProof proof) {

  /** SHA-256(S′ ‖ D′ ‖ π_L), 32 bytes: the subject digest, the leaf of the record's subjectRoot. */
  public byte[] digest() {
    return Sha256.of(s.encode(), d.encode(), proof.encode());
  }

  /**
   * Verifies π_L.
   *
   * @param from namespace of the blinded token
   * @param log namespace {@code log}
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when this is not the conversion of that
   *     token
   */
  public void verify(
      ItemHash item, JointKey joint, Blinded blinded, NamespacePublic from, NamespacePublic log) {
    Relations.subject(joint, from.gamma(), log.gamma(), blinded, s, d)
        .verify(item.bytes(), proof.proof());
  }
}

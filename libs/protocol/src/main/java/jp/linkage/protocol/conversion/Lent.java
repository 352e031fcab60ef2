package jp.linkage.protocol.conversion;

import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.Sha256;

/**
 * A token converted from A to B, encrypted to B, after the audit-service lent its share.
 *
 * @param e2 E₂ = γE + σG
 * @param f2 F₂ = γF - (γv)S + σY_B
 * @param proof π_S
 */
public record Lent(Element e2, Element f2, AuditProof proof) {

  /** SHA-256(S ‖ E ‖ F ‖ E₂ ‖ F₂), 32 bytes: the leaf of the receipt's outputDigest. */
  public byte[] digest(BrokeredToken token) {
    return Sha256.of(
        token.s().encode(), token.e().encode(), token.f().encode(), e2.encode(), f2.encode());
  }

  /**
   * Verifies π_S.
   *
   * @param from namespace of the blinded token
   * @param to namespace of the agency that opens it
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when this is not the conversion of that
   *     token
   */
  public void verify(
      ItemHash item,
      JointKey joint,
      BrokeredToken token,
      NamespacePublic from,
      NamespacePublic to) {
    Relations.audit(joint, from.lambda(), to.lambda(), to.requireY(), token, e2, f2)
        .verify(item.bytes(), proof.proof());
  }
}

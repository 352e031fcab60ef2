package jp.linkage.protocol.conversion;

import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.Sha256;

/**
 * A token that the gateway converted half, from A to B.
 *
 * @param s S = δR
 * @param e E = ρG
 * @param f F = δC - (δu)R + ρY_B
 * @param proof π_B
 */
public record BrokeredToken(Element s, Element e, Element f, BrokerProof proof) {

  /** SHA-256(S ‖ E ‖ F), 32 bytes: the leaf of the receipt's conversionRoot. */
  public byte[] digest() {
    return Sha256.of(s.encode(), e.encode(), f.encode());
  }

  /**
   * Verifies π_B.
   *
   * @param from namespace of the blinded token
   * @param to namespace of the agency that opens it
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when this is not the conversion of that
   *     token
   */
  public void verify(
      ItemHash item, JointKey joint, Blinded blinded, NamespacePublic from, NamespacePublic to) {
    Relations.broker(joint, from.gamma(), to.gamma(), to.requireY(), blinded, s, e, f)
        .verify(item.bytes(), proof.proof());
  }
}

package jp.linkage.protocol.conversion;

import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.Sha256;

/**
 * A token encrypted to the joint key, by the asking agency.
 *
 * @param r R = r·G
 * @param c C = M + r·Y
 * @param proof π_A
 */
public record Blinded(Element r, Element c, InquirerProof proof) {

  /** t_i = SHA-256(h_i ‖ R ‖ C ‖ π_A), 32 bytes: what the sealed query is bound to. */
  public byte[] digest(ItemHash item) {
    return Sha256.of(item.bytes(), r.encode(), c.encode(), proof.encode());
  }

  /**
   * Verifies π_A.
   *
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when it does not belong to this item
   */
  public void verify(ItemHash item, JointKey joint) {
    Relations.inquirer(joint, r, c).verify(item.bytes(), proof.proof());
  }
}

package jp.linkage.protocol.conversion;

import java.util.List;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.PrimeOrderGroup;
import jp.linkage.protocol.crypto.Scalar;
import jp.linkage.protocol.crypto.Sum;

/**
 * The asking agency's step, docs/spec/protocol.md §4.2: encrypts a token to the joint key and
 * proves that it did.
 */
public final class BlindToken {
  private static final PrimeOrderGroup GROUP = PrimeOrderGroup.p256();

  private final JointKey joint;

  /** Encrypts to this key. */
  public BlindToken(JointKey joint) {
    this.joint = joint;
  }

  /**
   * R = r·G, C = M + r·Y, π_A with a fresh r, which is forgotten.
   *
   * @param item h_i
   * @param token M: T_A, or H(n) for ENROL and REGISTER
   */
  public Blinded blind(ItemHash item, PersonToken token) {
    Scalar r = Scalar.random();
    List<Element> points =
        GROUP.secretSums(
            List.of(
                new Sum().plus(r, GROUP.generator()),
                new Sum().plus(token.element()).plus(r, joint.y())));
    Element first = points.get(0);
    Element second = points.get(1);
    InquirerProof proof =
        new InquirerProof(Relations.inquirer(joint, first, second).prove(item.bytes(), r));
    return new Blinded(first, second, proof);
  }
}

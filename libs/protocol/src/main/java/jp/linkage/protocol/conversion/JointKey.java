package jp.linkage.protocol.conversion;

import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.PrimeOrderGroup;
import jp.linkage.protocol.crypto.Sum;

/**
 * The key Y = U + V to which an asking agency encrypts its token: only gateway and audit-service
 * together could open it, and they only ever re-encrypt. Made from keys whose proofs of possession
 * were verified ({@link ProofOfPossession}).
 *
 * @param u U of the gateway
 * @param v V of the audit-service
 * @param y their sum
 */
public record JointKey(Element u, Element v, Element y) {
  private static final PrimeOrderGroup GROUP = PrimeOrderGroup.p256();

  /** Refuses a y that is not the sum. */
  public JointKey {
    if (!y.equals(GROUP.publicSum(new Sum().plus(u).plus(v)))) {
      throw new IllegalArgumentException("expected Y = U + V");
    }
  }

  /**
   * The joint key of these two.
   *
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when the sum is infinity
   */
  public static JointKey of(Element u, Element v) {
    return new JointKey(u, v, GROUP.publicSum(new Sum().plus(u).plus(v)));
  }
}

package jp.linkage.protocol.conversion;

import jp.linkage.protocol.crypto.PrimeOrderGroup;
import jp.linkage.protocol.crypto.Sum;

/**
 * The step of the agency that the token was converted for, docs/spec/protocol.md §4.7: the one that
 * is asked, or for ENROL the asking agency itself.
 */
public final class OpenConversion {
  private static final PrimeOrderGroup GROUP = PrimeOrderGroup.p256();

  private final JointKey joint;
  private final NamespacePublic own;
  private final AgencyDecryptionKey key;

  /**
   * @param joint the joint key
   * @param own the keys of the agency's namespace
   * @param key y_B
   */
  public OpenConversion(JointKey joint, NamespacePublic own, AgencyDecryptionKey key) {
    if (!own.requireY().equals(key.publicKey())) {
      throw new IllegalArgumentException("expected the key of the namespace's Y");
    }
    this.joint = joint;
    this.own = own;
    this.key = key;
  }

  /**
   * Verifies π_A, π_B and π_S, then T_B = F₂ - y_B·E₂ = (k_B/k_A)·M.
   *
   * @param item h_i
   * @param from keys of the namespace that the token came from
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when a proof fails
   */
  public PersonToken open(
      ItemHash item, Blinded blinded, BrokeredToken token, Lent lent, NamespacePublic from) {
    blinded.verify(item, joint);
    token.verify(item, joint, blinded, from, own);
    lent.verify(item, joint, token, from, own);
    return PersonToken.of(
        GROUP.secretSum(new Sum().plus(lent.f2()).minus(key.secret(), lent.e2())));
  }
}

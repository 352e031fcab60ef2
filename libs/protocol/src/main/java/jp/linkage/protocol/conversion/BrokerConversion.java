package jp.linkage.protocol.conversion;

import java.util.List;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.PrimeOrderGroup;
import jp.linkage.protocol.crypto.Scalar;
import jp.linkage.protocol.crypto.Sum;

/**
 * The gateway's step, docs/spec/protocol.md §4.3: converts a blinded token half, for the agency
 * that is asked and for the log, and proves both.
 *
 * <p>The results differ from call to call: a gateway that resumes an exchange resends the ones it
 * stored.
 */
public final class BrokerConversion {
  private static final PrimeOrderGroup GROUP = PrimeOrderGroup.p256();

  private final JointKey joint;
  private final BrokerDecryptionShare u;

  /**
   * @param joint the joint key
   * @param u the gateway's share of it
   */
  public BrokerConversion(JointKey joint, BrokerDecryptionShare u) {
    if (!joint.u().equals(u.publicKey())) {
      throw new IllegalArgumentException("expected the share of the joint key's U");
    }
    this.joint = joint;
    this.u = u;
  }

  /**
   * For CONVERT and ENROL: verifies π_A, then S, E, F, π_B and S′, D′, π_L.
   *
   * @param item h_i
   * @param from the share of the token's namespace
   * @param to the share of the namespace of the agency that opens the result
   * @param log the share of the namespace {@code log}
   * @param toY Y_B of that agency
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when π_A fails
   */
  public Brokered convert(
      ItemHash item,
      Blinded blinded,
      BrokerShare from,
      BrokerShare to,
      BrokerShare log,
      Element toY) {
    blinded.verify(item, joint);
    Element r = blinded.r().usedOften();
    Element c = blinded.c().usedOften();
    Scalar delta = to.over(from);
    Scalar w = delta.multiply(u.secret());
    Scalar epsilon = log.over(from);
    Scalar logW = epsilon.multiply(u.secret());
    Scalar rho = Scalar.random();
    List<Element> points =
        GROUP.secretSums(
            List.of(
                new Sum().plus(delta, r),
                new Sum().plus(rho, GROUP.generator()),
                new Sum().plus(delta, c).minus(w, r).plus(rho, toY),
                new Sum().plus(epsilon, r),
                new Sum().plus(epsilon, c).minus(logW, r)));
    Element s = points.get(0);
    Element e = points.get(1);
    Element f = points.get(2);
    BrokerProof proof =
        new BrokerProof(
            Relations.broker(joint, from.publicKey(), to.publicKey(), toY, blinded, s, e, f)
                .prove(item.bytes(), delta, w, rho));
    return new Brokered(
        new BrokeredToken(s, e, f, proof),
        prove(item, blinded, from, log, points.get(3), points.get(4)));
  }

  /**
   * For REGISTER and READLOG: verifies π_A, then S′, D′, π_L.
   *
   * @param item h_i
   * @param from the share of the token's namespace
   * @param log the share of the namespace {@code log}
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when π_A fails
   */
  public BrokeredSubject convertSubject(
      ItemHash item, Blinded blinded, BrokerShare from, BrokerShare log) {
    blinded.verify(item, joint);
    Element r = blinded.r().usedOften();
    Element c = blinded.c().usedOften();
    Scalar epsilon = log.over(from);
    Scalar logW = epsilon.multiply(u.secret());
    List<Element> points =
        GROUP.secretSums(
            List.of(new Sum().plus(epsilon, r), new Sum().plus(epsilon, c).minus(logW, r)));
    return prove(item, blinded, from, log, points.get(0), points.get(1));
  }

  private BrokeredSubject prove(
      ItemHash item, Blinded blinded, BrokerShare from, BrokerShare log, Element s, Element d) {
    Scalar epsilon = log.over(from);
    SubjectProof proof =
        new SubjectProof(
            Relations.subject(joint, from.publicKey(), log.publicKey(), blinded, s, d)
                .prove(item.bytes(), epsilon, epsilon.multiply(u.secret())));
    return new BrokeredSubject(s, d, proof);
  }
}

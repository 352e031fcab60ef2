package jp.linkage.protocol.conversion;

import static jp.linkage.protocol.crypto.LinearRelation.Term.minus;
import static jp.linkage.protocol.crypto.LinearRelation.Term.plus;

import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.LinearRelation;
import jp.linkage.protocol.crypto.PrimeOrderGroup;

/**
 * The four statements of docs/spec/protocol.md §4.2 to §4.4, each with all of its points: the
 * prover and every verifier build them here.
 */
final class Relations {
  private static final Element G = PrimeOrderGroup.p256().generator();

  private Relations() {}

  /** π_A: secret r. */
  static LinearRelation inquirer(JointKey joint, Element r, Element c) {
    return LinearRelation.about(Tags.INQUIRER, InquirerProof.SECRETS, joint.y(), r, c)
        .equation(r, plus(0, G))
        .build();
  }

  /** π_B: secrets δ, w = δu, ρ. */
  static LinearRelation broker(
      JointKey joint,
      Element fromGamma,
      Element toGamma,
      Element toY,
      Blinded in,
      Element s,
      Element e,
      Element f) {
    return LinearRelation.about(
            Tags.BROKER,
            BrokerProof.SECRETS,
            fromGamma,
            toGamma,
            joint.u(),
            toY,
            in.r(),
            in.c(),
            s,
            e,
            f)
        .equation(toGamma, plus(0, fromGamma))
        .vanishing(plus(0, joint.u()), minus(1, G))
        .equation(s, plus(0, in.r()))
        .equation(e, plus(2, G))
        .equation(f, plus(0, in.c()), minus(1, in.r()), plus(2, toY))
        .build();
  }

  /** π_L: secrets ε, w′ = εu. */
  static LinearRelation subject(
      JointKey joint, Element fromGamma, Element logGamma, Blinded in, Element s, Element d) {
    return LinearRelation.about(
            Tags.SUBJECT,
            SubjectProof.SECRETS,
            fromGamma,
            logGamma,
            joint.u(),
            in.r(),
            in.c(),
            s,
            d)
        .equation(logGamma, plus(0, fromGamma))
        .vanishing(plus(0, joint.u()), minus(1, G))
        .equation(s, plus(0, in.r()))
        .equation(d, plus(0, in.c()), minus(1, in.r()))
        .build();
  }

  /** π_S: secrets γ, z = γv, σ. */
  static LinearRelation audit(
      JointKey joint,
      Element fromLambda,
      Element toLambda,
      Element toY,
      BrokeredToken in,
      Element e2,
      Element f2) {
    return LinearRelation.about(
            Tags.AUDIT,
            AuditProof.SECRETS,
            fromLambda,
            toLambda,
            joint.v(),
            toY,
            in.s(),
            in.e(),
            in.f(),
            e2,
            f2)
        .equation(toLambda, plus(0, fromLambda))
        .vanishing(plus(0, joint.v()), minus(1, G))
        .equation(e2, plus(0, in.e()), plus(2, G))
        .equation(f2, plus(0, in.f()), minus(1, in.s()), plus(2, toY))
        .build();
  }
}

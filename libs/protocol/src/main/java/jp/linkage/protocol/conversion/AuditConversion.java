package jp.linkage.protocol.conversion;

import java.util.List;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.PrimeOrderGroup;
import jp.linkage.protocol.crypto.Scalar;
import jp.linkage.protocol.crypto.Sum;

/**
 * The audit-service's step, docs/spec/protocol.md §4.4, in two parts with the record between them:
 * {@link #subject} verifies everything and tells who the exchange is about; {@link #lend}, to be
 * called only after the record is acknowledged, completes the conversion.
 */
public final class AuditConversion {
  private static final PrimeOrderGroup GROUP = PrimeOrderGroup.p256();

  private final JointKey joint;
  private final AuditDecryptionShare v;
  private final NamespacePublic log;
  private final AuditShare logShare;

  /**
   * @param joint the joint key
   * @param v the audit-service's share of it
   * @param log the keys of the namespace {@code log}
   * @param logShare the audit-service's share of that namespace
   */
  public AuditConversion(
      JointKey joint, AuditDecryptionShare v, NamespacePublic log, AuditShare logShare) {
    if (!joint.v().equals(v.publicKey()) || !log.lambda().equals(logShare.publicKey())) {
      throw new IllegalArgumentException("expected the shares of the joint key's V and of the log");
    }
    this.joint = joint;
    this.v = v;
    this.log = log;
    this.logShare = logShare;
  }

  /**
   * For CONVERT and ENROL: verifies π_A, π_B and π_L, then T_L = (a_L/a_A)(D′ - vS′).
   *
   * @param item h_i
   * @param from keys of the token's namespace
   * @param to keys of the namespace of the agency that opens the result
   * @param fromShare the audit-service's share of {@code from}
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when a proof fails
   */
  public Audited subject(
      ItemHash item,
      Blinded blinded,
      Brokered brokered,
      NamespacePublic from,
      NamespacePublic to,
      AuditShare fromShare) {
    blinded.verify(item, joint);
    brokered.token().verify(item, joint, blinded, from, to);
    brokered.subject().verify(item, joint, blinded, from, log);
    SubjectToken subject = open(brokered.subject(), from, fromShare);
    return new Audited(item, brokered.token(), from, to, fromShare, subject);
  }

  /**
   * For REGISTER and READLOG: verifies π_A and π_L, then T_L = (a_L/a_A)(D′ - vS′).
   *
   * @param item h_i
   * @param from keys of the token's namespace
   * @param fromShare the audit-service's share of {@code from}
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when a proof fails
   */
  public SubjectToken subject(
      ItemHash item,
      Blinded blinded,
      BrokeredSubject brokered,
      NamespacePublic from,
      AuditShare fromShare) {
    blinded.verify(item, joint);
    brokered.verify(item, joint, blinded, from, log);
    return open(brokered, from, fromShare);
  }

  private SubjectToken open(BrokeredSubject brokered, NamespacePublic from, AuditShare fromShare) {
    requireSame(from, fromShare);
    Element blinded = GROUP.secretSum(new Sum().plus(brokered.d()).minus(v.secret(), brokered.s()));
    return new SubjectToken(GROUP.secretSum(new Sum().plus(logShare.over(fromShare), blinded)));
  }

  /**
   * E₂, F₂, π_S: completes a conversion that {@link #subject} verified. The caller MUST have the
   * acknowledgement of the record, and must have found the subject in the registry (§5, rule 1).
   *
   * <p>The results differ from call to call: an audit-service that resumes an exchange resends the
   * ones it stored.
   *
   * @param toShare the audit-service's share of the namespace converted to
   */
  public Lent lend(Audited audited, AuditShare toShare) {
    requireSame(audited.to(), toShare);
    BrokeredToken token = audited.token();
    Element toY = audited.to().requireY();
    Scalar gamma = toShare.over(audited.fromShare());
    Scalar sigma = Scalar.random();
    Scalar z = gamma.multiply(v.secret());
    Element e = token.e().usedOften();
    Element f = token.f().usedOften();
    Element s = token.s().usedOften();
    List<Element> points =
        GROUP.secretSums(
            List.of(
                new Sum().plus(gamma, e).plus(sigma, GROUP.generator()),
                new Sum().plus(gamma, f).minus(z, s).plus(sigma, toY)));
    Element e2 = points.get(0);
    Element f2 = points.get(1);
    AuditProof proof =
        new AuditProof(
            Relations.audit(
                    joint, audited.from().lambda(), audited.to().lambda(), toY, token, e2, f2)
                .prove(audited.item().bytes(), gamma, z, sigma));
    return new Lent(e2, f2, proof);
  }

  private static void requireSame(NamespacePublic namespace, AuditShare share) {
    if (!namespace.lambda().equals(share.publicKey())) {
      throw new IllegalArgumentException("expected the share of the namespace's Λ");
    }
  }
}

package jp.linkage.kit.steps;

import jp.linkage.protocol.conversion.AuditProof;
import jp.linkage.protocol.conversion.Blinded;
import jp.linkage.protocol.conversion.BrokerProof;
import jp.linkage.protocol.conversion.BrokeredSubject;
import jp.linkage.protocol.conversion.BrokeredToken;
import jp.linkage.protocol.conversion.InquirerProof;
import jp.linkage.protocol.conversion.ItemHash;
import jp.linkage.protocol.conversion.Lent;
import jp.linkage.protocol.conversion.SubjectProof;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.HpkeMessage;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.message.AuditStep;
import jp.linkage.protocol.message.BlindedSubject;
import jp.linkage.protocol.message.BrokerStep;
import jp.linkage.protocol.message.LogStep;
import jp.linkage.protocol.message.Sealed;

/**
 * From the octets of a message to points and proofs of the group, and back. Reading refuses what is
 * no point or no proof with {@link jp.linkage.protocol.crypto.ProtocolViolation}.
 */
public final class WirePoints {
  private WirePoints() {}

  /** h_i. */
  public static ItemHash itemHash(Header header, int index) {
    return ItemHash.of(header.hash().toArray(), index);
  }

  /** R, C, π_A. */
  public static Blinded read(BlindedSubject subject) {
    return new Blinded(
        element(subject.r()),
        element(subject.c()),
        InquirerProof.decode(subject.proofA().toArray()));
  }

  /** R, C, π_A. */
  public static BlindedSubject write(Blinded blinded) {
    return new BlindedSubject(
        octets(blinded.r()), octets(blinded.c()), Bytes.of(blinded.proof().encode()));
  }

  /** S, E, F, π_B. */
  public static BrokeredToken read(BrokerStep step) {
    return new BrokeredToken(
        element(step.s()),
        element(step.e()),
        element(step.f()),
        BrokerProof.decode(step.proofB().toArray()));
  }

  /** S, E, F, π_B. */
  public static BrokerStep write(BrokeredToken token) {
    return new BrokerStep(
        octets(token.s()), octets(token.e()), octets(token.f()), Bytes.of(token.proof().encode()));
  }

  /** S′, D′, π_L. */
  public static BrokeredSubject read(LogStep step) {
    return new BrokeredSubject(
        element(step.sPrime()),
        element(step.dPrime()),
        SubjectProof.decode(step.proofL().toArray()));
  }

  /** S′, D′, π_L. */
  public static LogStep write(BrokeredSubject subject) {
    return new LogStep(
        octets(subject.s()), octets(subject.d()), Bytes.of(subject.proof().encode()));
  }

  /** E₂, F₂, π_S. */
  public static Lent read(AuditStep step) {
    return new Lent(
        element(step.e2()), element(step.f2()), AuditProof.decode(step.proofS().toArray()));
  }

  /** E₂, F₂, π_S. */
  public static AuditStep write(Lent lent) {
    return new AuditStep(octets(lent.e2()), octets(lent.f2()), Bytes.of(lent.proof().encode()));
  }

  /** enc, ciphertext. */
  public static HpkeMessage read(Sealed sealed) {
    return HpkeMessage.of(sealed.enc().toArray(), sealed.ciphertext().toArray());
  }

  /** enc, ciphertext. */
  public static Sealed write(HpkeMessage message) {
    return new Sealed(Bytes.of(message.encapsulation()), Bytes.of(message.ciphertext()));
  }

  private static Element element(Bytes octets) {
    return Element.decode(octets.toArray());
  }

  private static Bytes octets(Element element) {
    return Bytes.of(element.encode());
  }
}

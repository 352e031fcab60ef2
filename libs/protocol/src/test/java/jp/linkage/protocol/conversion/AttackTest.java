package jp.linkage.protocol.conversion;

import static jp.linkage.protocol.conversion.TestParties.item;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.PrimeOrderGroup;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.Scalar;
import jp.linkage.protocol.crypto.SecretBytes;
import jp.linkage.protocol.crypto.Sum;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The attacks that simpler designs allow, carried out against this one with everything that the
 * attacker would hold, at the level of the algebra.
 */
class AttackTest {
  private static final PrimeOrderGroup GROUP = PrimeOrderGroup.p256();
  private static final Element G = GROUP.generator();

  private final TestParties parties = new TestParties();
  private final SecretBytes kappa = SecretBytes.random(32);
  private final Set<SubjectId> registry = new HashSet<>();
  private final PersonToken tokenAtA = parties.enrol(item(1), "123456789018", parties.a);

  @BeforeEach
  void registerSomePeople() {
    registry.add(parties.register(item(2), "123456789018").subjectId(kappa));
    registry.add(parties.register(item(3), "123456789026").subjectId(kappa));
    registry.add(parties.register(item(4), "987654321093").subjectId(kappa));
  }

  /**
   * With a raw evaluation for every agency, A would have B's tokens evaluated with its key and B
   * those of A with its own: k_A·k_B·H(n) on both sides, a join that no log holds. Here the only
   * way for A to hand in B's token is an exchange from A's namespace, and its subject is nobody.
   */
  @Test
  void join_tokenOfTheOtherAgencyHandedIn_isNoRegisteredSubject() {
    PersonToken tokenAtB = parties.enrol(item(5), "123456789018", parties.b);
    assertRegistered(parties.a, tokenAtA);
    assertRegistered(parties.b, tokenAtB);
    assertNotRegistered(parties.a, tokenAtB);
    assertNotRegistered(parties.b, tokenAtA);
  }

  /** The same as an enrolment: T_B handed in as if it were a hashed number. */
  @Test
  void join_tokenEnrolledAsIfItWereANumber_isNoRegisteredSubject() {
    ItemHash item = item(6);
    Blinded blinded = parties.blinder.blind(item, tokenAtA);
    Brokered brokered = parties.convert(item, blinded, BrokerShare.root(), parties.b);
    Audited audited =
        parties.audit.subject(
            item, blinded, brokered, NamespacePublic.root(), parties.b.keys, AuditShare.root());
    assertFalse(registry.contains(audited.subject().subjectId(kappa)));
  }

  /**
   * Without the registry one logged conversion would test many guesses at once: A sends Σ cᵢ·Tᵢ,
   * and B compares the result with the same sums of its own tokens. The sum is nobody in the
   * registry.
   */
  @Test
  void guessing_linearCombinationOfTokens_isNoRegisteredSubject() {
    PersonToken second = parties.enrol(item(5), "123456789026", parties.a);
    PersonToken third = parties.enrol(item(6), "987654321093", parties.a);
    PersonToken sum =
        PersonToken.of(
            GROUP.secretSum(
                new Sum()
                    .plus(tokenAtA.element())
                    .plus(Scalar.random(), second.element())
                    .plus(Scalar.random(), third.element())));
    assertRegistered(parties.a, second);
    assertNotRegistered(parties.a, sum);
    assertNotRegistered(
        parties.a,
        PersonToken.of(GROUP.secretSum(new Sum().plus(Scalar.random(), tokenAtA.element()))));
  }

  /**
   * A encrypts to Y = U + V and not to B: B's key with everything that the gateway holds and sees
   * opens neither A's ciphertext nor the half-converted one.
   */
  @Test
  void collusion_ofGatewayAndProvider_opensNothingButTheConvertedToken() {
    ItemHash item = item(5);
    var exchange = parties.exchange(item, tokenAtA, parties.a, parties.b);
    Blinded blinded = exchange.blinded();
    BrokeredToken token = exchange.brokered().token();
    Scalar u = parties.u.secret();
    Scalar y = parties.b.key.secret();
    Scalar back = parties.a.brokerShare.over(parties.b.brokerShare);
    Element withoutU = sum(new Sum().plus(blinded.c()).minus(u, blinded.r()));
    Element withoutY = sum(new Sum().plus(token.f()).minus(y, token.e()));
    List<Element> attempts =
        List.of(
            withoutU,
            sum(new Sum().plus(blinded.c()).minus(y, blinded.r())),
            sum(new Sum().plus(withoutU).minus(y, blinded.r())),
            withoutY,
            sum(new Sum().plus(back, withoutY)),
            sum(new Sum().plus(withoutY).minus(u, token.s())),
            sum(new Sum().plus(back, exchange.opened().element())));
    for (Element attempt : attempts) {
      assertNotEquals(tokenAtA.element(), attempt);
    }
    // What is missing is v, and with it the same computation succeeds: the test is not vacuous.
    Element opened = sum(new Sum().plus(withoutU).minus(parties.v.secret(), blinded.r()));
    assertEquals(tokenAtA.element(), opened);
  }

  /**
   * A ciphertext that is not bound to the sealed query could be put under another one: the digest
   * t, with which the query is sealed, changes with every part of the blinded token.
   */
  @Test
  void splicing_sameTokenUnderAnotherQuery_hasAnotherDigestAndNoProof() {
    ItemHash item = item(5);
    Blinded blinded = parties.blinder.blind(item, tokenAtA);
    Blinded again = parties.blinder.blind(item, tokenAtA);
    ItemHash other = item(6);
    Set<List<Byte>> digests = new HashSet<>();
    digests.add(list(blinded.digest(item)));
    digests.add(list(blinded.digest(other)));
    digests.add(list(again.digest(item)));
    digests.add(list(new Blinded(again.r(), blinded.c(), blinded.proof()).digest(item)));
    digests.add(list(new Blinded(blinded.r(), again.c(), blinded.proof()).digest(item)));
    digests.add(list(new Blinded(blinded.r(), blinded.c(), again.proof()).digest(item)));
    assertEquals(6, digests.size());
    assertThrows(ProtocolViolation.class, () -> blinded.verify(other, parties.joint));
  }

  /**
   * A gateway re-randomises a ciphertext that it saw, R + sG and C + sY, to have it converted in an
   * exchange of its own: it does not know r + s, and any proof it can make fails.
   */
  @Test
  void replay_reRandomisedCiphertext_hasNoProof() {
    Blinded seen = parties.blinder.blind(item(5), tokenAtA);
    Scalar s = Scalar.random();
    Element r = sum(new Sum().plus(seen.r()).plus(s, G));
    Element c = sum(new Sum().plus(seen.c()).plus(s, parties.joint.y()));
    ItemHash own = item(6);
    InquirerProof forged =
        new InquirerProof(Relations.inquirer(parties.joint, r, c).prove(own.bytes(), s));
    for (InquirerProof proof : List.of(seen.proof(), forged)) {
      assertThrows(
          ProtocolViolation.class, () -> new Blinded(r, c, proof).verify(own, parties.joint));
    }
  }

  /**
   * The gateway gives the log another person than the one it converts for B: a conversion of its
   * own blinded token, with a proof about the right Γs.
   */
  @Test
  void framing_subjectOfAnotherPerson_isRefusedByTheAuditService() {
    ItemHash item = item(5);
    Blinded blinded = parties.blinder.blind(item, tokenAtA);
    Brokered honest = parties.convert(item, blinded, parties.a.brokerShare, parties.b);
    PersonToken somebodyElse = parties.enrol(item(6), "123456789026", parties.a);
    BrokeredSubject other =
        parties.broker.convertSubject(
            item,
            parties.blinder.blind(item, somebodyElse),
            parties.a.brokerShare,
            parties.logBrokerShare);
    BrokeredSubject forged =
        new BrokeredSubject(
            other.s(),
            other.d(),
            new SubjectProof(
                Relations.subject(
                        parties.joint,
                        parties.a.keys.gamma(),
                        parties.log.gamma(),
                        blinded,
                        other.s(),
                        other.d())
                    .prove(
                        item.bytes(),
                        parties.logBrokerShare.over(parties.a.brokerShare),
                        parties
                            .logBrokerShare
                            .over(parties.a.brokerShare)
                            .multiply(parties.u.secret()))));
    for (BrokeredSubject subject : List.of(other, forged)) {
      assertThrows(
          ProtocolViolation.class,
          () ->
              parties.audit.subject(
                  item,
                  blinded,
                  new Brokered(honest.token(), subject),
                  parties.a.keys,
                  parties.b.keys,
                  parties.a.auditShare));
    }
  }

  /** V = x·G - U would make Y = x·G: a proof of possession of that V needs x - u. */
  @Test
  void rogueKey_madeFromTheOthersKey_hasNoProofOfPossession() {
    Scalar x = Scalar.random();
    Element rogue = sum(new Sum().plus(x, G).minus(parties.u.publicKey()));
    assertEquals(sum(new Sum().plus(x, G)), JointKey.of(parties.u.publicKey(), rogue).y());
    ProofOfPossession forged =
        ProofOfPossession.prove(KeyUse.AUDIT_DECRYPTION, "audit-service", 1, new KeyPair(x, rogue));
    assertThrows(
        ProtocolViolation.class,
        () -> forged.verify(KeyUse.AUDIT_DECRYPTION, "audit-service", 1, rogue));
  }

  private void assertRegistered(TestParties.Agency agency, PersonToken token) {
    assertTrue(registry.contains(parties.readLog(item(7), token, agency).subjectId(kappa)));
  }

  private void assertNotRegistered(TestParties.Agency agency, PersonToken token) {
    assertFalse(registry.contains(parties.readLog(item(7), token, agency).subjectId(kappa)));
    var exchange = parties.exchange(item(8), token, agency, parties.b);
    assertFalse(registry.contains(exchange.audited().subject().subjectId(kappa)));
  }

  private static Element sum(Sum sum) {
    return GROUP.secretSum(sum);
  }

  private static List<Byte> list(byte[] bytes) {
    var list = new ArrayList<Byte>();
    for (byte b : bytes) {
      list.add(b);
    }
    return list;
  }
}

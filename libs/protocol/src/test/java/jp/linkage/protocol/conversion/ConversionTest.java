package jp.linkage.protocol.conversion;

import static jp.linkage.protocol.conversion.TestParties.item;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import jp.linkage.protocol.conversion.TestParties.Exchange;
import jp.linkage.protocol.crypto.PrimeOrderGroup;
import jp.linkage.protocol.crypto.Scalar;
import jp.linkage.protocol.crypto.SecretBytes;
import jp.linkage.protocol.crypto.Sum;
import org.junit.jupiter.api.Test;

/** The algebra of docs/spec/protocol.md §3 and §4, by the roles' own classes. */
class ConversionTest {
  private static final String SOMEBODY = "123456789018";
  private static final String SOMEBODY_ELSE = "123456789026";

  private final TestParties parties = new TestParties();
  private final PersonToken tokenAtA = parties.enrol(item(1), SOMEBODY, parties.a);
  private final PersonToken tokenAtB = parties.enrol(item(2), SOMEBODY, parties.b);

  @Test
  void convert_personEnrolledAtBoth_givesTheTokenThatTheOtherEnrolled() {
    assertEquals(tokenAtB, parties.exchange(item(3), tokenAtA, parties.a, parties.b).opened());
    assertEquals(tokenAtA, parties.exchange(item(4), tokenAtB, parties.b, parties.a).opened());
  }

  @Test
  void convert_thereAndBack_givesTheSameToken() {
    PersonToken there = parties.exchange(item(3), tokenAtA, parties.a, parties.b).opened();
    assertEquals(tokenAtA, parties.exchange(item(4), there, parties.b, parties.a).opened());
  }

  @Test
  void convert_withinOneNamespace_givesTheSameToken() {
    assertEquals(tokenAtA, parties.exchange(item(3), tokenAtA, parties.a, parties.a).opened());
  }

  @Test
  void enrol_twice_givesTheSameToken() {
    assertEquals(tokenAtA, parties.enrol(item(5), SOMEBODY, parties.a));
  }

  @Test
  void enrol_otherPersonOrOtherAgency_givesAnotherToken() {
    assertNotEquals(tokenAtA, tokenAtB);
    assertNotEquals(tokenAtA, parties.enrol(item(5), SOMEBODY_ELSE, parties.a));
    assertNotEquals(tokenAtA, TestParties.number(SOMEBODY));
  }

  @Test
  void subject_fromEveryNamespaceAndType_isTheSame() {
    SubjectToken registered = parties.register(item(5), SOMEBODY);
    assertEquals(registered, parties.register(item(6), SOMEBODY));
    assertEquals(registered, parties.readLog(item(7), tokenAtA, parties.a));
    assertEquals(registered, parties.readLog(item(8), tokenAtB, parties.b));
    assertEquals(
        registered, parties.exchange(item(9), tokenAtA, parties.a, parties.b).audited().subject());
    assertEquals(
        registered, parties.exchange(item(10), tokenAtB, parties.b, parties.a).audited().subject());
    assertNotEquals(registered, parties.register(item(11), SOMEBODY_ELSE));
  }

  @Test
  void subjectId_ofOneKappa_isTheSameAndOfAnotherIsNot() {
    SecretBytes kappa = SecretBytes.random(32);
    SubjectId registered = parties.register(item(5), SOMEBODY).subjectId(kappa);
    assertEquals(registered, parties.readLog(item(6), tokenAtA, parties.a).subjectId(kappa));
    assertEquals(registered, SubjectId.of(registered.bytes()));
    assertEquals(SubjectId.SIZE, registered.bytes().length);
    assertNotEquals(
        registered, parties.register(item(7), SOMEBODY).subjectId(SecretBytes.random(32)));
  }

  // T_X = k_X·H(n) with k_X = g_X·a_X: here, and nowhere else, the test multiplies the two shares.
  @Test
  void enrol_keysOfBothShares_isTheProductTimesTheHashedNumber() {
    Scalar k =
        Scalar.decode(parties.a.brokerShare.encodeSecret().toByteArray())
            .multiply(Scalar.decode(parties.a.auditShare.encodeSecret().toByteArray()));
    var expected =
        PrimeOrderGroup.p256().secretSum(new Sum().plus(k, TestParties.number(SOMEBODY).element()));
    assertEquals(expected, tokenAtA.element());
  }

  @Test
  void exchange_twice_sharesNoValueOnTheWire() {
    Exchange first = parties.exchange(item(3), tokenAtA, parties.a, parties.b);
    Exchange second = parties.exchange(item(3), tokenAtA, parties.a, parties.b);
    assertNotEquals(first.blinded().r(), second.blinded().r());
    assertNotEquals(first.blinded().c(), second.blinded().c());
    assertNotEquals(first.brokered().token().s(), second.brokered().token().s());
    assertNotEquals(first.brokered().token().e(), second.brokered().token().e());
    assertNotEquals(first.brokered().token().f(), second.brokered().token().f());
    assertNotEquals(first.brokered().subject().s(), second.brokered().subject().s());
    assertNotEquals(first.brokered().subject().d(), second.brokered().subject().d());
    assertNotEquals(first.lent().e2(), second.lent().e2());
    assertNotEquals(first.lent().f2(), second.lent().f2());
  }

  @Test
  void exchange_keysFromTheirFiles_convertsTheSame() {
    BrokerShare from = BrokerShare.ofSecret(parties.a.brokerShare.encodeSecret());
    assertEquals(parties.a.brokerShare.publicKey(), from.publicKey());
    AuditShare audit = AuditShare.ofSecret(parties.a.auditShare.encodeSecret());
    assertEquals(parties.a.auditShare.publicKey(), audit.publicKey());
    assertEquals(
        parties.u.publicKey(),
        BrokerDecryptionShare.ofSecret(parties.u.encodeSecret()).publicKey());
    assertEquals(
        parties.v.publicKey(), AuditDecryptionShare.ofSecret(parties.v.encodeSecret()).publicKey());
    assertEquals(
        parties.a.key.publicKey(),
        AgencyDecryptionKey.ofSecret(parties.a.key.encodeSecret()).publicKey());
  }

  // Computed once by this project, and by Python's integers apart from it: H is part of the
  // protocol.
  @Test
  void ofNumber_aNumber_isHashedWithTheProtocolsTag() {
    assertArrayEquals(
        HexFormat.of()
            .parseHex("02d29eee68a057bcae7ebb698e008b39dae5cc9f50f55eb57ad2d1270b3e49c3ed"),
        TestParties.number(SOMEBODY).element().encode());
  }

  @Test
  void ofNumber_notTwelveDigits_isRefusedWithoutRepeatingIt() {
    for (String wrong : new String[] {"", "12345678901", "1234567890189", "12345678901x"}) {
      var refused = assertThrows(IllegalArgumentException.class, () -> TestParties.number(wrong));
      if (!wrong.isEmpty()) {
        assertEquals(-1, String.valueOf(refused.getMessage()).indexOf(wrong));
      }
    }
  }

  @Test
  void steps_keysOfAnotherParty_areRefused() {
    TestParties others = new TestParties();
    assertThrows(
        IllegalArgumentException.class, () -> new BrokerConversion(parties.joint, others.u));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AuditConversion(parties.joint, others.v, parties.log, parties.logAuditShare));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AuditConversion(parties.joint, parties.v, parties.log, others.logAuditShare));
    assertThrows(
        IllegalArgumentException.class,
        () -> new OpenConversion(parties.joint, parties.a.keys, parties.b.key));
    Exchange exchange = parties.exchange(item(3), tokenAtA, parties.a, parties.b);
    assertThrows(
        IllegalArgumentException.class,
        () -> parties.audit.lend(exchange.audited(), parties.a.auditShare));
  }

  @Test
  void toString_ofSecretsAndTokens_isRedacted() {
    for (Object secret :
        new Object[] {
          tokenAtA,
          parties.register(item(5), SOMEBODY),
          SubjectId.of(new byte[SubjectId.SIZE]),
          parties.u,
          parties.v,
          parties.a.key,
          parties.a.brokerShare,
          parties.a.auditShare
        }) {
      assertEquals(secret.getClass().getSimpleName() + "(redacted)", secret.toString());
    }
  }
}

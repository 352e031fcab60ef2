package jp.linkage.protocol.conversion;

import static jp.linkage.protocol.conversion.TestParties.item;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import java.util.function.Function;
import jp.linkage.protocol.conversion.TestParties.Exchange;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.ProtocolViolation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What was on the wire, changed in one byte or exchanged with a neighbour, is refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalTest {
  private static final int CHANGES = 3;

  private final TestParties parties = new TestParties();
  private final ItemHash item = item(1);
  private final Exchange good =
      parties.exchange(
          item, parties.enrol(item(2), "123456789018", parties.a), parties.a, parties.b);
  private final Blinded blinded = good.blinded();
  private final BrokeredToken token = good.brokered().token();
  private final BrokeredSubject subject = good.brokered().subject();
  private final Lent lent = good.lent();

  @BeforeAll
  void unchanged_everywhere_isTaken() {
    assertDoesNotThrow(() -> atGateway(blinded));
    assertDoesNotThrow(() -> atAudit(blinded, good.brokered()));
    assertDoesNotThrow(() -> atProvider(blinded, token, lent));
  }

  private void atGateway(Blinded in) {
    parties.convert(item, in, parties.a.brokerShare, parties.b);
  }

  private void atAudit(Blinded in, Brokered brokered) {
    parties.audit.subject(item, in, brokered, parties.a.keys, parties.b.keys, parties.a.auditShare);
  }

  private void atAuditSubjectOnly(Blinded in, BrokeredSubject brokered) {
    parties.audit.subject(item, in, brokered, parties.a.keys, parties.a.auditShare);
  }

  private void atProvider(Blinded in, BrokeredToken brokered, Lent converted) {
    parties.opener(parties.b).open(item, in, brokered, converted, parties.a.keys);
  }

  @Test
  void blinded_anyByteChanged_isRefusedByEveryVerifier() {
    Consumer<Blinded> everywhere =
        changed -> {
          refused(() -> atGateway(changed));
          refused(() -> atAudit(changed, good.brokered()));
          refused(() -> atAuditSubjectOnly(changed, subject));
          refused(() -> atProvider(changed, token, lent));
        };
    everyByte(blinded.r(), r -> new Blinded(r, blinded.c(), blinded.proof()), everywhere);
    everyByte(blinded.c(), c -> new Blinded(blinded.r(), c, blinded.proof()), everywhere);
    everyByte(
        blinded.proof().encode(),
        InquirerProof::decode,
        proof -> everywhere.accept(new Blinded(blinded.r(), blinded.c(), proof)));
  }

  @Test
  void brokeredToken_anyByteChanged_isRefusedByAuditAndProvider() {
    Consumer<BrokeredToken> everywhere =
        changed -> {
          refused(() -> atAudit(blinded, new Brokered(changed, subject)));
          refused(() -> atProvider(blinded, changed, lent));
        };
    everyByte(
        token.s(), s -> new BrokeredToken(s, token.e(), token.f(), token.proof()), everywhere);
    everyByte(
        token.e(), e -> new BrokeredToken(token.s(), e, token.f(), token.proof()), everywhere);
    everyByte(
        token.f(), f -> new BrokeredToken(token.s(), token.e(), f, token.proof()), everywhere);
    everyByte(
        token.proof().encode(),
        BrokerProof::decode,
        proof -> everywhere.accept(new BrokeredToken(token.s(), token.e(), token.f(), proof)));
  }

  @Test
  void brokeredSubject_anyByteChanged_isRefusedByAudit() {
    Consumer<BrokeredSubject> everywhere =
        changed -> {
          refused(() -> atAudit(blinded, new Brokered(token, changed)));
          refused(() -> atAuditSubjectOnly(blinded, changed));
        };
    everyByte(subject.s(), s -> new BrokeredSubject(s, subject.d(), subject.proof()), everywhere);
    everyByte(subject.d(), d -> new BrokeredSubject(subject.s(), d, subject.proof()), everywhere);
    everyByte(
        subject.proof().encode(),
        SubjectProof::decode,
        proof -> everywhere.accept(new BrokeredSubject(subject.s(), subject.d(), proof)));
  }

  @Test
  void lent_anyByteChanged_isRefusedByProvider() {
    Consumer<Lent> everywhere = changed -> refused(() -> atProvider(blinded, token, changed));
    everyByte(lent.e2(), e -> new Lent(e, lent.f2(), lent.proof()), everywhere);
    everyByte(lent.f2(), f -> new Lent(lent.e2(), f, lent.proof()), everywhere);
    everyByte(
        lent.proof().encode(),
        AuditProof::decode,
        proof -> everywhere.accept(new Lent(lent.e2(), lent.f2(), proof)));
  }

  @Test
  void itemHash_anyByteOfTheHeaderHashOrAnotherIndex_isRefused() {
    byte[] header = new byte[32];
    ItemHash first = ItemHash.of(header, 0);
    Exchange exchange = parties.exchange(first, good.opened(), parties.b, parties.a);
    assertDoesNotThrow(() -> verifyAll(first, exchange));
    refusedByAll(ItemHash.of(header, 1), exchange);
    refusedByAll(ItemHash.of(header, 256), exchange);
    for (int i = 0; i < header.length; i++) {
      byte[] changed = header.clone();
      changed[i] ^= 1;
      refusedByAll(ItemHash.of(changed, 0), exchange);
    }
  }

  private void verifyAll(ItemHash hash, Exchange exchange) {
    var from = parties.b.keys;
    var to = parties.a.keys;
    exchange.blinded().verify(hash, parties.joint);
    exchange.brokered().token().verify(hash, parties.joint, exchange.blinded(), from, to);
    exchange
        .brokered()
        .subject()
        .verify(hash, parties.joint, exchange.blinded(), from, parties.log);
    exchange.lent().verify(hash, parties.joint, exchange.brokered().token(), from, to);
  }

  private void refusedByAll(ItemHash hash, Exchange exchange) {
    var from = parties.b.keys;
    var to = parties.a.keys;
    refused(() -> exchange.blinded().verify(hash, parties.joint));
    refused(() ->
        exchange.brokered().token().verify(hash, parties.joint, exchange.blinded(), from, to));
    refused(() ->
        exchange
            .brokered()
            .subject()
            .verify(hash, parties.joint, exchange.blinded(), from, parties.log));
    refused(
        () -> exchange.lent().verify(hash, parties.joint, exchange.brokered().token(), from, to));
  }

  @Test
  void namespaces_exchangedOrOfOthers_areRefused() {
    var a = parties.a.keys;
    var b = parties.b.keys;
    var other = new TestParties.Agency().keys;
    var joint = parties.joint;
    refused(() -> token.verify(item, joint, blinded, b, a));
    refused(() -> token.verify(item, joint, blinded, a, other));
    refused(() -> token.verify(item, joint, blinded, other, b));
    refused(() -> token.verify(item, joint, blinded, NamespacePublic.root(), b));
    refused(() -> subject.verify(item, joint, blinded, other, parties.log));
    refused(() -> subject.verify(item, joint, blinded, a, other));
    refused(() -> lent.verify(item, joint, token, b, a));
    refused(() -> lent.verify(item, joint, token, a, other));
    refused(() -> lent.verify(item, joint, token, other, b));
    // only the key that the result is encrypted to differs
    var reader = NamespacePublic.ofAgency(b.gamma(), b.lambda(), other.requireY());
    refused(() -> token.verify(item, joint, blinded, a, reader));
    refused(() -> lent.verify(item, joint, token, a, reader));
  }

  @Test
  void jointKey_ofOthers_isRefused() {
    JointKey other = new TestParties().joint;
    refused(() -> blinded.verify(item, other));
    refused(() -> token.verify(item, other, blinded, parties.a.keys, parties.b.keys));
    refused(() -> subject.verify(item, other, blinded, parties.a.keys, parties.log));
    refused(() -> lent.verify(item, other, token, parties.a.keys, parties.b.keys));
  }

  // Every part is honest, but of another exchange about the same person.
  @Test
  void parts_ofAnotherExchange_areRefused() {
    Exchange other =
        parties.exchange(
            item, parties.enrol(item(2), "123456789018", parties.a), parties.a, parties.b);
    refused(() -> atAudit(other.blinded(), good.brokered()));
    refused(() -> atAudit(blinded, new Brokered(other.brokered().token(), subject)));
    refused(() -> atAudit(blinded, new Brokered(token, other.brokered().subject())));
    refused(() -> atProvider(other.blinded(), token, lent));
    refused(() -> atProvider(blinded, other.brokered().token(), lent));
    refused(() -> atProvider(blinded, token, other.lent()));
  }

  private static void refused(Runnable step) {
    assertThrows(ProtocolViolation.class, step::run);
  }

  private static <T> void everyByte(
      Element point, Function<Element, T> read, Consumer<T> assertRefused) {
    everyByte(point.encode(), bytes -> read.apply(Element.decode(bytes)), assertRefused);
  }

  /** Changes each byte in a few ways; what cannot be read any more was refused by the reader. */
  private static <T> void everyByte(
      byte[] encoded, Function<byte[], T> read, Consumer<T> assertRefused) {
    int readable = 0;
    for (int i = 0; i < encoded.length; i++) {
      for (int change = 1; change <= CHANGES; change++) {
        byte[] changed = encoded.clone();
        changed[i] ^= (byte) change;
        T value;
        try {
          value = read.apply(changed);
        } catch (ProtocolViolation _) {
          continue;
        }
        readable++;
        assertRefused.accept(value);
      }
    }
    assertTrue(readable > 10, "the verifiers were reached");
  }
}

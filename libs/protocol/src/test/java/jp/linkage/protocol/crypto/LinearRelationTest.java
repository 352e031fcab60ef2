package jp.linkage.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import jp.linkage.protocol.crypto.LinearRelation.Term;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import org.junit.jupiter.api.Test;

class LinearRelationTest {
  private static final PrimeOrderGroup GROUP = PrimeOrderGroup.p256();
  private static final Element G = GROUP.generator();
  private static final byte[] CONTEXT = Sha256.of(new byte[] {1});

  private final Scalar x = Scalar.random();
  private final Scalar u = Scalar.random();
  private final Scalar w = x.multiply(u);
  private final Element base = GROUP.hashToGroup(new byte[] {2}, "test");
  private final Element key = sum(new Sum().plus(u, G));
  private final Element image = sum(new Sum().plus(x, base).minus(w, G));

  private static Element sum(Sum sum) {
    return GROUP.secretSum(sum);
  }

  /** x·key - w·G vanishes, and image = x·base - w·G. */
  private LinearRelation relation(String dst, Element image) {
    return LinearRelation.about(dst, 2, key, base, image)
        .vanishing(Term.plus(0, key), Term.minus(1, G))
        .equation(image, Term.plus(0, base), Term.minus(1, G))
        .build();
  }

  @Test
  void verify_proofOfTheRelation_passes() {
    LinearRelation relation = relation("test", image);
    Proof proof = relation.prove(CONTEXT, x, w);
    assertDoesNotThrow(() -> relation.verify(CONTEXT, proof));
    assertDoesNotThrow(() -> relation.verify(CONTEXT, Proof.decode(proof.encode(), 2)));
  }

  @Test
  void verify_everySingleBitOfTheProofChanged_isRefused() {
    LinearRelation relation = relation("test", image);
    byte[] proof = relation.prove(CONTEXT, x, w).encode();
    for (int bit = 0; bit < proof.length * 8; bit++) {
      byte[] changed = proof.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThrows(
          ProtocolViolation.class, () -> relation.verify(CONTEXT, Proof.decode(changed, 2)));
    }
  }

  @Test
  void verify_otherContextTagOrStatement_isRefused() {
    LinearRelation relation = relation("test", image);
    Proof proof = relation.prove(CONTEXT, x, w);
    assertRefused(relation, Sha256.of(new byte[] {2}), proof);
    assertRefused(relation, new byte[0], proof);
    assertRefused(relation("other", image), CONTEXT, proof);
    assertRefused(relation("test", sum(new Sum().plus(image).plus(G))), CONTEXT, proof);
  }

  @Test
  void verify_proofOfAFalseStatement_isRefused() {
    LinearRelation relation = relation("test", image);
    assertRefused(relation, CONTEXT, relation.prove(CONTEXT, x, w.add(Scalar.one())));
    assertRefused(relation, CONTEXT, relation.prove(CONTEXT, x.add(Scalar.one()), w));
  }

  // The first equation holds for this pair, the second does not.
  @Test
  void verify_secretsThatSatisfyOneEquationOnly_isRefused() {
    LinearRelation relation = relation("test", image);
    Scalar other = Scalar.random();
    assertRefused(relation, CONTEXT, relation.prove(CONTEXT, other, other.multiply(u)));
  }

  @Test
  void verify_anotherNumberOfResponses_isRefused() {
    LinearRelation relation = relation("test", image);
    Proof proof = relation.prove(CONTEXT, x, w);
    List<Scalar> more = List.of(proof.responses().get(0), proof.responses().get(1), Scalar.one());
    assertRefused(relation, CONTEXT, new Proof(proof.challenge(), more));
    assertRefused(relation, CONTEXT, new Proof(proof.challenge(), more.subList(0, 1)));
  }

  @Test
  void decode_anotherSize_isRefused() {
    byte[] proof = relation("test", image).prove(CONTEXT, x, w).encode();
    assertEquals(96, proof.length);
    assertThrows(ProtocolViolation.class, () -> Proof.decode(proof, 1));
    assertThrows(ProtocolViolation.class, () -> Proof.decode(proof, 3));
  }

  @Test
  void prove_twice_usesOtherNonces() {
    LinearRelation relation = relation("test", image);
    Proof first = relation.prove(CONTEXT, x, w);
    Proof second = relation.prove(CONTEXT, x, w);
    assertNotEquals(first.challenge(), second.challenge());
    assertNotEquals(first.responses(), second.responses());
  }

  @Test
  void build_equationOverAPointOutsideOfTheStatement_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> LinearRelation.about("test", 1, key).equation(image, Term.plus(0, key)));
    assertThrows(
        IllegalArgumentException.class,
        () -> LinearRelation.about("test", 1, image).equation(image, Term.plus(0, key)));
    assertThrows(
        IllegalArgumentException.class,
        () -> LinearRelation.about("test", 1, key).equation(key, Term.plus(1, G)));
  }

  private static void assertRefused(LinearRelation relation, byte[] context, Proof proof) {
    var violation = assertThrows(ProtocolViolation.class, () -> relation.verify(context, proof));
    assertEquals(Reason.INVALID_PROOF, violation.reason());
  }
}

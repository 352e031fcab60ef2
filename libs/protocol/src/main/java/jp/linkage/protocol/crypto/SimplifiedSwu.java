package jp.linkage.protocol.crypto;

import java.math.BigInteger;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECFieldElement;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/**
 * The simplified Shallue-van de Woestijne-Ulas map to P-256, RFC 9380 §6.6.2 in the straight-line
 * form of its appendix F.2. What is hashed may be a My Number, so both candidates are always
 * computed and chosen by index, not by branch.
 */
final class SimplifiedSwu {
  /** Bytes that hash_to_field reduces for one field element: L of the suite. */
  static final int FIELD_WIDE_SIZE = 48;

  private final ECCurve curve;
  private final BigInteger prime;
  private final ECFieldElement a;
  private final ECFieldElement b;
  private final ECFieldElement z;
  private final ECFieldElement rootOfMinusZ;

  SimplifiedSwu(ECCurve curve) {
    this.curve = curve;
    this.prime = curve.getField().getCharacteristic();
    this.a = curve.getA();
    this.b = curve.getB();
    // Z = -10, RFC 9380 §8.2
    ECFieldElement ten = curve.fromBigInteger(BigInteger.TEN);
    this.z = ten.negate();
    this.rootOfMinusZ = ten.sqrt();
  }

  /** A point before it is made affine: (x / d, y). */
  private record Fraction(ECFieldElement x, ECFieldElement d, ECFieldElement y) {}

  /** hash_to_curve after expand_message: two field elements, two points, their sum (cofactor 1). */
  ECPoint mapAndAdd(byte[] uniform) {
    Fraction q0 = map(fieldElement(uniform, 0));
    Fraction q1 = map(fieldElement(uniform, FIELD_WIDE_SIZE));
    ECFieldElement[] inverses = {q0.d, q1.d};
    ECAlgorithms.montgomeryTrick(inverses, 0, 2);
    return point(q0, inverses[0]).add(point(q1, inverses[1]));
  }

  private ECPoint point(Fraction q, ECFieldElement inverse) {
    return curve.createPoint(q.x.multiply(inverse).toBigInteger(), q.y.toBigInteger());
  }

  private ECFieldElement fieldElement(byte[] uniform, int offset) {
    // 2^128 < p: three parts below p, as BigInteger.mod takes a time that depends on its operand.
    ECFieldElement high = part(uniform, offset);
    ECFieldElement middle = part(uniform, offset + 16);
    ECFieldElement low = part(uniform, offset + 32);
    ECFieldElement shift = curve.fromBigInteger(BigInteger.ONE.shiftLeft(128).mod(prime));
    return high.multiply(shift).add(middle).multiply(shift).add(low);
  }

  private ECFieldElement part(byte[] uniform, int offset) {
    return curve.fromBigInteger(BigIntegers.fromUnsignedByteArray(uniform, offset, 16));
  }

  private Fraction map(ECFieldElement u) {
    // Step numbers of RFC 9380 appendix F.2.
    ECFieldElement tv1 = u.square().multiply(z); // 1, 2
    ECFieldElement tv2 = tv1.square().add(tv1); // 3, 4
    ECFieldElement tv3 = tv2.addOne().multiply(b); // 5, 6
    ECFieldElement tv4 = select(tv2.isZero(), z, tv2.negate()).multiply(a); // 7, 8
    ECFieldElement tv6 = tv4.square(); // 10
    ECFieldElement gx = tv3.square().add(a.multiply(tv6)).multiply(tv3); // 9, 11 to 13
    tv6 = tv6.multiply(tv4); // 14
    gx = gx.add(b.multiply(tv6)); // 15, 16
    ECFieldElement x = tv1.multiply(tv3); // 17

    // sqrt_ratio for q = 3 (mod 4), appendix F.2.1.2, of gx / tv6
    ECFieldElement product = gx.multiply(tv6);
    ECFieldElement y1 = power(tv6.square().multiply(product)).multiply(product);
    boolean square = y1.square().multiply(tv6).equals(gx);
    ECFieldElement root = select(square, y1, y1.multiply(rootOfMinusZ)); // 18

    ECFieldElement y = tv1.multiply(u).multiply(root); // 19, 20
    x = select(square, tv3, x); // 21
    y = select(square, root, y); // 22
    y = select(u.testBitZero() == y.testBitZero(), y, y.negate()); // 23, 24
    return new Fraction(x, tv4, y); // 25 follows in mapAndAdd
  }

  private static ECFieldElement select(boolean condition, ECFieldElement yes, ECFieldElement no) {
    ECFieldElement[] both = {no, yes};
    return both[condition ? 1 : 0];
  }

  /** x^((p - 3) / 4) = x^(2^254 - 2^222 + 2^190 + 2^94 - 1), by a fixed chain. */
  private static ECFieldElement power(ECFieldElement x) {
    ECFieldElement x2 = x.square().multiply(x);
    ECFieldElement x4 = squares(x2, 2).multiply(x2);
    ECFieldElement x8 = squares(x4, 4).multiply(x4);
    ECFieldElement x16 = squares(x8, 8).multiply(x8);
    ECFieldElement x30 =
        squares(squares(squares(x16, 8).multiply(x8), 4).multiply(x4), 2).multiply(x2);
    ECFieldElement x32 = squares(x30, 2).multiply(x2);
    ECFieldElement t = squares(x32, 32).multiply(x); // bits 253..190
    t = squares(t, 128).multiply(x32); // .. 62
    t = squares(t, 32).multiply(x32); // .. 30
    return squares(t, 30).multiply(x30); // .. 0
  }

  private static ECFieldElement squares(ECFieldElement x, int count) {
    ECFieldElement result = x;
    for (int i = 0; i < count; i++) {
      result = result.square();
    }
    return result;
  }
}

package jp.linkage.protocol.crypto;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** P-256 with Bouncy Castle's own field arithmetic for this curve. */
final class BouncyCastleP256 implements PrimeOrderGroup {
  static final BouncyCastleP256 INSTANCE = new BouncyCastleP256();

  private final ECCurve curve;
  private final Element generator;
  private final SimplifiedSwu map;

  private BouncyCastleP256() {
    X9ECParameters parameters = CustomNamedCurves.getByName("P-256");
    curve = parameters.getCurve();
    generator = new Element(parameters.getG());
    map = new SimplifiedSwu(curve);
  }

  @Override
  public String implementation() {
    return "bouncycastle";
  }

  @Override
  public Element generator() {
    return generator;
  }

  @Override
  public Element decode(byte[] sec1) {
    // decodePoint would also take infinity and the uncompressed forms.
    if (sec1.length != Element.SIZE || (sec1[0] != 2 && sec1[0] != 3)) {
      throw malformed();
    }
    try {
      return new Element(curve.decodePoint(sec1), sec1.clone());
    } catch (IllegalArgumentException _) {
      throw malformed();
    }
  }

  /**
   * The element with these coordinates.
   *
   * @throws ProtocolViolation when they are not those of a point of the curve
   */
  Element element(BigInteger x, BigInteger y) {
    try {
      return new Element(curve.validatePoint(x, y));
    } catch (IllegalArgumentException _) {
      throw malformed();
    }
  }

  /** Reads an uncompressed point that was computed here, not received. */
  ECPoint pointOf(byte[] uncompressed) {
    return curve.decodePoint(uncompressed);
  }

  private static ProtocolViolation malformed() {
    return new ProtocolViolation(
        Reason.MALFORMED_POINT, "expected 33 bytes, a point of P-256 in compressed form");
  }

  @Override
  public List<Element> secretSums(List<Sum> sums) {
    // Counted first, so that an element that this call uses often has a comb from its first use.
    for (Sum sum : sums) {
      for (Sum.Term term : sum.terms()) {
        if (term.scalar() != null) {
          term.element().countSecretUse();
        }
      }
    }
    ECPoint[] points = new ECPoint[sums.size()];
    for (int i = 0; i < points.length; i++) {
      ECPoint sum = curve.getInfinity();
      for (Sum.Term term : sums.get(i).terms()) {
        ECPoint addend = secretMultiple(term);
        sum = sum.add(term.negative() ? addend.negate() : addend);
      }
      points[i] = sum;
    }
    return elements(points);
  }

  private static ECPoint secretMultiple(Sum.Term term) {
    ECPoint point = term.element().point();
    Scalar scalar = term.scalar();
    if (scalar == null) {
      return point;
    }
    return term.element().worthAComb()
        ? new FixedPointCombMultiplier().multiply(point, scalar.value)
        : ECAlgorithms.multiplySecret(point, scalar.value);
  }

  @Override
  public List<Element> publicSums(List<Sum> sums) {
    ECPoint[] points = new ECPoint[sums.size()];
    for (int i = 0; i < points.length; i++) {
      points[i] = publicSumOf(sums.get(i));
    }
    return elements(points);
  }

  private ECPoint publicSumOf(Sum sum) {
    List<ECPoint> points = new ArrayList<>();
    List<BigInteger> scalars = new ArrayList<>();
    ECPoint result = curve.getInfinity();
    for (Sum.Term term : sum.terms()) {
      ECPoint point = term.element().point();
      Scalar scalar = term.scalar();
      if (scalar == null) {
        result = term.negative() ? result.subtract(point) : result.add(point);
        continue;
      }
      WindowTable windows = term.element().windowsAfterUse();
      if (windows != null) {
        result = windows.addMultiple(result, scalar.value, term.negative());
      } else {
        points.add(point);
        scalars.add(term.negative() ? scalar.value.negate() : scalar.value);
      }
    }
    return points.isEmpty()
        ? result
        : result.add(
            ECAlgorithms.sumOfMultiplies(
                points.toArray(ECPoint[]::new), scalars.toArray(BigInteger[]::new)));
  }

  /** Makes all points affine with one inversion. */
  private List<Element> elements(ECPoint[] points) {
    curve.normalizeAll(points);
    List<Element> elements = new ArrayList<>(points.length);
    for (ECPoint point : points) {
      if (point.isInfinity()) {
        throw new ProtocolViolation(Reason.IDENTITY_ELEMENT, "expected a sum other than infinity");
      }
      elements.add(new Element(point));
    }
    return elements;
  }

  @Override
  public Element hashToGroup(byte[] message, String dst) {
    byte[] uniform =
        ExpandMessage.xmd(message, ExpandMessage.tag(dst), 2 * SimplifiedSwu.FIELD_WIDE_SIZE);
    ECPoint[] sum = {map.mapAndAdd(uniform)};
    return elements(sum).getFirst();
  }

  @Override
  public Scalar hashToScalar(byte[] input, String dst) {
    return Scalar.reduceWide(ExpandMessage.xmd(input, ExpandMessage.tag(dst), Scalar.WIDE_SIZE));
  }
}

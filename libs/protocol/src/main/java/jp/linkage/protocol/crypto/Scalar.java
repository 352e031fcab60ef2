package jp.linkage.protocol.crypto;

import java.math.BigInteger;
import org.bouncycastle.util.BigIntegers;

/**
 * A number s with 0 &lt; s &lt; q, the order of P-256. On the wire 32 bytes, big-endian.
 *
 * <h2>Security guarantees</h2>
 *
 * Every scalar is treated as a secret: it is not printed, it is compared in constant time, and the
 * arithmetic is Bouncy Castle's fixed-width arithmetic ({@code BigIntegers.modAdd, modSubtract,
 * modMult, modOddInverse}). What remains is that {@code BigInteger} drops leading zero words, and
 * that Java cannot wipe it.
 *
 * <p>A result of zero, which an honest computation meets with probability 2^-256, is refused.
 */
public final class Scalar {
  /** The size of an encoded scalar in bytes. */
  public static final int SIZE = 32;

  /** Bytes that HashToScalar reduces, RFC 9497 §4.3: ceil((256 + 128) / 8). */
  static final int WIDE_SIZE = 48;

  /** The order q of P-256 (SP 800-186 §3.2.1.3). */
  static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private static final BigInteger TWO_128 = BigInteger.ONE.shiftLeft(128);
  private static final BigInteger TWO_256 = BigInteger.ONE.shiftLeft(256).mod(ORDER);

  final BigInteger value;

  private Scalar(BigInteger value) {
    if (value.signum() <= 0 || value.compareTo(ORDER) >= 0) {
      throw new ProtocolViolation(
          ProtocolViolation.Reason.MALFORMED_SCALAR, "expected a scalar in 1..q-1");
    }
    this.value = value;
  }

  /**
   * Reads a scalar.
   *
   * @param bytes 32 bytes, big-endian
   * @throws ProtocolViolation when there are not 32 bytes, or the number is 0 or not below q
   */
  public static Scalar decode(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new ProtocolViolation(
          ProtocolViolation.Reason.MALFORMED_SCALAR,
          "expected " + SIZE + " bytes, found " + bytes.length);
    }
    return new Scalar(BigIntegers.fromUnsignedByteArray(bytes));
  }

  /** The scalar of this number, which must be in 1..q-1. */
  static Scalar of(BigInteger value) {
    return new Scalar(value);
  }

  /** A uniformly random scalar. */
  public static Scalar random() {
    return reduceWide(Randomness.bytes(WIDE_SIZE));
  }

  /** The number one: the share of the root namespace. */
  public static Scalar one() {
    return new Scalar(BigInteger.ONE);
  }

  /** Reduces 384 bits modulo q; 128 bits more than q make the bias negligible (RFC 9380 §5.1). */
  static Scalar reduceWide(byte[] wide) {
    BigInteger high = BigIntegers.fromUnsignedByteArray(wide, 0, 16);
    BigInteger middle = BigIntegers.fromUnsignedByteArray(wide, 16, 16);
    BigInteger low = BigIntegers.fromUnsignedByteArray(wide, 32, 16);
    // In three parts below q, because BigInteger.mod takes a time that depends on its operand.
    BigInteger sum =
        BigIntegers.modAdd(
            ORDER,
            BigIntegers.modMult(ORDER, high, TWO_256),
            BigIntegers.modAdd(ORDER, BigIntegers.modMult(ORDER, middle, TWO_128), low));
    return new Scalar(sum);
  }

  /** The 32 bytes, big-endian. */
  public byte[] encode() {
    return BigIntegers.asUnsignedByteArray(SIZE, value);
  }

  /** this + other. */
  public Scalar add(Scalar other) {
    return new Scalar(BigIntegers.modAdd(ORDER, value, other.value));
  }

  /** this - other. */
  public Scalar subtract(Scalar other) {
    return new Scalar(BigIntegers.modSubtract(ORDER, value, other.value));
  }

  /** this * other. */
  public Scalar multiply(Scalar other) {
    return new Scalar(BigIntegers.modMult(ORDER, value, other.value));
  }

  /** -this. */
  Scalar negate() {
    return new Scalar(BigIntegers.modSubtract(ORDER, BigInteger.ZERO, value));
  }

  /** 1 / this. */
  public Scalar invert() {
    return new Scalar(BigIntegers.modOddInverse(ORDER, value));
  }

  /** Compares in constant time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Scalar scalar
        && BigIntegers.areSecretValuesEqual(SIZE, value, scalar.value);
  }

  /** The same for all scalars, so that it tells nothing. */
  @Override
  public int hashCode() {
    return SIZE;
  }

  @Override
  public String toString() {
    return "Scalar(redacted)";
  }
}

package jp.linkage.local.system;

import java.math.BigInteger;
import java.util.Arrays;

/** Encodings of points that the protocol does not use. */
final class Points {
  private static final BigInteger P =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
  private static final BigInteger B =
      new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);

  private Points() {}

  /** The same point of P-256 in 65 bytes, SEC1 uncompressed. */
  static byte[] uncompressed(byte[] compressed) {
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(compressed, 1, 33));
    BigInteger square =
        x.modPow(BigInteger.valueOf(3), P)
            .subtract(x.multiply(BigInteger.valueOf(3)))
            .add(B)
            .mod(P);
    BigInteger y = square.modPow(P.add(BigInteger.ONE).shiftRight(2), P);
    if (y.testBit(0) != (compressed[0] == 3)) {
      y = P.subtract(y);
    }
    byte[] encoded = new byte[65];
    encoded[0] = 4;
    copy(x, encoded, 1);
    copy(y, encoded, 33);
    return encoded;
  }

  private static void copy(BigInteger value, byte[] to, int at) {
    byte[] bytes = value.toByteArray();
    int from = Math.max(0, bytes.length - 32);
    System.arraycopy(bytes, from, to, at + 32 - (bytes.length - from), bytes.length - from);
  }
}

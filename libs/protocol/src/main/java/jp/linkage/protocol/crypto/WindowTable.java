package jp.linkage.protocol.crypto;

import java.math.BigInteger;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECLookupTable;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Multiples of a long-lived point, so that a multiplication needs additions only: window i holds
 * j·2^(6i)·P for j = 1..32, and a scalar is read in signed digits of 6 bits.
 *
 * <p>Variable time: for public scalars only.
 */
final class WindowTable {
  private static final int WIDTH = 6;
  private static final int HALF = 1 << (WIDTH - 1);

  /** 43 windows hold 258 bits: 256 and the carry of the signed digits. */
  private static final int WINDOWS = 43;

  private final ECLookupTable[] windows;

  private WindowTable(ECLookupTable[] windows) {
    this.windows = windows;
  }

  static WindowTable of(ECPoint point) {
    ECCurve curve = point.getCurve();
    ECPoint[] multiples = new ECPoint[WINDOWS * HALF];
    ECPoint base = point;
    for (int window = 0; window < WINDOWS; window++) {
      int start = window * HALF;
      multiples[start] = base;
      for (int j = 1; j < HALF; j++) {
        multiples[start + j] = multiples[start + j - 1].add(base);
      }
      base = multiples[start + HALF - 1].twice();
    }
    curve.normalizeAll(multiples);
    ECLookupTable[] windows = new ECLookupTable[WINDOWS];
    for (int window = 0; window < WINDOWS; window++) {
      windows[window] = curve.createCacheSafeLookupTable(multiples, window * HALF, HALF);
    }
    return new WindowTable(windows);
  }

  /** sum + scalar·P, or sum - scalar·P. */
  ECPoint addMultiple(ECPoint sum, BigInteger scalar, boolean negative) {
    ECPoint result = sum;
    int carry = 0;
    for (int window = 0; window < WINDOWS; window++) {
      int digit = carry + bits(scalar, window * WIDTH);
      carry = 0;
      if (digit > HALF) {
        digit -= 2 * HALF;
        carry = 1;
      }
      if (digit != 0) {
        ECPoint multiple = windows[window].lookupVar(Math.abs(digit) - 1);
        result = result.add(digit < 0 == negative ? multiple : multiple.negate());
      }
    }
    return result;
  }

  private static int bits(BigInteger scalar, int from) {
    int bits = 0;
    for (int i = WIDTH - 1; i >= 0; i--) {
      bits = bits << 1 | (scalar.testBit(from + i) ? 1 : 0);
    }
    return bits;
  }
}

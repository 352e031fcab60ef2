package jp.linkage.protocol.crypto;

import static jp.linkage.protocol.crypto.PublishedVectors.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Arrays;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarTest {
  private static final BigInteger Q = Scalar.ORDER;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "00000000000000000000000000000000000000000000000000000000000001",
        "000000000000000000000000000000000000000000000000000000000000000001",
        // q, q + 1, 2^256 - 1
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632552",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
      })
  void decode_notAScalar_isRefused(String bytes) {
    var violation = assertThrows(ProtocolViolation.class, () -> Scalar.decode(hex(bytes)));
    assertEquals(Reason.MALFORMED_SCALAR, violation.reason());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000001",
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550",
      })
  void decode_smallestAndGreatest_areKept(String bytes) {
    assertArrayEquals(hex(bytes), Scalar.decode(hex(bytes)).encode());
  }

  @Test
  void arithmetic_randomScalars_agreesWithBigInteger() {
    for (int i = 0; i < 200; i++) {
      Scalar a = Scalar.random();
      Scalar b = Scalar.random();
      assertEquals(a.value.add(b.value).mod(Q), a.add(b).value);
      assertEquals(a.value.subtract(b.value).mod(Q), a.subtract(b).value);
      assertEquals(a.value.multiply(b.value).mod(Q), a.multiply(b).value);
      assertEquals(a.value.modInverse(Q), a.invert().value);
      assertEquals(Scalar.one(), a.multiply(a.invert()));
    }
  }

  @Test
  void subtract_equalScalars_isRefused() {
    Scalar a = Scalar.random();
    assertThrows(ProtocolViolation.class, () -> a.subtract(a));
  }

  @Test
  void reduceWide_anyBytes_isTheRemainderModuloQ() {
    byte[] greatest = new byte[Scalar.WIDE_SIZE];
    Arrays.fill(greatest, (byte) 0xff);
    assertEquals(new BigInteger(1, greatest).mod(Q), Scalar.reduceWide(greatest).value);
    for (int i = 0; i < 200; i++) {
      byte[] wide = Randomness.bytes(Scalar.WIDE_SIZE);
      assertEquals(new BigInteger(1, wide).mod(Q), Scalar.reduceWide(wide).value);
    }
  }

  @Test
  void reduceWide_multipleOfQ_isRefused() {
    byte[] wide = BigIntegers.asUnsignedByteArray(Scalar.WIDE_SIZE, Q.shiftLeft(100));
    assertThrows(ProtocolViolation.class, () -> Scalar.reduceWide(wide));
  }

  @Test
  void equals_sameValue_isTrue() {
    Scalar a = Scalar.random();
    assertEquals(a, Scalar.decode(a.encode()));
    assertNotEquals(a, a.add(Scalar.one()));
    assertEquals("Scalar(redacted)", a.toString());
  }
}

package jp.linkage.protocol.crypto;

import static jp.linkage.protocol.crypto.PublishedVectors.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every implementation of the group must do. */
abstract class PrimeOrderGroupContract {
  private static final Element G = BouncyCastleP256.INSTANCE.generator();

  private final PrimeOrderGroup group;

  PrimeOrderGroupContract(PrimeOrderGroup group) {
    this.group = group;
  }

  // SP 800-186 §3.2.1.3
  private static final String GENERATOR =
      "036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";

  @Test
  void generator_encoded_isTheStandardsPoint() {
    assertArrayEquals(hex(GENERATOR), group.generator().encode());
    assertEquals(G, group.decode(hex(GENERATOR)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "02",
        "000000000000000000000000000000000000000000000000000000000000000000",
        // the generator: a byte short, a byte long, uncompressed, hybrid, another prefix
        "036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2",
        "036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c29600",
        "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
            + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
        "076b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
            + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
        "056b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
        "ff6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
        // x = 1 is not on the curve; x = p, and x = p + 5 with 5 on the curve, are not reduced
        "020000000000000000000000000000000000000000000000000000000000000001",
        "02ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
        "02ffffffff00000001000000000000000000000001000000000000000000000004",
        "02ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
      })
  void decode_notTheCompressedFormOfAPoint_isRefused(String bytes) {
    var violation = assertThrows(ProtocolViolation.class, () -> group.decode(hex(bytes)));
    assertEquals(Reason.MALFORMED_POINT, violation.reason());
  }

  @Test
  void decode_callerChangesItsBytes_keepsTheElement() {
    byte[] bytes = hex(GENERATOR);
    Element element = Element.decode(bytes);
    Arrays.fill(bytes, (byte) 0);
    Arrays.fill(element.encode(), (byte) 0);
    assertEquals(G, element);
  }

  static Stream<Scalar> scalars() {
    BigInteger q = Scalar.ORDER;
    Stream<BigInteger> edges =
        Stream.of(
            BigInteger.ONE,
            BigInteger.TWO,
            BigInteger.valueOf(31),
            BigInteger.valueOf(32),
            BigInteger.valueOf(33),
            BigInteger.valueOf(64),
            BigInteger.ONE.shiftLeft(255),
            BigInteger.ONE.shiftLeft(252).subtract(BigInteger.ONE),
            q.shiftRight(1),
            q.subtract(BigInteger.TWO),
            q.subtract(BigInteger.ONE));
    return Stream.concat(
        edges.map(k -> Scalar.decode(BigIntegers.asUnsignedByteArray(32, k))),
        Stream.generate(Scalar::random).limit(40));
  }

  @ParameterizedTest
  @MethodSource("scalars")
  void sums_everyWayOfMultiplying_giveTheSamePoint(Scalar k) {
    Element base = group.hashToGroup(k.encode(), "test");
    Element expected = new Element(base.point().multiply(k.value).normalize());
    Element plain = Element.decode(base.encode());
    assertEquals(expected, group.secretSum(new Sum().plus(k, plain)));
    assertEquals(expected, group.publicSum(new Sum().plus(k, plain)));
    Element comb = Element.decode(base.encode());
    for (int i = 0; i < Element.USES_WORTH_A_COMB; i++) {
      comb.countSecretUse();
    }
    assertEquals(expected, group.secretSum(new Sum().plus(k, comb)));
    Element tables = Element.decode(base.encode());
    for (int i = 0; i < Element.USES_WORTH_WINDOWS; i++) {
      tables.windowsAfterUse();
    }
    assertNotNull(tables.windowsAfterUse());
    assertEquals(expected, group.publicSum(new Sum().plus(k, tables)));
    // G + k·base - k·base and the other way round, so that every sign is used
    for (Element element : List.of(plain, comb, tables)) {
      Sum sum = new Sum().plus(G).plus(k, plain).minus(k, element);
      assertEquals(G, group.secretSum(sum));
      assertEquals(G, group.publicSum(sum));
      Sum reversed = new Sum().minus(k, plain).plus(k, element).plus(G);
      assertEquals(G, group.secretSum(reversed));
      assertEquals(G, group.publicSum(reversed));
    }
  }

  @Test
  void sums_severalAtOnce_areEachTheirOwn() {
    Scalar a = Scalar.random();
    Scalar b = Scalar.random();
    Element p = group.hashToGroup(new byte[] {1}, "test");
    List<Sum> sums =
        List.of(
            new Sum().plus(a, p).plus(b, G),
            new Sum().plus(p),
            new Sum().plus(a, p).minus(b, p).plus(p),
            new Sum().plus(G).minus(p));
    List<Element> secret = group.secretSums(sums);
    assertEquals(secret, group.publicSums(sums));
    for (int i = 0; i < sums.size(); i++) {
      assertEquals(secret.get(i), group.publicSum(sums.get(i)));
      assertEquals(secret.get(i), Element.decode(secret.get(i).encode()));
    }
  }

  @Test
  void sums_endingAtInfinity_areRefused() {
    Scalar k = Scalar.random();
    Element p = group.secretSum(new Sum().plus(k, G));
    for (Sum sum :
        List.of(
            new Sum().plus(p).minus(p),
            new Sum().plus(p).minus(k, G),
            new Sum().plus(k, p).minus(k, Element.decode(p.encode())))) {
      for (var violation :
          List.of(
              assertThrows(ProtocolViolation.class, () -> group.secretSum(sum)),
              assertThrows(ProtocolViolation.class, () -> group.publicSum(sum)))) {
        assertEquals(Reason.IDENTITY_ELEMENT, violation.reason());
      }
    }
  }

  @Test
  void toString_ofElement_doesNotShowIt() {
    assertFalse(G.toString().contains("6b17"));
  }
}

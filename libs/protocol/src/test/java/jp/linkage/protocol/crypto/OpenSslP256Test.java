package jp.linkage.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Skipped on a system without libcrypto 3. */
class OpenSslP256Test extends PrimeOrderGroupContract {
  private static final PrimeOrderGroup JAVA = BouncyCastleP256.INSTANCE;
  private static final PrimeOrderGroup OPENSSL =
      LibCrypto.load()
          .<PrimeOrderGroup>map(OpenSslP256::new)
          .orElseGet(() -> abort("libcrypto 3 is not on this system"));

  OpenSslP256Test() {
    super(OPENSSL);
  }

  @Test
  void sums_ofRandomTerms_areThoseOfBouncyCastle() {
    for (int size = 1; size <= 6; size++) {
      for (int round = 0; round < 10; round++) {
        List<Sum> sums = List.of(randomSum(size), randomSum(size));
        List<Element> expected = JAVA.secretSums(sums);
        assertEquals(expected, OPENSSL.secretSums(sums));
        assertEquals(expected, OPENSSL.publicSums(sums));
        assertEquals(expected, JAVA.publicSums(sums));
      }
    }
  }

  @Test
  void sums_ofAnElementThatIsUsedOften_areThoseOfBouncyCastle() {
    Element key = JAVA.hashToGroup(new byte[] {1}, "t");
    Element same = JAVA.decode(key.encode());
    for (int use = 0; use < Element.USES_WORTH_A_FIXED_BASE; use++) {
      Sum once = new Sum().plus(Scalar.random(), key).minus(Scalar.random(), JAVA.generator());
      assertEquals(JAVA.secretSum(once), OPENSSL.secretSum(once));
    }
    assertNotNull(key.fixedBase());
    for (int size = 1; size <= 4; size++) {
      Sum others = randomSum(size);
      List<Sum> sums =
          List.of(
              new Sum().plus(Scalar.random(), key),
              new Sum().minus(Scalar.random(), key),
              new Sum().minus(Scalar.random(), key).plus(Scalar.random(), key).plus(key),
              new Sum().plus(Scalar.random(), same).minus(Scalar.random(), key),
              others.plus(Scalar.random(), key).minus(Scalar.random(), JAVA.generator()));
      List<Element> expected = JAVA.secretSums(sums);
      assertEquals(expected, OPENSSL.secretSums(sums));
      assertEquals(expected, OPENSSL.publicSums(sums));
    }
  }

  // A multiple of G, of another point, either point alone; added or subtracted.
  private static Sum randomSum(int size) {
    Sum sum = new Sum();
    for (int i = 0; i < size; i++) {
      Scalar scalar = Scalar.random();
      boolean negative = (scalar.encode()[0] & 1) == 1;
      boolean alone = (scalar.encode()[1] & 3) == 0;
      // not the generator alone, which could meet its own negative and give infinity
      boolean generator = !alone && (scalar.encode()[2] & 1) == 1;
      Element element = generator ? JAVA.generator() : JAVA.hashToGroup(scalar.encode(), "t");
      if (alone) {
        sum = negative ? sum.minus(element) : sum.plus(element);
      } else {
        sum = negative ? sum.minus(scalar, element) : sum.plus(scalar, element);
      }
    }
    return sum;
  }

  @Test
  void sums_ofSeveralThreads_areEachTheirOwn() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> same = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        List<Sum> sums = IntStream.range(0, 5).mapToObj(_ -> randomSum(3)).toList();
        same.add(threads.submit(() -> JAVA.secretSums(sums).equals(OPENSSL.secretSums(sums))));
      }
      for (Future<Boolean> one : same) {
        assertEquals(true, one.get());
      }
    }
  }

  @Test
  void choose_everySetting_givesItsGroupOrSaysWhatIsExpected() {
    assertSame(JAVA, ChosenGroup.choose("bouncycastle"));
    assertEquals("openssl", ChosenGroup.choose("openssl").implementation());
    assertEquals("openssl", ChosenGroup.choose("auto").implementation());
    var refused = assertThrows(IllegalStateException.class, () -> ChosenGroup.choose("fast"));
    assertEquals(
        "linkage.crypto.group: expected auto, bouncycastle or openssl", refused.getMessage());
  }
}

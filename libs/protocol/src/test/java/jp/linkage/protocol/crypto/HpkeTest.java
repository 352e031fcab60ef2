package jp.linkage.protocol.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.linkage.protocol.crypto.Hpke.Opened;
import jp.linkage.protocol.crypto.Hpke.Sealed;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HpkeTest {
  private static final byte[] INFO = Sha256.of("info".getBytes(US_ASCII));
  private static final byte[] DATA = Sha256.of("data".getBytes(US_ASCII));
  private static final byte[] OTHER = Sha256.of("other".getBytes(US_ASCII));
  private static final byte[] PAYLOAD = "what A asks".getBytes(US_ASCII);

  private final HpkePrivateKey provider = HpkePrivateKey.generate();
  private final HpkePrivateKey inquirer = HpkePrivateKey.generate();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 1023, 1024, 2047, 2048, 2049, 5000, 100_000, (1 << 22) - 1})
  void open_queryAndAnswerOfAnySize_givesWhatWasSealed(int size) {
    byte[] payload = Randomness.bytes(size);
    Sealed query = Hpke.seal(provider.publicKey(), INFO, DATA, payload);
    Opened opened = Hpke.open(provider, INFO, DATA, query.message());
    assertArrayEquals(payload, opened.payload());
    assertTrue(query.answerSecret().equalsSecret(opened.answerSecret()));
    HpkeMessage answer =
        Hpke.sealAnswer(inquirer.publicKey(), opened.answerSecret(), INFO, DATA, payload);
    assertArrayEquals(payload, Hpke.openAnswer(inquirer, query.answerSecret(), INFO, DATA, answer));
    int expected = Math.max(512, Integer.highestOneBit(size) * 2) + 16;
    assertEquals(expected, query.message().ciphertext().length);
    assertEquals(expected, answer.ciphertext().length);
  }

  @Test
  void seal_tooMuch_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Hpke.seal(provider.publicKey(), INFO, DATA, new byte[1 << 22]));
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 5000})
  void open_otherKeyInfoOrData_isRefused(int size) {
    HpkeMessage message = Hpke.seal(provider.publicKey(), INFO, DATA, new byte[size]).message();
    assertNotOpened(() -> Hpke.open(inquirer, INFO, DATA, message));
    assertNotOpened(() -> Hpke.open(provider, OTHER, DATA, message));
    assertNotOpened(() -> Hpke.open(provider, INFO, OTHER, message));
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 5000})
  void openAnswer_otherKeySecretInfoOrData_isRefused(int size) {
    SecretBytes secret = Hpke.seal(provider.publicKey(), INFO, DATA, PAYLOAD).answerSecret();
    HpkeMessage answer = Hpke.sealAnswer(inquirer.publicKey(), secret, INFO, DATA, new byte[size]);
    SecretBytes otherSecret = Hpke.seal(provider.publicKey(), INFO, DATA, PAYLOAD).answerSecret();
    assertNotOpened(() -> Hpke.openAnswer(provider, secret, INFO, DATA, answer));
    assertNotOpened(() -> Hpke.openAnswer(inquirer, otherSecret, INFO, DATA, answer));
    assertNotOpened(() -> Hpke.openAnswer(inquirer, secret, OTHER, DATA, answer));
    assertNotOpened(() -> Hpke.openAnswer(inquirer, secret, INFO, OTHER, answer));
    // a query is no answer, an answer no query
    assertNotOpened(() -> Hpke.open(inquirer, INFO, DATA, answer));
    HpkeMessage query = Hpke.seal(inquirer.publicKey(), INFO, DATA, PAYLOAD).message();
    assertNotOpened(() -> Hpke.openAnswer(inquirer, secret, INFO, DATA, query));
  }

  @Test
  void open_anyByteChanged_isRefused() {
    HpkeMessage message = Hpke.seal(provider.publicKey(), INFO, DATA, PAYLOAD).message();
    byte[] encapsulation = message.encapsulation();
    byte[] ciphertext = message.ciphertext();
    for (int i = 0; i < encapsulation.length; i += 7) {
      byte[] changed = encapsulation.clone();
      changed[i] ^= 1;
      assertThrows(
          ProtocolViolation.class,
          () -> Hpke.open(provider, INFO, DATA, HpkeMessage.of(changed, ciphertext)));
    }
    for (int i = 0; i < ciphertext.length; i++) {
      byte[] changed = ciphertext.clone();
      changed[i] ^= 1;
      assertNotOpened(
          () -> Hpke.open(provider, INFO, DATA, HpkeMessage.of(encapsulation, changed)));
    }
  }

  @Test
  void open_anyByteOfALargeMessageChanged_isRefused() {
    HpkeMessage message = Hpke.seal(provider.publicKey(), INFO, DATA, new byte[5000]).message();
    byte[] ciphertext = message.ciphertext();
    for (int i = 0; i < ciphertext.length; i += 61) {
      byte[] changed = ciphertext.clone();
      changed[i] ^= 1;
      assertNotOpened(
          () -> Hpke.open(provider, INFO, DATA, HpkeMessage.of(message.encapsulation(), changed)));
    }
  }

  @Test
  void seal_twice_sharesNothing() {
    Sealed first = Hpke.seal(provider.publicKey(), INFO, DATA, PAYLOAD);
    Sealed second = Hpke.seal(provider.publicKey(), INFO, DATA, PAYLOAD);
    assertNotEquals(first.message(), second.message());
    assertFalse(first.answerSecret().equalsSecret(second.answerSecret()));
    assertFalse(Arrays.equals(first.message().digest(), second.message().digest()));
    assertEquals(
        first.message(),
        HpkeMessage.of(first.message().encapsulation(), first.message().ciphertext()));
  }

  @Test
  void of_sizesThatNoMessageHas_isRefused() {
    for (int size : new int[] {0, 1119, 1121}) {
      assertThrows(ProtocolViolation.class, () -> HpkeMessage.of(new byte[size], new byte[528]));
    }
    for (int size : new int[] {0, 15, 16, 17, 512, 527, 529, 272, 1536 + 16, (1 << 23) + 16}) {
      assertThrows(ProtocolViolation.class, () -> HpkeMessage.of(new byte[1120], new byte[size]));
    }
  }

  @Test
  void ofSeed_seedOfAKey_givesTheSameKey() {
    HpkePrivateKey again = HpkePrivateKey.ofSeed(provider.seed());
    assertEquals(provider.publicKey(), again.publicKey());
    HpkeMessage message = Hpke.seal(provider.publicKey(), INFO, DATA, PAYLOAD).message();
    assertArrayEquals(PAYLOAD, Hpke.open(again, INFO, DATA, message).payload());
    assertThrows(
        IllegalArgumentException.class, () -> HpkePrivateKey.ofSeed(SecretBytes.random(31)));
  }

  @Test
  void decode_keyOfAnotherSizeOrUnreduced_isRefused() {
    byte[] key = provider.publicKey().encode();
    assertEquals(provider.publicKey(), HpkePublicKey.decode(key));
    assertThrows(ProtocolViolation.class, () -> HpkePublicKey.decode(Arrays.copyOf(key, 1215)));
    assertThrows(ProtocolViolation.class, () -> HpkePublicKey.decode(Arrays.copyOf(key, 1217)));
    for (int at : new int[] {0, 600, 1149}) {
      byte[] first = key.clone();
      first[at] = (byte) 0xff;
      first[at + 1] |= 0x0f;
      assertThrows(ProtocolViolation.class, () -> HpkePublicKey.decode(first));
      byte[] second = key.clone();
      second[at + 1] |= (byte) 0xf0;
      second[at + 2] = (byte) 0xff;
      assertThrows(ProtocolViolation.class, () -> HpkePublicKey.decode(second));
    }
  }

  // The key comes from the other party, inside of the query.
  @Test
  void seal_keyWithAnX25519PointOfSmallOrder_isRefused() {
    byte[] key = inquirer.publicKey().encode();
    Arrays.fill(key, 1184, 1216, (byte) 0);
    SecretBytes secret = SecretBytes.random(32);
    assertThrows(
        ProtocolViolation.class, () -> Hpke.seal(HpkePublicKey.decode(key), INFO, DATA, PAYLOAD));
    assertThrows(
        ProtocolViolation.class,
        () -> Hpke.sealAnswer(HpkePublicKey.decode(key), secret, INFO, DATA, PAYLOAD));
    HpkeMessage message = Hpke.seal(provider.publicKey(), INFO, DATA, PAYLOAD).message();
    byte[] encapsulation = message.encapsulation();
    Arrays.fill(encapsulation, 1088, 1120, (byte) 0);
    assertThrows(
        ProtocolViolation.class,
        () -> Hpke.open(provider, INFO, DATA, HpkeMessage.of(encapsulation, message.ciphertext())));
  }

  @Test
  void open_manyThreadsWithOneKey_neverFails() throws InterruptedException, ExecutionException {
    List<Callable<Void>> work = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      work.add(() -> {
        byte[] payload = Randomness.bytes(300);
        Sealed query = Hpke.seal(provider.publicKey(), INFO, DATA, payload);
        Opened opened = Hpke.open(provider, INFO, DATA, query.message());
        assertArrayEquals(payload, opened.payload());
        return null;
      });
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    }
  }

  private static void assertNotOpened(Runnable open) {
    var violation = assertThrows(ProtocolViolation.class, open::run);
    assertEquals(Reason.INVALID_CIPHERTEXT, violation.reason());
  }
}

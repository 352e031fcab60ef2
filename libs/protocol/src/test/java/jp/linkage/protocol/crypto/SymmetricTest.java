package jp.linkage.protocol.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static jp.linkage.protocol.crypto.PublishedVectors.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import org.junit.jupiter.api.Test;

class SymmetricTest {
  private static final byte[] DATA = {1, 2, 3};

  // FIPS 180-4, example "abc".
  @Test
  void sha256_parts_areHashedOneAfterTheOther() {
    byte[] expected = hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertArrayEquals(expected, Sha256.of("abc".getBytes(US_ASCII)));
    assertArrayEquals(
        expected, Sha256.of("a".getBytes(US_ASCII), new byte[0], "bc".getBytes(US_ASCII)));
  }

  // RFC 4231 §4.3
  @Test
  void hmac_valueOfTheRfc_isGiven() {
    assertArrayEquals(
        hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        Hmac.sha256(
            SecretBytes.copyOf("Jefe".getBytes(US_ASCII)),
            "what do ya want ".getBytes(US_ASCII),
            "for nothing?".getBytes(US_ASCII)));
  }

  // RFC 5869 appendix A.1 and A.3
  @Test
  void hkdf_valuesOfTheRfc_areGiven() {
    SecretBytes secret = SecretBytes.copyOf(hex("0b".repeat(22)));
    assertArrayEquals(
        hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"),
        Hkdf.derive(secret, hex("000102030405060708090a0b0c"), hex("f0f1f2f3f4f5f6f7f8f9"), 42)
            .toByteArray());
    assertArrayEquals(
        hex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"),
        Hkdf.derive(secret, new byte[0], new byte[0], 42).toByteArray());
  }

  @Test
  void aead_sealedMessage_opensWithItsKeyAndDataOnly() {
    SecretBytes key = SecretBytes.random(32);
    Aead aead = Aead.of(key);
    byte[] plaintext = Randomness.bytes(100);
    byte[] sealed = aead.seal(plaintext, DATA);
    assertEquals(100 + Aead.OVERHEAD, sealed.length);
    assertArrayEquals(plaintext, Aead.of(key).open(sealed, DATA));
    assertFalse(Arrays.equals(sealed, aead.seal(plaintext, DATA)));
    assertRefused(() -> aead.open(sealed, new byte[] {1, 2}));
    assertRefused(() -> Aead.of(SecretBytes.random(32)).open(sealed, DATA));
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertRefused(() -> aead.open(changed, DATA));
    }
    for (int size = 0; size < sealed.length; size++) {
      byte[] cut = Arrays.copyOf(sealed, size);
      assertRefused(() -> aead.open(cut, DATA));
    }
    assertArrayEquals(new byte[0], aead.open(aead.seal(new byte[0], DATA), DATA));
  }

  @Test
  void aead_keyOfAnotherSize_isRefused() {
    for (int size : new int[] {0, 16, 24, 31, 33}) {
      SecretBytes key = SecretBytes.random(size);
      assertThrows(IllegalArgumentException.class, () -> Aead.of(key));
    }
  }

  @Test
  void secretBytes_copiedAndWiped_keepNothingOfTheCallers() {
    byte[] bytes = {1, 2, 3};
    SecretBytes secret = SecretBytes.copyOf(bytes);
    bytes[0] = 9;
    secret.toByteArray()[1] = 9;
    assertArrayEquals(DATA, secret.toByteArray());
    assertTrue(secret.equalsSecret(SecretBytes.copyOf(DATA)));
    assertFalse(secret.equalsSecret(SecretBytes.copyOf(bytes)));
    assertEquals(3, secret.size());
    secret.wipe();
    assertArrayEquals(new byte[3], secret.toByteArray());
  }

  private static void assertRefused(Runnable open) {
    var violation = assertThrows(ProtocolViolation.class, open::run);
    assertEquals(Reason.INVALID_CIPHERTEXT, violation.reason());
  }
}

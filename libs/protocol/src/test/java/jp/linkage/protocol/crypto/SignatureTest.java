package jp.linkage.protocol.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static jp.linkage.protocol.crypto.PublishedVectors.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Arrays;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {
  private static final byte[] MESSAGE = "message".getBytes(US_ASCII);

  private final SigningKey key = SigningKey.generate();

  // RFC 8032 §7.1, tests 1 to 3.
  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        + "d25bf5f0595bbe24655141438e7a100b",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        + "387b2eaeb4302aeeb00d291612bb0c00",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
        + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
        + "4a7c15e9716ed28dc027beceea1ec40a",
  })
  void signPlain_vectorsOfTheRfc_givesTheirSignatures(
      String seed, String publicKey, String message, String signature) {
    SigningKey known = SigningKey.ofSeed(SecretBytes.copyOf(hex(seed)));
    assertArrayEquals(hex(publicKey), known.publicKey().encode());
    assertArrayEquals(hex(signature), known.signPlain(hex(message)));
    assertDoesNotThrow(
        () -> VerifyingKey.decode(hex(publicKey)).verifyPlain(hex(signature), hex(message)));
  }

  @Test
  void sign_labelAndParts_coversLabelLineFeedAndParts() {
    byte[] signature = key.sign("jp-linkage/1 test", MESSAGE, new byte[] {1});
    assertDoesNotThrow(
        () -> key.publicKey().verify(signature, "jp-linkage/1 test", MESSAGE, new byte[] {1}));
    assertDoesNotThrow(() ->
        key.publicKey()
            .verifyPlain(signature, "jp-linkage/1 test\nmessage\u0001".getBytes(US_ASCII)));
  }

  @Test
  void verify_otherLabelMessageOrKey_isRefused() {
    byte[] signature = key.sign("label", MESSAGE);
    assertRefused(() -> key.publicKey().verify(signature, "labels", MESSAGE));
    assertRefused(() -> key.publicKey().verify(signature, "label", new byte[0]));
    assertRefused(() -> key.publicKey().verifyPlain(signature, MESSAGE));
    assertRefused(() -> SigningKey.generate().publicKey().verify(signature, "label", MESSAGE));
  }

  @Test
  void verify_anyByteOfTheSignatureChanged_isRefused() {
    byte[] signature = key.sign("label", MESSAGE);
    for (int i = 0; i < signature.length; i++) {
      byte[] changed = signature.clone();
      changed[i] ^= 1;
      assertRefused(() -> key.publicKey().verify(changed, "label", MESSAGE));
    }
    assertRefused(() -> key.publicKey().verify(Arrays.copyOf(signature, 63), "label", MESSAGE));
    assertRefused(() -> key.publicKey().verify(Arrays.copyOf(signature, 65), "label", MESSAGE));
  }

  // RFC 8032 §5.1.7: S + l would be a second signature of the same message.
  @Test
  void verify_secondFormOfASignature_isRefused() {
    byte[] signature = key.sign("label", MESSAGE);
    BigInteger order =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    byte[] s = Arrays.copyOfRange(signature, 32, 64);
    byte[] sum = reversed(new BigInteger(1, reversed(s)).add(order).toByteArray());
    byte[] second = Arrays.copyOf(signature, 64);
    Arrays.fill(second, 32, 64, (byte) 0);
    System.arraycopy(sum, 0, second, 32, Math.min(32, sum.length));
    assertRefused(() -> key.publicKey().verify(second, "label", MESSAGE));
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f70751",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a00",
        // small order: 0, 1 (the neutral element), -1
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
      })
  void decode_notAKey_isRefused(String bytes) {
    assertThrows(ProtocolViolation.class, () -> VerifyingKey.decode(hex(bytes)));
  }

  @Test
  void sign_labelThatIsNotPrintableAscii_isRefused() {
    for (String label : new String[] {"", "two\nlines", "日本"}) {
      assertThrows(IllegalArgumentException.class, () -> key.sign(label, MESSAGE));
    }
  }

  private static void assertRefused(Runnable verify) {
    var violation = assertThrows(ProtocolViolation.class, verify::run);
    assertEquals(Reason.INVALID_SIGNATURE, violation.reason());
  }
}

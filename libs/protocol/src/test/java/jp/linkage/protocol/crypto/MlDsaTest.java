package jp.linkage.protocol.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static jp.linkage.protocol.crypto.PublishedVectors.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import org.junit.jupiter.api.Test;

/** Beside itself, the key is compared with the JDK's implementation of FIPS 204. */
class MlDsaTest {
  private static final byte[] MESSAGE = "message".getBytes(US_ASCII);

  /** SubjectPublicKeyInfo of RFC 9881 up to the key: id-ml-dsa-44, a bit string of 1312 bytes. */
  private static final byte[] SPKI = hex("30820532300b06096086480165030403110382052100");

  private final MlDsaSigningKey key = MlDsaSigningKey.generate();

  @Test
  void sign_jdkVerifies() throws GeneralSecurityException {
    byte[] spki = Arrays.copyOf(SPKI, SPKI.length + MlDsaVerifyingKey.SIZE);
    byte[] encoded = key.publicKey().encode();
    System.arraycopy(encoded, 0, spki, SPKI.length, encoded.length);
    PublicKey jdkKey =
        KeyFactory.getInstance("ML-DSA").generatePublic(new X509EncodedKeySpec(spki));
    Signature jdk = Signature.getInstance("ML-DSA-44");
    jdk.initVerify(jdkKey);
    jdk.update(MESSAGE);
    assertTrue(jdk.verify(key.sign(MESSAGE)));
  }

  @Test
  void verify_signatureOfTheJdk_isTaken() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("ML-DSA-44").generateKeyPair();
    byte[] spki = pair.getPublic().getEncoded();
    assertArrayEquals(SPKI, Arrays.copyOf(spki, SPKI.length));
    Signature jdk = Signature.getInstance("ML-DSA-44");
    jdk.initSign(pair.getPrivate());
    jdk.update(MESSAGE);
    byte[] signature = jdk.sign();
    var publicKey = MlDsaVerifyingKey.decode(Arrays.copyOfRange(spki, SPKI.length, spki.length));
    assertDoesNotThrow(() -> publicKey.verify(signature, MESSAGE));
  }

  @Test
  void sign_sameMessageTwice_isHedged() {
    assertFalse(Arrays.equals(key.sign(MESSAGE), key.sign(MESSAGE)));
  }

  @Test
  void ofSeed_sameSeed_isTheSameKey() {
    var again = MlDsaSigningKey.ofSeed(key.seed());
    assertEquals(key.publicKey(), again.publicKey());
    assertEquals(key.publicKey().hashCode(), again.publicKey().hashCode());
    assertDoesNotThrow(() -> key.publicKey().verify(again.sign(MESSAGE), MESSAGE));
    assertThrows(
        IllegalArgumentException.class, () -> MlDsaSigningKey.ofSeed(SecretBytes.random(31)));
  }

  @Test
  void verify_otherMessageKeyOrSize_isRefused() {
    byte[] signature = key.sign(MESSAGE);
    MlDsaVerifyingKey publicKey = key.publicKey();
    assertDoesNotThrow(() -> publicKey.verify(signature, MESSAGE));
    assertRefused(() -> publicKey.verify(signature, new byte[0]));
    assertRefused(() -> MlDsaSigningKey.generate().publicKey().verify(signature, MESSAGE));
    assertRefused(() -> publicKey.verify(Arrays.copyOf(signature, 2419), MESSAGE));
    assertRefused(() -> publicKey.verify(Arrays.copyOf(signature, 2421), MESSAGE));
    assertRefused(() -> publicKey.verify(new byte[2420], MESSAGE));
  }

  @Test
  void verify_anyByteOfTheSignatureChanged_isRefused() {
    byte[] signature = key.sign(MESSAGE);
    for (int i = 0; i < signature.length; i++) {
      byte[] changed = signature.clone();
      changed[i] ^= 1;
      assertRefused(() -> key.publicKey().verify(changed, MESSAGE));
    }
  }

  @Test
  void decode_otherSize_isRefused() {
    var refused =
        assertThrows(ProtocolViolation.class, () -> MlDsaVerifyingKey.decode(new byte[1311]));
    assertEquals(Reason.MALFORMED_VALUE, refused.reason());
  }

  @Test
  void toString_doesNotTellTheSeed() {
    assertEquals("MlDsaSigningKey(redacted)", key.toString());
  }

  private static void assertRefused(Runnable verify) {
    var refused = assertThrows(ProtocolViolation.class, verify::run);
    assertEquals(Reason.INVALID_SIGNATURE, refused.reason());
  }
}

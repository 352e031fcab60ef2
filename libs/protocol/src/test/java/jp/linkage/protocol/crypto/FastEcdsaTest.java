package jp.linkage.protocol.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static jp.linkage.protocol.crypto.PublishedVectors.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastEcdsaTest {
  private static final String JDK = "SunEC";
  private static final byte[] MESSAGE = {1, 2, 3};

  @BeforeAll
  static void install() {
    FastEcdsa.install();
    FastEcdsa.install();
  }

  @AfterAll
  static void remove() {
    Security.removeProvider("LinkageFastEcdsa");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA256withECDSA", "SHA256withECDSAinP1363Format"})
  void signature_ofEither_verifiesWithBoth(String algorithm) throws GeneralSecurityException {
    KeyPair keys = keys();
    for (Signature signer : both(algorithm)) {
      signer.initSign(keys.getPrivate());
      signer.update(MESSAGE);
      byte[] signature = signer.sign();
      for (Signature verifier : both(algorithm)) {
        assertTrue(verifies(verifier, keys, MESSAGE, signature));
        assertFalse(verifies(verifier, keys, new byte[] {1, 2}, signature));
        assertFalse(verifies(verifier, keys(), MESSAGE, signature));
        byte[] changed = signature.clone();
        changed[changed.length - 1] ^= 1;
        assertFalse(verifies(verifier, keys, MESSAGE, changed));
        // r = s = 0 of CVE-2022-21449
        assertFalse(verifies(verifier, keys, MESSAGE, new byte[64]));
        assertFalse(verifies(verifier, keys, MESSAGE, new byte[] {48, 6, 2, 1, 0, 2, 1, 0}));
        assertFalse(verifies(verifier, keys, MESSAGE, new byte[0]));
      }
    }
  }

  @Test
  void sign_sameMessageTwice_givesTheSameSignature() throws GeneralSecurityException {
    KeyPair keys = keys();
    Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
    signer.initSign(keys.getPrivate());
    signer.update(MESSAGE);
    byte[] first = signer.sign();
    signer.update(MESSAGE);
    assertArrayEquals(first, signer.sign());
    assertEquals(64, first.length);
  }

  // RFC 6979 §A.2.5: P-256, SHA-256, message "sample".
  @Test
  void sign_vectorOfTheRfc_givesItsSignature() throws GeneralSecurityException {
    var curve = ((ECPublicKey) keys().getPublic()).getParams();
    var secret =
        new BigInteger("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721", 16);
    PrivateKey key =
        KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(secret, curve));
    Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
    signer.initSign(key);
    signer.update("sample".getBytes(US_ASCII));
    assertArrayEquals(
        hex(
            "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"),
        signer.sign());
  }

  @Test
  void signature_keyOnAnotherCurve_isLeftToTheJdk() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", JDK);
    generator.initialize(new ECGenParameterSpec("secp384r1"));
    KeyPair keys = generator.generateKeyPair();
    Signature signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(keys.getPrivate());
    assertEquals(JDK, signer.getProvider().getName());
    signer.update(MESSAGE);
    assertTrue(verifies(Signature.getInstance("SHA256withECDSA"), keys, MESSAGE, signer.sign()));
  }

  private static Signature[] both(String algorithm) throws GeneralSecurityException {
    Signature first = Signature.getInstance(algorithm);
    first.initVerify(keys().getPublic());
    assertEquals("LinkageFastEcdsa", first.getProvider().getName());
    return new Signature[] {first, Signature.getInstance(algorithm, JDK)};
  }

  private static boolean verifies(
      Signature verifier, KeyPair keys, byte[] message, byte[] signature)
      throws GeneralSecurityException {
    verifier.initVerify(keys.getPublic());
    verifier.update(message);
    try {
      return verifier.verify(signature);
    } catch (SignatureException _) {
      return false;
    }
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", JDK);
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }
}

package jp.linkage.protocol.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.Arrays;
import jp.linkage.protocol.crypto.SecretBytes;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;

/** A key that signs assertions (ES256), as private JWK (RFC 7518 §6.2.2) in a key file. */
public final class Es256PrivateKey {
  private static final int SIZE = 32;
  private static final ECParameterSpec CURVE = p256();

  private final SecretBytes d;
  private final Es256PublicKey publicKey;

  private Es256PrivateKey(SecretBytes d, Es256PublicKey publicKey) {
    this.d = d;
    this.publicKey = publicKey;
  }

  /** A fresh random key. */
  public static Es256PrivateKey generate() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      byte[] d = fixed(((ECPrivateKey) pair.getPrivate()).getS()).toArray();
      return new Es256PrivateKey(
          SecretBytes.copyOf(d), Es256PublicKey.of((ECPublicKey) pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  /** Reads a private JWK with {@code kty}, {@code crv}, {@code x}, {@code y}, {@code d}. */
  public static Es256PrivateKey read(JsonObject jwk) {
    Es256PublicKey publicKey = Es256PublicKey.read(jwk);
    byte[] d = jwk.bytes("d", SIZE).toArray();
    var scalar = new BigInteger(1, d);
    if (scalar.signum() == 0 || scalar.compareTo(CURVE.getOrder()) >= 0) {
      throw InvalidMessage.value("a private key of P-256");
    }
    return new Es256PrivateKey(SecretBytes.copyOf(d), publicKey);
  }

  /** The private JWK, for the key file and for nothing else. */
  ObjectNode json() {
    ObjectNode jwk = publicKey.json();
    jwk.put("d", Bytes.of(d.toByteArray()).text());
    return jwk;
  }

  /** The public half. */
  public Es256PublicKey publicKey() {
    return publicKey;
  }

  /** The key for a JWT library. */
  public ECPrivateKey toKey() {
    try {
      return (ECPrivateKey)
          KeyFactory.getInstance("EC")
              .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, d.toByteArray()), CURVE));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key was checked", e);
    }
  }

  @Override
  public String toString() {
    return "Es256PrivateKey(redacted)";
  }

  static ECParameterSpec curve() {
    return CURVE;
  }

  /** A number below 2²⁵⁶ as 32 bytes, big-endian. */
  static Bytes fixed(BigInteger number) {
    byte[] minimal = number.toByteArray(); // may have a sign byte in front
    byte[] fixed = new byte[SIZE];
    int length = Math.min(minimal.length, SIZE);
    byte[] tail = Arrays.copyOfRange(minimal, minimal.length - length, minimal.length);
    System.arraycopy(tail, 0, fixed, SIZE - length, length);
    return Bytes.of(fixed);
  }

  private static ECParameterSpec p256() {
    try {
      var parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }
}

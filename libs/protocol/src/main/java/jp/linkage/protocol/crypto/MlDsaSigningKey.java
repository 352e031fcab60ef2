package jp.linkage.protocol.crypto;

import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.MLDSASigner;

/**
 * A private ML-DSA-44 key (FIPS 204).
 *
 * <h2>Security guarantees</h2>
 *
 * Signatures cannot be forged, by quantum computers neither. Signing is hedged: it takes fresh
 * randomness, and a weak random generator cannot give the key away. Two signatures of one message
 * differ. The bytes that are signed must carry their own domain separation.
 *
 * <p>Immutable.
 */
public final class MlDsaSigningKey {
  /** The size of a seed in bytes. */
  public static final int SIZE = 32;

  private final SecretBytes seed;
  private final MLDSAPrivateKeyParameters expanded;
  private final MlDsaVerifyingKey publicKey;

  private MlDsaSigningKey(SecretBytes seed) {
    this.seed = seed;
    this.expanded = new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_44, seed.toByteArray());
    this.publicKey = MlDsaVerifyingKey.decode(expanded.getPublicKeyParameters().getEncoded());
  }

  /** A fresh random key. */
  public static MlDsaSigningKey generate() {
    return new MlDsaSigningKey(SecretBytes.random(SIZE));
  }

  /** The key from a key file: the seed ξ of FIPS 204 §6.1, 32 bytes. */
  public static MlDsaSigningKey ofSeed(SecretBytes seed) {
    if (seed.size() != SIZE) {
      throw new IllegalArgumentException("expected a seed of 32 bytes, found " + seed.size());
    }
    return new MlDsaSigningKey(seed);
  }

  /** The seed, for the key file. */
  public SecretBytes seed() {
    return seed;
  }

  /** The public key. */
  public MlDsaVerifyingKey publicKey() {
    return publicKey;
  }

  /**
   * Signs bytes that carry their own domain separation; the context string is empty.
   *
   * @return 2420 bytes
   */
  public byte[] sign(byte[] message) {
    MLDSASigner signer = new MLDSASigner();
    signer.init(true, new ParametersWithRandom(expanded, Randomness.RANDOM));
    signer.update(message, 0, message.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("ML-DSA signs every message", e);
    }
  }

  @Override
  public String toString() {
    return "MlDsaSigningKey(redacted)";
  }
}

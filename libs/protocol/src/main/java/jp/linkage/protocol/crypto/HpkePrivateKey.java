package jp.linkage.protocol.crypto;

import org.bouncycastle.crypto.AsymmetricCipherKeyPair;

/**
 * A private key of {@link Hpke}: an X-Wing seed of 32 bytes, from which the key pair is computed
 * once. Immutable.
 */
public final class HpkePrivateKey {
  /** The size of a seed in bytes. */
  public static final int SIZE = 32;

  final AsymmetricCipherKeyPair pair;
  private final SecretBytes seed;
  private final HpkePublicKey publicKey;

  private HpkePrivateKey(SecretBytes seed) {
    this.seed = seed;
    var hpke = HpkeSuite.PROTOCOL.base();
    this.pair = hpke.deserializePrivateKey(seed.toByteArray(), null);
    this.publicKey = new HpkePublicKey(pair.getPublic(), hpke.serializePublicKey(pair.getPublic()));
  }

  /** A fresh random key. */
  public static HpkePrivateKey generate() {
    return new HpkePrivateKey(SecretBytes.random(SIZE));
  }

  /** The key from a key file, or from a database that holds it wrapped: the seed, 32 bytes. */
  public static HpkePrivateKey ofSeed(SecretBytes seed) {
    if (seed.size() != SIZE) {
      throw new IllegalArgumentException("expected a seed of 32 bytes, found " + seed.size());
    }
    return new HpkePrivateKey(seed);
  }

  /** The seed: for the key file, or wrapped for a deferred answer. */
  public SecretBytes seed() {
    return seed;
  }

  /** The public key. */
  public HpkePublicKey publicKey() {
    return publicKey;
  }

  @Override
  public String toString() {
    return "HpkePrivateKey(redacted)";
  }
}

package jp.linkage.protocol.conversion;

import java.util.Arrays;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.PrimeOrderGroup;
import jp.linkage.protocol.crypto.Scalar;
import jp.linkage.protocol.crypto.SecretBytes;
import jp.linkage.protocol.crypto.Sum;

/** A secret scalar and its public key; never leaves the package. */
record KeyPair(Scalar secret, Element publicKey) {
  private static final PrimeOrderGroup GROUP = PrimeOrderGroup.p256();

  static KeyPair generate() {
    return of(Scalar.random());
  }

  static KeyPair of(SecretBytes secret) {
    byte[] bytes = secret.toByteArray();
    try {
      return of(Scalar.decode(bytes));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static KeyPair of(Scalar secret) {
    return new KeyPair(secret, GROUP.secretSum(new Sum().plus(secret, GROUP.generator())));
  }

  /** The pair (1, G) of the root namespace. */
  static KeyPair root() {
    return new KeyPair(Scalar.one(), GROUP.generator());
  }

  SecretBytes encodeSecret() {
    return SecretBytes.copyOf(secret.encode());
  }

  @Override
  public String toString() {
    return "KeyPair(redacted)";
  }
}

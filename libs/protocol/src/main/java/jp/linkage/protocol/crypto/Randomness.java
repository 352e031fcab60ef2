package jp.linkage.protocol.crypto;

import java.security.SecureRandom;

/** The one source of random bytes of this package: the JDK's generator, seeded by the kernel. */
final class Randomness {
  static final SecureRandom RANDOM = new SecureRandom();

  private Randomness() {}

  static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}

package jp.linkage.protocol.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** HKDF-SHA256 (RFC 5869), extract and expand. */
public final class Hkdf {
  private Hkdf() {}

  /**
   * Derives a key.
   *
   * @param secret the input keying material
   * @param salt a value that need not be secret; may be empty
   * @param info what the key is for; another info gives an independent key
   * @param size bytes wanted, 1 to 8160
   */
  public static SecretBytes derive(SecretBytes secret, byte[] salt, byte[] info, int size) {
    try {
      byte[] key =
          KDF.getInstance("HKDF-SHA256")
              .deriveData(
                  HKDFParameterSpec.ofExtract()
                      .addIKM(secret.toByteArray())
                      .addSalt(salt)
                      .thenExpand(info, size));
      SecretBytes derived = SecretBytes.copyOf(key);
      Arrays.fill(key, (byte) 0);
      return derived;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("cannot derive " + size + " bytes", e);
    }
  }
}

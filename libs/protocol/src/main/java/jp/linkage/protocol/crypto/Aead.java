package jp.linkage.protocol.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;

/**
 * AES-256-GCM (SP 800-38D) under one key, for what a party keeps for itself: wrapped tokens, the
 * sealed part of a log record.
 *
 * <h2>Security guarantees</h2>
 *
 * Secrecy and integrity of the plaintext, and integrity of the associated data, for up to 2^32
 * messages under one key: the nonces are random, 96 bits. The length of the plaintext shows.
 *
 * <p>A sealed message is nonce (12 bytes) ‖ ciphertext ‖ tag (16 bytes). Safe for use by several
 * threads.
 */
public final class Aead {
  /** The size of a key in bytes. */
  public static final int KEY_SIZE = 32;

  /** How much longer a sealed message is than its plaintext, in bytes. */
  public static final int OVERHEAD = 28;

  private static final int NONCE_SIZE = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;

  private Aead(SecretKeySpec key) {
    this.key = key;
  }

  /** Encryption under this key of 32 bytes. */
  public static Aead of(SecretBytes key) {
    if (key.size() != KEY_SIZE) {
      throw new IllegalArgumentException("expected a key of 32 bytes, found " + key.size());
    }
    return new Aead(new SecretKeySpec(key.toByteArray(), "AES"));
  }

  /** Encrypts and authenticates plaintext, and authenticates associatedData, which is not kept. */
  public byte[] seal(byte[] plaintext, byte[] associatedData) {
    byte[] nonce = Randomness.bytes(NONCE_SIZE);
    byte[] sealed = new byte[plaintext.length + OVERHEAD];
    System.arraycopy(nonce, 0, sealed, 0, NONCE_SIZE);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, 0, associatedData);
      cipher.doFinal(plaintext, 0, plaintext.length, sealed, NONCE_SIZE);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  /**
   * Opens what {@link #seal} made.
   *
   * @throws ProtocolViolation when it was not made under this key with this associated data
   */
  public byte[] open(byte[] sealed, byte[] associatedData) {
    if (sealed.length < OVERHEAD) {
      throw notOpened();
    }
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, sealed, 0, associatedData);
      return cipher.doFinal(sealed, NONCE_SIZE, sealed.length - NONCE_SIZE);
    } catch (AEADBadTagException _) {
      throw notOpened();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, int offset, byte[] associatedData)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, offset, NONCE_SIZE));
    cipher.updateAAD(associatedData);
    return cipher;
  }

  private static ProtocolViolation notOpened() {
    return new ProtocolViolation(
        Reason.INVALID_CIPHERTEXT, "expected a message sealed under this key and data");
  }
}

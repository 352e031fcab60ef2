package jp.linkage.protocol.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKEContext;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;

/**
 * Sealing from agency to agency, docs/spec/protocol.md §4.2, §4.8 and §4.9: HPKE (RFC 9180) with
 * X-Wing (0x647a), HKDF-SHA256 and AES-256-GCM.
 *
 * <h2>Security guarantees</h2>
 *
 * <ul>
 *   <li>Only the holder of the private key reads a message, even of one who records it now and has
 *       a quantum computer later: X-Wing holds as long as ML-KEM-768 or X25519 does.
 *   <li>A message opens with the same info and associated data only. A query does not tell who
 *       sealed it; an answer (mode_psk) was sealed by somebody who had opened the query.
 *   <li>The length tells a size class of {@link Padding} only.
 * </ul>
 *
 * A message whose size class is above 2 kB is encrypted by the JDK's AES-256-GCM under a key that
 * the context exports ({@code jp-linkage/1 large payload}, 32 bytes), with a nonce of zeros as the
 * key encrypts nothing else: Bouncy Castle's AES-GCM is many times slower (§5). Which of the two it
 * is follows from the length.
 */
public final class Hpke {
  static final int TAG_SIZE = 16;

  /** The greatest size class that RFC 9180's own Seal encrypts. */
  static final int GREATEST_SMALL_CLASS = 2048;

  private static final int SECRET_SIZE = 32;
  private static final byte[] ANSWER_LABEL = "jp-linkage/1 answer".getBytes(US_ASCII);
  private static final byte[] LARGE_LABEL = "jp-linkage/1 large payload".getBytes(US_ASCII);

  private Hpke() {}

  /**
   * A message, and what its answer will be opened with.
   *
   * @param message what is sent
   * @param answerSecret the context's export with the label {@code jp-linkage/1 answer}, 32 bytes
   */
  public record Sealed(HpkeMessage message, SecretBytes answerSecret) {}

  /** An opened message, and what its answer is sealed with. */
  public static final class Opened {
    private final byte[] payload;
    private final SecretBytes answerSecret;

    private Opened(byte[] payload, SecretBytes answerSecret) {
      this.payload = payload;
      this.answerSecret = answerSecret;
    }

    /** What was sealed, without the padding. */
    public byte[] payload() {
      return payload.clone();
    }

    /** The context's export with the label {@code jp-linkage/1 answer}, 32 bytes. */
    public SecretBytes answerSecret() {
      return answerSecret;
    }
  }

  /**
   * Pads and seals in mode_base: a query, or the records of READLOG.
   *
   * @param to the recipient's key
   * @param info h_i
   * @param associatedData t_i
   * @param payload less than 4 MB
   * @throws ProtocolViolation when the key gives no shared secret
   */
  public static Sealed seal(HpkePublicKey to, byte[] info, byte[] associatedData, byte[] payload) {
    HPKEContextWithEncapsulation context =
        agreed(() -> HpkeSuite.PROTOCOL.base().setupBaseS(to.parameters, info));
    return new Sealed(message(context, associatedData, payload), export(context, ANSWER_LABEL));
  }

  /**
   * Opens what {@link #seal} made.
   *
   * @throws ProtocolViolation when it was not sealed to this key with this info and data
   */
  public static Opened open(
      HpkePrivateKey key, byte[] info, byte[] associatedData, HpkeMessage message) {
    HPKEContext context =
        agreed(() -> HpkeSuite.PROTOCOL.base().setupBaseR(message.encapsulation(), key.pair, info));
    return new Opened(payload(context, associatedData, message), export(context, ANSWER_LABEL));
  }

  /**
   * Pads and seals in mode_psk: the answer to a query, at once or deferred. psk_id = {@code
   * jp-linkage/1 answer} ‖ associatedData.
   *
   * @param to the key that the query named for its answer
   * @param answerSecret from {@link Opened#answerSecret}
   * @param info h_i
   * @param associatedData t_i
   * @param payload less than 4 MB
   * @throws ProtocolViolation when the key gives no shared secret
   */
  public static HpkeMessage sealAnswer(
      HpkePublicKey to,
      SecretBytes answerSecret,
      byte[] info,
      byte[] associatedData,
      byte[] payload) {
    byte[] psk = requireSecret(answerSecret);
    byte[] pskId = pskId(associatedData);
    HPKEContextWithEncapsulation context =
        agreed(() -> HpkeSuite.PROTOCOL.psk().SetupPSKS(to.parameters, info, psk, pskId));
    Arrays.fill(psk, (byte) 0);
    return message(context, associatedData, payload);
  }

  /**
   * Opens what {@link #sealAnswer} made.
   *
   * @param answerSecret from {@link Sealed#answerSecret}
   * @throws ProtocolViolation when it was not sealed to this key, with this secret, info and data
   */
  public static byte[] openAnswer(
      HpkePrivateKey key,
      SecretBytes answerSecret,
      byte[] info,
      byte[] associatedData,
      HpkeMessage message) {
    byte[] psk = requireSecret(answerSecret);
    byte[] pskId = pskId(associatedData);
    HPKEContext context =
        agreed(() ->
            HpkeSuite.PROTOCOL
                .psk()
                .setupPSKR(message.encapsulation(), key.pair, info, psk, pskId));
    Arrays.fill(psk, (byte) 0);
    return payload(context, associatedData, message);
  }

  private static HpkeMessage message(
      HPKEContextWithEncapsulation context, byte[] associatedData, byte[] payload) {
    byte[] padded = Padding.pad(payload);
    try {
      byte[] ciphertext =
          padded.length <= GREATEST_SMALL_CLASS
              ? context.seal(associatedData, padded)
              : large(Cipher.ENCRYPT_MODE, context, associatedData, padded);
      return HpkeMessage.of(context.getEncapsulation(), ciphertext);
    } catch (InvalidCipherTextException | AEADBadTagException e) {
      throw new IllegalStateException("sealing does not check a tag", e);
    }
  }

  private static byte[] payload(HPKEContext context, byte[] associatedData, HpkeMessage message) {
    byte[] ciphertext = message.ciphertext();
    try {
      return Padding.unpad(
          ciphertext.length - TAG_SIZE <= GREATEST_SMALL_CLASS
              ? context.open(associatedData, ciphertext)
              : large(Cipher.DECRYPT_MODE, context, associatedData, ciphertext));
    } catch (InvalidCipherTextException | AEADBadTagException _) {
      throw new ProtocolViolation(
          Reason.INVALID_CIPHERTEXT, "expected a message sealed to this key, info and data");
    }
  }

  private static byte[] large(int mode, HPKEContext context, byte[] associatedData, byte[] input)
      throws AEADBadTagException {
    byte[] key = context.export(LARGE_LABEL, SECRET_SIZE);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, new byte[12]));
      cipher.updateAAD(associatedData);
      return cipher.doFinal(input);
    } catch (AEADBadTagException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static SecretBytes export(HPKEContext context, byte[] label) {
    byte[] secret = context.export(label, SECRET_SIZE);
    SecretBytes exported = SecretBytes.copyOf(secret);
    Arrays.fill(secret, (byte) 0);
    return exported;
  }

  private static byte[] requireSecret(SecretBytes answerSecret) {
    if (answerSecret.size() != SECRET_SIZE) {
      throw new IllegalArgumentException(
          "expected a secret of 32 bytes, found " + answerSecret.size());
    }
    return answerSecret.toByteArray();
  }

  private static byte[] pskId(byte[] associatedData) {
    byte[] id = Arrays.copyOf(ANSWER_LABEL, ANSWER_LABEL.length + associatedData.length);
    System.arraycopy(associatedData, 0, id, ANSWER_LABEL.length, associatedData.length);
    return id;
  }

  private static <C> C agreed(Supplier<C> setup) {
    try {
      return setup.get();
    } catch (IllegalStateException _) {
      // Bouncy Castle's X25519 throws when the other side's point is of small order.
      throw new ProtocolViolation(
          Reason.MALFORMED_VALUE, "expected a key that gives a shared secret");
    }
  }
}

package jp.linkage.protocol.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A private Ed25519 key (RFC 8032): of the manifest authority, of the log, of a witness.
 *
 * <h2>Security guarantees</h2>
 *
 * Signatures are deterministic, so that a weak random generator cannot give the key away, and
 * cannot be forged. With {@link #sign} a signature of one kind of statement is none of another
 * kind. A key that signs with {@link #signPlain} may be used with {@link #sign} too only as long as
 * no plain text begins with a label.
 *
 * <p>Immutable.
 */
public final class SigningKey {
  /** The size of a seed in bytes. */
  public static final int SIZE = 32;

  private final SecretBytes seed;
  private final VerifyingKey publicKey;

  private SigningKey(SecretBytes seed) {
    this.seed = seed;
    byte[] encoded = new byte[VerifyingKey.SIZE];
    Ed25519.generatePublicKey(seed.toByteArray(), 0, encoded, 0);
    this.publicKey = VerifyingKey.decode(encoded);
  }

  /** A fresh random key. */
  public static SigningKey generate() {
    return new SigningKey(SecretBytes.random(SIZE));
  }

  /** The key from a key file: the seed, 32 bytes. */
  public static SigningKey ofSeed(SecretBytes seed) {
    if (seed.size() != SIZE) {
      throw new IllegalArgumentException("expected a seed of 32 bytes, found " + seed.size());
    }
    return new SigningKey(seed);
  }

  /** The seed, for the key file. */
  public SecretBytes seed() {
    return seed;
  }

  /** The public key. */
  public VerifyingKey publicKey() {
    return publicKey;
  }

  /**
   * Signs label ‖ line feed ‖ parts, for instance {@code jp-linkage/1 manifest}. The parts are not
   * separated: every part but one must have a fixed size.
   *
   * @param label what kind of statement it is: printable ASCII
   * @return 64 bytes
   */
  public byte[] sign(String label, byte[]... parts) {
    return signPlain(labelled(label, parts));
  }

  /**
   * Signs bytes that carry their own domain separation, such as the text of a C2SP signed note.
   *
   * @return 64 bytes
   */
  public byte[] signPlain(byte[] message) {
    byte[] signature = new byte[VerifyingKey.SIGNATURE_SIZE];
    Ed25519.sign(
        seed.toByteArray(), 0, publicKey.encode(), 0, message, 0, message.length, signature, 0);
    return signature;
  }

  static byte[] labelled(String label, byte[]... parts) {
    if (label.isEmpty() || label.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new IllegalArgumentException("expected a label of printable ASCII: " + label);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(label.getBytes(US_ASCII));
    out.write('\n');
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  @Override
  public String toString() {
    return "SigningKey(redacted)";
  }
}

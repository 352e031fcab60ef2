package jp.linkage.protocol.json;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * An immutable sequence of octets on the wire: a point, a proof, a hash, a signature, a ciphertext.
 *
 * <p>Its text form is base64url without padding (protocol §2), and only the canonical one: the
 * unused bits of the last character must be zero, so one value has one text. Comparison takes the
 * same time whatever the content. For public values; secrets live in {@code SecretBytes}.
 */
public final class Bytes {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  /** No octets at all. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] octets;

  private Bytes(byte[] octets) {
    this.octets = octets;
  }

  /** A copy of {@code octets}. */
  public static Bytes of(byte[] octets) {
    return new Bytes(octets.clone());
  }

  /** A copy of {@code octets}, which must be exactly {@code length} long. */
  public static Bytes of(byte[] octets, int length) {
    return of(octets).requireLength(length);
  }

  /**
   * Reads base64url without padding.
   *
   * @throws InvalidMessage when padded, of another alphabet, or not the canonical text
   */
  public static Bytes parse(String base64Url) {
    // The decoder refuses every other alphabet, but takes padding.
    if (base64Url.endsWith("=")) {
      throw InvalidMessage.value("base64url without padding");
    }
    byte[] octets;
    try {
      octets = DECODER.decode(base64Url);
    } catch (IllegalArgumentException _) {
      throw InvalidMessage.value("base64url without padding, of a whole number of octets");
    }
    // The decoder ignores the spare bits of the last character; two texts for one value would let
    // somebody change a message without changing what is checked.
    if (!ENCODER.encodeToString(octets).equals(base64Url)) {
      throw InvalidMessage.value("base64url whose spare bits are zero");
    }
    return new Bytes(octets);
  }

  /** SHA-256 over the concatenation (‖) of the parts. */
  public static Bytes sha256(Bytes... parts) {
    MessageDigest digest = newSha256();
    for (Bytes part : parts) {
      digest.update(part.octets);
    }
    return new Bytes(digest.digest());
  }

  /** SHA-256 over octets that are at hand as an array. */
  public static Bytes sha256(byte[] octets) {
    return new Bytes(newSha256().digest(octets));
  }

  /** The concatenation (‖) of the parts. */
  public static Bytes concat(Bytes... parts) {
    int length = 0;
    for (Bytes part : parts) {
      length += part.octets.length;
    }
    byte[] joined = new byte[length];
    int at = 0;
    for (Bytes part : parts) {
      System.arraycopy(part.octets, 0, joined, at, part.octets.length);
      at += part.octets.length;
    }
    return new Bytes(joined);
  }

  /** {@code value} as 4 octets, big-endian: u32(i) of protocol §2. */
  public static Bytes u32(int value) {
    return new Bytes(
        new byte[] {
          (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value
        });
  }

  /** {@code value} as 8 octets, big-endian: u64 of protocol §4.5. */
  public static Bytes u64(long value) {
    return concat(u32((int) (value >>> 32)), u32((int) value));
  }

  /** These octets when there are exactly {@code length} of them. */
  public Bytes requireLength(int length) {
    if (octets.length != length) {
      throw InvalidMessage.value(length + " octets");
    }
    return this;
  }

  /** The number of octets. */
  public int length() {
    return octets.length;
  }

  /** A copy of the octets. */
  public byte[] toArray() {
    return octets.clone();
  }

  /** The text form: base64url without padding. */
  public String text() {
    return ENCODER.encodeToString(octets);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && MessageDigest.isEqual(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  /** Tells only the length: a dumped message must not spill a ciphertext into a log. */
  @Override
  public String toString() {
    return "Bytes[" + octets.length + "]";
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

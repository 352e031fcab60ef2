package jp.linkage.protocol.tlog.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import jp.linkage.protocol.crypto.MlDsaVerifyingKey;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.Sha256;
import jp.linkage.protocol.crypto.VerifyingKey;
import jp.linkage.protocol.json.Bytes;

/**
 * The public key of a signer of notes under its name: a verifier key, or vkey, of C2SP signed-note.
 * Its text is {@code <name>+<key ID, 8 hexadecimal digits>+base64(type ‖ public key)}; the key ID
 * is the first 4 bytes of SHA-256(name ‖ line feed ‖ type ‖ public key).
 *
 * <p>Immutable.
 */
public final class VerifierKey {
  /** Verifies the signature bytes over the text of a note. */
  @FunctionalInterface
  private interface Verification {
    void verify(String text, byte[] signature);
  }

  private final String name;
  private final SignatureType type;
  private final Bytes publicKey;
  private final int id;
  private final Verification verification;

  private VerifierKey(
      String name, SignatureType type, byte[] publicKey, Verification verification) {
    this.name = NoteSignature.requireName(name);
    this.type = type;
    this.publicKey = Bytes.of(publicKey);
    this.verification = verification;
    byte[] hash =
        Sha256.of((name + "\n").getBytes(UTF_8), new byte[] {(byte) type.identifier()}, publicKey);
    this.id = ByteBuffer.wrap(hash).getInt();
  }

  /** A key for signatures over the text of notes. */
  public static VerifierKey ed25519(String name, VerifyingKey key) {
    return new VerifierKey(
        name,
        SignatureType.ED25519,
        key.encode(),
        (text, signature) -> key.verifyPlain(signature, text.getBytes(UTF_8)));
  }

  /** A key for cosignatures of checkpoints. */
  public static VerifierKey ed25519Cosigner(String name, VerifyingKey key) {
    return new VerifierKey(
        name,
        SignatureType.ED25519_COSIGNATURE,
        key.encode(),
        (text, signature) ->
            key.verifyPlain(
                Cosignature.withoutTime(signature),
                Cosignature.ed25519Message(text, Cosignature.seconds(signature))));
  }

  /** A key for cosignatures of checkpoints that quantum computers do not forge. */
  public static VerifierKey mlDsaCosigner(String name, MlDsaVerifyingKey key) {
    return new VerifierKey(
        name,
        SignatureType.ML_DSA_44_COSIGNATURE,
        key.encode(),
        (text, signature) ->
            key.verify(
                Cosignature.withoutTime(signature),
                Cosignature.mlDsaMessage(name, text, Cosignature.seconds(signature))));
  }

  /**
   * Reads a vkey.
   *
   * @throws ProtocolViolation when it is not one, its key ID is not that of its key, or its type is
   *     none of {@link SignatureType}
   */
  public static VerifierKey parse(String vkey) {
    // Base64 has pluses too.
    String[] parts = vkey.split("\\+", 3);
    byte[] typed =
        parts.length < 3
            ? new byte[0]
            : StandardBase64.decode(parts[2]).map(Bytes::toArray).orElse(new byte[0]);
    if (typed.length == 0) {
      throw refused("<name>+<key ID>+<Base64 of type and public key>");
    }
    VerifierKey key = of(parts[0], typed[0], Arrays.copyOfRange(typed, 1, typed.length));
    if (!key.hexId().equals(parts[1])) {
      throw refused("the key ID " + key.hexId() + " of this key, found " + shown(parts[1]));
    }
    return key;
  }

  private static VerifierKey of(String name, byte type, byte[] publicKey) {
    return switch (type) {
      case 0x01 -> ed25519(name, VerifyingKey.decode(publicKey));
      case 0x04 -> ed25519Cosigner(name, VerifyingKey.decode(publicKey));
      case 0x06 -> mlDsaCosigner(name, MlDsaVerifyingKey.decode(publicKey));
      default -> throw refused("a key of type 01, 04 or 06, found %02x".formatted(type));
    };
  }

  private static String shown(String found) {
    return "\"" + (found.length() > 16 ? found.substring(0, 16) + "…" : found) + "\"";
  }

  private static ProtocolViolation refused(String expected) {
    return new ProtocolViolation(
        ProtocolViolation.Reason.MALFORMED_VALUE, "vkey: expected " + expected);
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** How it signs. */
  public SignatureType type() {
    return type;
  }

  /** The public key in the encoding of its algorithm. */
  public Bytes publicKey() {
    return publicKey;
  }

  /** Tells the keys of one name apart; no hash of cryptographic strength. */
  public int id() {
    return id;
  }

  private String hexId() {
    return HexFormat.of().toHexDigits(id);
  }

  /** The vkey. */
  public String text() {
    Bytes identifier = Bytes.of(new byte[] {(byte) type.identifier()});
    return name + "+" + hexId() + "+" + StandardBase64.encode(Bytes.concat(identifier, publicKey));
  }

  /**
   * Verifies that this key made the signature over the text of a note.
   *
   * @throws ProtocolViolation when it did not, or, for ML-DSA-44, when the text is not a checkpoint
   *     that such a signature covers whole
   */
  public void verify(String text, NoteSignature signature) {
    if (!signature.isBy(this) || signature.signature().length() != type.signatureSize()) {
      throw new ProtocolViolation(
          ProtocolViolation.Reason.INVALID_SIGNATURE,
          "expected a signature of %d bytes by %s, found %d by %s"
              .formatted(
                  type.signatureSize(), name, signature.signature().length(), signature.name()));
    }
    verification.verify(text, signature.signature().toArray());
  }

  /**
   * When a cosignature was made, as its maker says.
   *
   * @param signature one that {@link #verify} takes
   * @return nothing when the type has no time, or the cosigner makes no statement about it (0)
   */
  public Optional<Instant> time(NoteSignature signature) {
    if (!type.isCosignature()) {
      return Optional.empty();
    }
    long seconds = Cosignature.seconds(signature.signature().toArray());
    return seconds == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey that
        && name.equals(that.name)
        && type == that.type
        && publicKey.equals(that.publicKey);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + publicKey.hashCode();
  }

  /** Name and key ID. */
  @Override
  public String toString() {
    return name + "+" + hexId();
  }
}

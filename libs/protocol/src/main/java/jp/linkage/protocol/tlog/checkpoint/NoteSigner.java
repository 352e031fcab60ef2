package jp.linkage.protocol.tlog.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import jp.linkage.protocol.crypto.MlDsaSigningKey;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.json.Bytes;

/**
 * A private key under its name, with which a log signs its checkpoints or a witness cosigns them.
 *
 * <h2>Security guarantees</h2>
 *
 * A signature holds for this text only, a cosignature for this checkpoint and time. The key of an
 * {@link #ed25519Cosigner} must serve one cosigner only, as what it signs does not name him. Names
 * have no spaces, so that no text of a log of this name begins as the label of another statement
 * that an Ed25519 key of Linkage signs.
 *
 * <p>Immutable.
 */
public final class NoteSigner {
  /** Makes the bytes of a signature over the text of a note. */
  @FunctionalInterface
  private interface Signing {
    byte[] sign(String text, long seconds);
  }

  private final VerifierKey key;
  private final Signing signing;

  private NoteSigner(VerifierKey key, Signing signing) {
    this.key = key;
    this.signing = signing;
  }

  /** A log's key: type 01. The name is the log's origin. */
  public static NoteSigner ed25519(String name, SigningKey key) {
    return new NoteSigner(
        VerifierKey.ed25519(name, key.publicKey()),
        (text, _) -> key.signPlain(text.getBytes(UTF_8)));
  }

  /** A witness's key: type 04. */
  public static NoteSigner ed25519Cosigner(String name, SigningKey key) {
    return new NoteSigner(
        VerifierKey.ed25519Cosigner(name, key.publicKey()),
        (text, seconds) ->
            Cosignature.withTime(
                seconds, key.signPlain(Cosignature.ed25519Message(text, seconds))));
  }

  /** A log's or a witness's key: type 06. */
  public static NoteSigner mlDsaCosigner(String name, MlDsaSigningKey key) {
    return new NoteSigner(
        VerifierKey.mlDsaCosigner(name, key.publicKey()),
        (text, seconds) ->
            Cosignature.withTime(seconds, key.sign(Cosignature.mlDsaMessage(name, text, seconds))));
  }

  /** The public key. */
  public VerifierKey key() {
    return key;
  }

  /**
   * Signs a checkpoint. A log must never sign one that is not consistent with those before; a
   * witness, none that it has not verified and stored.
   *
   * @param time when, to the second; not part of a signature of type 01
   */
  public NoteSignature sign(Checkpoint checkpoint, Instant time) {
    return sign(checkpoint.text(), time);
  }

  /**
   * Signs the text of a note that is no checkpoint: with a key of type 01 only what could not be
   * taken for one.
   *
   * @param time as for a checkpoint
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when the key signs by ML-DSA-44 and the
   *     text is not a checkpoint
   */
  public NoteSignature sign(String text, Instant time) {
    long seconds = time.getEpochSecond();
    if (seconds <= 0) {
      throw new IllegalArgumentException("expected a time after 1970, found " + time);
    }
    return new NoteSignature(key.name(), key.id(), Bytes.of(signing.sign(text, seconds)));
  }

  @Override
  public String toString() {
    return "NoteSigner(" + key + ")";
  }
}

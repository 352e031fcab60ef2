package jp.linkage.protocol.conversion;

import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.Scalar;
import jp.linkage.protocol.crypto.SecretBytes;

/**
 * An agency's key y_B, to which the gateway and the audit-service encrypt the tokens that they
 * convert for it.
 */
public final class AgencyDecryptionKey {
  private final KeyPair pair;

  private AgencyDecryptionKey(KeyPair pair) {
    this.pair = pair;
  }

  /** A fresh random key. */
  public static AgencyDecryptionKey generate() {
    return new AgencyDecryptionKey(KeyPair.generate());
  }

  /**
   * The key from a key file.
   *
   * @param secret 32 bytes, big-endian
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when these are not a scalar in 1..q-1
   */
  public static AgencyDecryptionKey ofSecret(SecretBytes secret) {
    return new AgencyDecryptionKey(KeyPair.of(secret));
  }

  /** The 32 bytes for the key file, and for nothing else. */
  public SecretBytes encodeSecret() {
    return pair.encodeSecret();
  }

  /** Y_B = y_B·G, published in the manifest. */
  public Element publicKey() {
    return pair.publicKey();
  }

  /**
   * Proves knowledge of this key, for the manifest.
   *
   * @param owner the party's id in the manifest
   * @param epoch the epoch of the manifest's keys
   */
  public ProofOfPossession provePossession(String owner, int epoch) {
    return ProofOfPossession.prove(KeyUse.AGENCY_DECRYPTION, owner, epoch, pair);
  }

  Scalar secret() {
    return pair.secret();
  }

  @Override
  public String toString() {
    return "AgencyDecryptionKey(redacted)";
  }
}

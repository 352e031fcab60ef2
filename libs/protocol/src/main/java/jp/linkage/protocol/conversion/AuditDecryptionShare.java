package jp.linkage.protocol.conversion;

import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.Scalar;
import jp.linkage.protocol.crypto.SecretBytes;

/**
 * The audit-service's share v of the joint key Y = U + V, to which an asking agency encrypts its
 * token.
 */
public final class AuditDecryptionShare {
  private final KeyPair pair;

  private AuditDecryptionShare(KeyPair pair) {
    this.pair = pair;
  }

  /** A fresh random key. */
  public static AuditDecryptionShare generate() {
    return new AuditDecryptionShare(KeyPair.generate());
  }

  /**
   * The key from a key file.
   *
   * @param secret 32 bytes, big-endian
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when these are not a scalar in 1..q-1
   */
  public static AuditDecryptionShare ofSecret(SecretBytes secret) {
    return new AuditDecryptionShare(KeyPair.of(secret));
  }

  /** The 32 bytes for the key file, and for nothing else. */
  public SecretBytes encodeSecret() {
    return pair.encodeSecret();
  }

  /** V = v·G, published in the manifest. */
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
    return ProofOfPossession.prove(KeyUse.AUDIT_DECRYPTION, owner, epoch, pair);
  }

  Scalar secret() {
    return pair.secret();
  }

  @Override
  public String toString() {
    return "AuditDecryptionShare(redacted)";
  }
}

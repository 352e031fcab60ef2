package jp.linkage.protocol.conversion;

import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.Scalar;
import jp.linkage.protocol.crypto.SecretBytes;

/**
 * The audit-service's share a_X of a namespace's token key k_X = g_X·a_X.
 *
 * <h2>Security guarantees</h2>
 *
 * The number a_X stays in this package, which holds no code that combines it with a {@link
 * BrokerShare}. It comes in from a key file and goes out to one, as {@link SecretBytes}.
 */
public final class AuditShare {
  private static final AuditShare ROOT = new AuditShare(KeyPair.root());

  private final KeyPair pair;
  private final Scalar inverse;

  private AuditShare(KeyPair pair) {
    this.pair = pair;
    this.inverse = pair.secret().invert();
  }

  /** A fresh random share. */
  public static AuditShare generate() {
    return new AuditShare(KeyPair.generate());
  }

  /**
   * The share from a key file.
   *
   * @param secret 32 bytes, big-endian
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when these are not a scalar in 1..q-1
   */
  public static AuditShare ofSecret(SecretBytes secret) {
    return new AuditShare(KeyPair.of(secret));
  }

  /** The share 1 of the namespace {@code root}, whose tokens are the hashed numbers themselves. */
  public static AuditShare root() {
    return ROOT;
  }

  /** The 32 bytes for the key file, and for nothing else. */
  public SecretBytes encodeSecret() {
    return pair.encodeSecret();
  }

  /** Λ_X = a_X·G, published in the manifest. */
  public Element publicKey() {
    return pair.publicKey();
  }

  /** a_to / a_from, where this is the share of `to`. */
  Scalar over(AuditShare from) {
    return pair.secret().multiply(from.inverse);
  }

  @Override
  public String toString() {
    return "AuditShare(redacted)";
  }
}

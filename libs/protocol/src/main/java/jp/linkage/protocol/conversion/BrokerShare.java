package jp.linkage.protocol.conversion;

import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.Scalar;
import jp.linkage.protocol.crypto.SecretBytes;

/**
 * The gateway's share g_X of a namespace's token key k_X = g_X·a_X.
 *
 * <h2>Security guarantees</h2>
 *
 * The number g_X stays in this package, which holds no code that combines it with an {@link
 * AuditShare}. It comes in from a key file and goes out to one, as {@link SecretBytes}.
 */
public final class BrokerShare {
  private static final BrokerShare ROOT = new BrokerShare(KeyPair.root());

  private final KeyPair pair;
  private final Scalar inverse;

  private BrokerShare(KeyPair pair) {
    this.pair = pair;
    this.inverse = pair.secret().invert();
  }

  /** A fresh random share. */
  public static BrokerShare generate() {
    return new BrokerShare(KeyPair.generate());
  }

  /**
   * The share from a key file.
   *
   * @param secret 32 bytes, big-endian
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when these are not a scalar in 1..q-1
   */
  public static BrokerShare ofSecret(SecretBytes secret) {
    return new BrokerShare(KeyPair.of(secret));
  }

  /** The share 1 of the namespace {@code root}, whose tokens are the hashed numbers themselves. */
  public static BrokerShare root() {
    return ROOT;
  }

  /** The 32 bytes for the key file, and for nothing else. */
  public SecretBytes encodeSecret() {
    return pair.encodeSecret();
  }

  /** Γ_X = g_X·G, published in the manifest. */
  public Element publicKey() {
    return pair.publicKey();
  }

  /** g_to / g_from, where this is the share of `to`. */
  Scalar over(BrokerShare from) {
    return pair.secret().multiply(from.inverse);
  }

  @Override
  public String toString() {
    return "BrokerShare(redacted)";
  }
}

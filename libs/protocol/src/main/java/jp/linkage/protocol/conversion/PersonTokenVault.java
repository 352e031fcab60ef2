package jp.linkage.protocol.conversion;

import static java.nio.charset.StandardCharsets.UTF_8;

import jp.linkage.protocol.crypto.Aead;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.Hmac;
import jp.linkage.protocol.crypto.SecretBytes;

/**
 * How an agency keeps its tokens, docs/spec/protocol.md §3: looked up by a keyed index, stored
 * wrapped.
 *
 * <h2>Security guarantees</h2>
 *
 * A copy of the database without κ and the wrapping key tells neither tokens nor which of two
 * agencies' persons are the same. A wrapped token opens for its own addressee number (宛名番号) only,
 * so that rows cannot be exchanged. A key wraps up to 2^32 tokens.
 */
public final class PersonTokenVault {
  private final SecretBytes kappa;
  private final Aead wrapping;

  /**
   * @param kappa κ_X, the key of the index, 32 bytes
   * @param wrapKey the key of the wrapping, 32 bytes
   */
  public PersonTokenVault(SecretBytes kappa, SecretBytes wrapKey) {
    if (kappa.size() != Aead.KEY_SIZE) {
      throw new IllegalArgumentException("expected a key of 32 bytes, found " + kappa.size());
    }
    this.kappa = kappa;
    this.wrapping = Aead.of(wrapKey);
  }

  /** HMAC-SHA256(κ_X, enc(T_X)), 32 bytes: the database index of the person. */
  public byte[] index(PersonToken token) {
    return Hmac.sha256(kappa, token.element().encode());
  }

  /**
   * AES-256-GCM of enc(T_X), 61 bytes: nonce ‖ ciphertext ‖ tag.
   *
   * @param addresseeNumber the agency's own number of the person
   */
  public byte[] wrap(PersonToken token, String addresseeNumber) {
    return wrapping.seal(token.element().encode(), addresseeNumber.getBytes(UTF_8));
  }

  /**
   * Opens what {@link #wrap} made.
   *
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when it was not wrapped for this number
   *     with this key
   */
  public PersonToken unwrap(byte[] wrapped, String addresseeNumber) {
    return PersonToken.of(Element.decode(wrapping.open(wrapped, addresseeNumber.getBytes(UTF_8))));
  }
}

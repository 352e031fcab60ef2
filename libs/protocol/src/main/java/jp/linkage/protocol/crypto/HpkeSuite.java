package jp.linkage.protocol.crypto;

import org.bouncycastle.crypto.hpke.HPKE;

/**
 * The algorithms of an HPKE context (RFC 9180 §7). The protocol uses one suite; the tests run the
 * published vectors of others through the same code.
 */
record HpkeSuite(short kem, short kdf, short aead) {
  /** X-Wing, HKDF-SHA256, AES-256-GCM. */
  static final HpkeSuite PROTOCOL =
      new HpkeSuite(HPKE.kem_X_WING, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);

  // A fresh object for every call: Bouncy Castle's shares a digest between its calls, and fails
  // when
  // two threads use it (docs/spec/protocol.md §5, rule 6).

  HPKE base() {
    return new HPKE(HPKE.mode_base, kem, kdf, aead);
  }

  HPKE psk() {
    return new HPKE(HPKE.mode_psk, kem, kdf, aead);
  }
}

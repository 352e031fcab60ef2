package jp.linkage.protocol.tlog.checkpoint;

import jp.linkage.protocol.crypto.MlDsaVerifyingKey;
import jp.linkage.protocol.crypto.VerifyingKey;

/** The types of note signatures that Linkage uses, with the bytes that C2SP gave them. */
public enum SignatureType {
  /** Ed25519 over the text of a note (signed-note). */
  ED25519(0x01, VerifyingKey.SIZE, VerifyingKey.SIGNATURE_SIZE),
  /** Ed25519 over a time and a checkpoint's text (tlog-cosignature). */
  ED25519_COSIGNATURE(0x04, VerifyingKey.SIZE, Long.BYTES + VerifyingKey.SIGNATURE_SIZE),
  /** ML-DSA-44 over cosigner, time, origin, size and root (tlog-cosignature). */
  ML_DSA_44_COSIGNATURE(
      0x06, MlDsaVerifyingKey.SIZE, Long.BYTES + MlDsaVerifyingKey.SIGNATURE_SIZE);

  private final int identifier;
  private final int keySize;
  private final int signatureSize;

  SignatureType(int identifier, int keySize, int signatureSize) {
    this.identifier = identifier;
    this.keySize = keySize;
    this.signatureSize = signatureSize;
  }

  /** The byte that stands before a public key of the type. */
  public int identifier() {
    return identifier;
  }

  /** The bytes of a public key. */
  public int keySize() {
    return keySize;
  }

  /** The bytes of a signature without the key ID, the time of a cosignature included. */
  public int signatureSize() {
    return signatureSize;
  }

  /** Whether its signatures begin with a time. */
  public boolean isCosignature() {
    return this != ED25519;
  }
}

package jp.linkage.protocol.crypto;

import java.util.Arrays;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;

/**
 * A public ML-DSA-44 key (FIPS 204): of the log, of a witness. It stands beside an Ed25519 key
 * where a statement must still hold when quantum computers break the curve.
 *
 * <h2>Security guarantees</h2>
 *
 * A verified signature was made by the holder of the key over exactly these bytes, with the empty
 * context string.
 *
 * <p>Immutable.
 */
public final class MlDsaVerifyingKey {
  /** The size of a key in bytes. */
  public static final int SIZE = 1312;

  /** The size of a signature in bytes. */
  public static final int SIGNATURE_SIZE = 2420;

  private final byte[] encoding;

  private MlDsaVerifyingKey(byte[] encoding) {
    this.encoding = encoding;
  }

  /**
   * Reads a key.
   *
   * @param bytes 1312 bytes, pkEncode of FIPS 204 §7.2; every such string is a key
   * @throws ProtocolViolation when these are not 1312 bytes
   */
  public static MlDsaVerifyingKey decode(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new ProtocolViolation(
          Reason.MALFORMED_VALUE,
          "expected an ML-DSA-44 public key of 1312 bytes, found " + bytes.length);
    }
    return new MlDsaVerifyingKey(bytes.clone());
  }

  /** The 1312 bytes, pkEncode of FIPS 204 §7.2. */
  public byte[] encode() {
    return encoding.clone();
  }

  /**
   * Verifies a signature over bytes that carry their own domain separation.
   *
   * @param signature 2420 bytes
   * @throws ProtocolViolation when it does not verify
   */
  public void verify(byte[] signature, byte[] message) {
    if (signature.length != SIGNATURE_SIZE || !verifies(signature, message)) {
      throw new ProtocolViolation(
          Reason.INVALID_SIGNATURE, "expected an ML-DSA-44 signature by this key");
    }
  }

  private boolean verifies(byte[] signature, byte[] message) {
    // Neither the signer nor the parameters are documented as safe for several threads.
    MLDSASigner verifier = new MLDSASigner();
    verifier.init(false, new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_44, encoding));
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(signature);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MlDsaVerifyingKey key && Arrays.equals(encoding, key.encoding);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoding);
  }
}

package jp.linkage.protocol.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.DSAEncoding;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.jspecify.annotations.Nullable;

/**
 * ECDSA over P-256 with SHA-256 (FIPS 186-5), by Bouncy Castle's signer.
 *
 * <h2>Security guarantees</h2>
 *
 * The nonce is derived from key and message (RFC 6979), so that a weak random generator cannot give
 * the key away, and multiplied by the constant-time comb. Verification refuses r and s outside of
 * 1..q-1 and any encoding but the one. As with every ECDSA, (r, q - s) is a second signature of the
 * same message: nothing may rely on the bytes of a signature being unique.
 */
final class EcdsaSignature extends SignatureSpi {
  private static final ECParameterSpec P256 = p256();
  private static final ECDomainParameters DOMAIN = domain();

  /** Public keys with the tables that they collect: those of the manifest and of the TLS peers. */
  private static final ConcurrentHashMap<ECPoint, ECPublicKeyParameters> KNOWN =
      new ConcurrentHashMap<>();

  private static final int KNOWN_LIMIT = 1000;

  private final DSAEncoding encoding;
  private final MessageDigest digest = Sha256.digest();
  private @Nullable ECDSASigner signer;

  EcdsaSignature(DSAEncoding encoding) {
    this.encoding = encoding;
  }

  private static ECParameterSpec p256() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has P-256", e);
    }
  }

  private static ECDomainParameters domain() {
    X9ECParameters parameters = CustomNamedCurves.getByName("P-256");
    return new ECDomainParameters(parameters);
  }

  // An InvalidKeyException makes java.security.Signature try the next provider.
  private static void requireP256(ECParameterSpec spec) throws InvalidKeyException {
    if (!P256.getCurve().equals(spec.getCurve())
        || !P256.getGenerator().equals(spec.getGenerator())
        || !P256.getOrder().equals(spec.getOrder())) {
      throw new InvalidKeyException("expected a key on P-256");
    }
  }

  @Override
  protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
    if (!(key instanceof ECPublicKey ecKey)) {
      throw new InvalidKeyException("expected a public key on P-256");
    }
    requireP256(ecKey.getParams());
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, parameters(ecKey.getW()));
    start(verifier);
  }

  private static ECPublicKeyParameters parameters(ECPoint point) throws InvalidKeyException {
    ECPublicKeyParameters known = KNOWN.get(point);
    if (known != null) {
      return known;
    }
    try {
      var parameters =
          new ECPublicKeyParameters(
              DOMAIN.getCurve().createPoint(point.getAffineX(), point.getAffineY()), DOMAIN);
      if (KNOWN.size() < KNOWN_LIMIT) {
        KNOWN.put(point, parameters);
      }
      return parameters;
    } catch (IllegalArgumentException e) {
      throw new InvalidKeyException("expected a point of P-256", e);
    }
  }

  @Override
  protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
    if (!(key instanceof ECPrivateKey ecKey)) {
      throw new InvalidKeyException("expected a private key on P-256");
    }
    requireP256(ecKey.getParams());
    ECDSASigner deterministic = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    try {
      deterministic.init(true, new ECPrivateKeyParameters(ecKey.getS(), DOMAIN));
    } catch (IllegalArgumentException e) {
      throw new InvalidKeyException("expected a scalar of P-256", e);
    }
    start(deterministic);
  }

  private void start(ECDSASigner initialised) {
    signer = initialised;
    digest.reset();
  }

  @Override
  protected void engineUpdate(byte b) {
    digest.update(b);
  }

  @Override
  protected void engineUpdate(byte[] bytes, int offset, int length) {
    digest.update(bytes, offset, length);
  }

  @Override
  protected byte[] engineSign() throws SignatureException {
    BigInteger[] parts = initialised().generateSignature(digest.digest());
    try {
      return encoding.encode(DOMAIN.getN(), parts[0], parts[1]);
    } catch (IOException e) {
      throw new SignatureException("cannot encode", e);
    }
  }

  @Override
  protected boolean engineVerify(byte[] signature) throws SignatureException {
    byte[] hash = digest.digest();
    BigInteger[] parts;
    try {
      parts = encoding.decode(DOMAIN.getN(), signature);
    } catch (IOException | IllegalArgumentException e) {
      throw new SignatureException("expected a signature of P-256", e);
    }
    return initialised().verifySignature(hash, parts[0], parts[1]);
  }

  private ECDSASigner initialised() throws SignatureException {
    if (signer == null) {
      throw new SignatureException("not initialised");
    }
    return signer;
  }

  @Override
  @Deprecated
  protected void engineSetParameter(String name, Object value) {
    throw new InvalidParameterException("no parameters");
  }

  @Override
  @Deprecated
  protected Object engineGetParameter(String name) {
    throw new InvalidParameterException("no parameters");
  }
}

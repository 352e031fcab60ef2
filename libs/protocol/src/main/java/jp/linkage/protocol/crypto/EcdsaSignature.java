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
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.signers.DSAEncoding;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;

/**
 * ECDSA over P-256 with SHA-256 (FIPS 186-5 §6.4), on {@link PrimeOrderGroup#p256}.
 *
 * <h2>Security guarantees</h2>
 *
 * The nonce is derived from key and message (RFC 6979), so that a weak random generator cannot give
 * the key away, and multiplied as a secret. Verification refuses r and s outside of 1..q-1 and any
 * encoding but the one. As with every ECDSA, (r, q - s) is a second signature of the same message:
 * nothing may rely on the bytes of a signature being unique.
 */
final class EcdsaSignature extends SignatureSpi {
  private static final PrimeOrderGroup GROUP = PrimeOrderGroup.p256();
  private static final ECParameterSpec P256 = p256();

  /** Public keys with the tables that they collect: those of the manifest and of the TLS peers. */
  private static final ConcurrentHashMap<ECPoint, Element> KNOWN = new ConcurrentHashMap<>();

  private static final int KNOWN_LIMIT = 1000;

  private final DSAEncoding encoding;
  private final MessageDigest digest = Sha256.digest();
  private @Nullable Element verifying;
  private @Nullable Scalar signing;

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
    verifying = element(ecKey.getW());
    signing = null;
    digest.reset();
  }

  private static Element element(ECPoint point) throws InvalidKeyException {
    Element known = KNOWN.get(point);
    if (known != null) {
      return known;
    }
    try {
      Element element = BouncyCastleP256.INSTANCE.element(point.getAffineX(), point.getAffineY());
      if (KNOWN.size() < KNOWN_LIMIT) {
        KNOWN.put(point, element);
      }
      return element;
    } catch (ProtocolViolation e) {
      throw new InvalidKeyException("expected a point of P-256", e);
    }
  }

  @Override
  protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
    if (!(key instanceof ECPrivateKey ecKey)) {
      throw new InvalidKeyException("expected a private key on P-256");
    }
    requireP256(ecKey.getParams());
    try {
      signing = Scalar.decode(BigIntegers.asUnsignedByteArray(Scalar.SIZE, ecKey.getS()));
    } catch (ProtocolViolation | IllegalArgumentException e) {
      throw new InvalidKeyException("expected a scalar of P-256", e);
    }
    verifying = null;
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
    Scalar key = signing;
    if (key == null) {
      throw new SignatureException("not initialised for signing");
    }
    byte[] hash = digest.digest();
    var nonces = new HMacDSAKCalculator(new SHA256Digest());
    nonces.init(Scalar.ORDER, key.value, hash);
    Scalar k = Scalar.decode(BigIntegers.asUnsignedByteArray(Scalar.SIZE, nonces.nextK()));
    // Where r, s or the hash is 0 modulo q, of probability 2^-256, there is an exception and not
    // the next nonce of RFC 6979 §3.2 h.
    try {
      Scalar r = x(GROUP.secretSum(new Sum().plus(k, GROUP.generator())));
      Scalar s = k.invert().multiply(key.multiply(r).add(number(hash)));
      return encoding.encode(Scalar.ORDER, r.value, s.value);
    } catch (ProtocolViolation | IOException e) {
      throw new SignatureException("cannot sign", e);
    }
  }

  @Override
  protected boolean engineVerify(byte[] signature) throws SignatureException {
    Element key = verifying;
    if (key == null) {
      throw new SignatureException("not initialised for verification");
    }
    byte[] hash = digest.digest();
    BigInteger[] parts;
    try {
      parts = encoding.decode(Scalar.ORDER, signature);
    } catch (IOException | IllegalArgumentException e) {
      throw new SignatureException("expected a signature of P-256", e);
    }
    try {
      Scalar r = Scalar.of(parts[0]);
      Scalar w = Scalar.of(parts[1]).invert();
      Sum sum =
          new Sum().plus(number(hash).multiply(w), GROUP.generator()).plus(r.multiply(w), key);
      return x(GROUP.publicSum(sum)).equals(r);
    } catch (ProtocolViolation _) {
      // r or s out of range, or a sum at infinity
      return false;
    }
  }

  /** The hash as a number modulo q; q has as many bits as the hash. */
  private static Scalar number(byte[] hash) {
    return Scalar.of(BigIntegers.fromUnsignedByteArray(hash).mod(Scalar.ORDER));
  }

  /** The x coordinate modulo q. */
  private static Scalar x(Element element) {
    return number(Arrays.copyOfRange(element.encoding(), 1, Element.SIZE));
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

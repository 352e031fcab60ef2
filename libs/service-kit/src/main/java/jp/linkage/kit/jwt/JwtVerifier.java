package jp.linkage.kit.jwt;

import java.security.PublicKey;
import jp.linkage.protocol.assertion.SignedAssertion;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.keys.Es256PublicKey;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Verifies the JWTs that one party of the manifest signs with one key. By jose4j, on which SmallRye
 * JWT is built: of what the latter adds, the claims as MicroProfile names them, nothing is used
 * here, as the protocol's claims are judged by their own checks.
 */
final class JwtVerifier {
  private static final String ALGORITHM = "ES256";
  private static final AlgorithmConstraints ES256_ONLY =
      new AlgorithmConstraints(ConstraintType.PERMIT, ALGORITHM);
  private static final int SIGNATURE_SIZE = 64;

  private final String issuer;
  private final PublicKey key;

  JwtVerifier(String issuer, Es256PublicKey key) {
    this.issuer = issuer;
    this.key = key.toKey();
  }

  /**
   * Verifies header and signature.
   *
   * @return the payload, whose claims are not judged yet
   * @throws ProtocolViolation when the header is not exactly {@code alg} ES256, this {@code typ}
   *     and {@code kid}, or the signature does not hold
   */
  JsonObject verify(SignedAssertion jwt, String typ) {
    String compact = jwt.compact();
    int first = compact.indexOf('.');
    int second = compact.indexOf('.', first + 1);
    try {
      JsonObject header = json(compact.substring(0, first));
      header.constant("alg", ALGORITHM);
      header.constant("typ", typ);
      header.constant("kid", issuer);
      header.end();
      // jose4j ignores the spare bits of the last character: another text of the same signature
      Bytes.parse(compact.substring(second + 1)).requireLength(SIGNATURE_SIZE);
      if (!holds(compact)) {
        throw invalid(typ);
      }
      return json(compact.substring(first + 1, second));
    } catch (InvalidMessage e) {
      throw new ProtocolViolation(Reason.MALFORMED_VALUE, typ + " " + e.getMessage());
    } catch (JoseException _) {
      throw invalid(typ);
    }
  }

  private boolean holds(String compact) throws JoseException {
    var signed = new JsonWebSignature();
    signed.setAlgorithmConstraints(ES256_ONLY);
    signed.setKey(key);
    signed.setCompactSerialization(compact);
    return signed.verifySignature();
  }

  private ProtocolViolation invalid(String typ) {
    return new ProtocolViolation(
        Reason.INVALID_SIGNATURE, "expected " + typ + " signed by " + issuer);
  }

  private static JsonObject json(String part) {
    return StrictJson.object(Bytes.parse(part).toArray(), SignedAssertion.MAX_LENGTH);
  }
}

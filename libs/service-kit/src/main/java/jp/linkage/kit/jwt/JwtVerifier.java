package jp.linkage.kit.jwt;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.util.Set;
import jp.linkage.protocol.assertion.SignedAssertion;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.keys.Es256PublicKey;

/** Verifies the JWTs that one party of the manifest signs with one key. */
final class JwtVerifier {
  private static final String ALGORITHM = "ES256";
  private static final int SIGNATURE_SIZE = 64;

  private final String issuer;
  private final DefaultJWTParser parser;

  JwtVerifier(String issuer, Es256PublicKey key) {
    this.issuer = issuer;
    JWTAuthContextInfo context = new JWTAuthContextInfo(key.toKey(), issuer);
    context.setSignatureAlgorithm(Set.of(SignatureAlgorithm.ES256));
    context.setRequireNamedPrincipal(false);
    // SmallRye JWT judges the times at the moment only, while the protocol also judges them at the
    // time of a receipt (§4.7): the claims' own check does it, and here no time is refused
    context.setClockSkew(Integer.MAX_VALUE);
    this.parser = new DefaultJWTParser(context);
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
      // The parser ignores the spare bits of the last character: another text of the same signature
      Bytes.parse(compact.substring(second + 1)).requireLength(SIGNATURE_SIZE);
      parser.parse(compact);
      return json(compact.substring(first + 1, second));
    } catch (InvalidMessage e) {
      throw new ProtocolViolation(Reason.MALFORMED_VALUE, typ + " " + e.getMessage());
    } catch (ParseException _) {
      throw new ProtocolViolation(
          Reason.INVALID_SIGNATURE, "expected " + typ + " signed by " + issuer);
    }
  }

  private static JsonObject json(String part) {
    return StrictJson.object(Bytes.parse(part).toArray(), SignedAssertion.MAX_LENGTH);
  }
}

package jp.linkage.kit.jwt;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.jwt.build.Jwt;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import jp.linkage.protocol.assertion.SignedAssertion;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;

/**
 * A JWT in compact form, ES256 only, whose header has exactly {@code alg}, {@code typ}, {@code
 * kid}.
 */
final class CompactJwt {
  private static final String ALGORITHM = "ES256";

  private CompactJwt() {}

  /** Signs claims that hold strings, integers and arrays of strings. */
  static SignedAssertion sign(
      Map<String, Object> claims, String typ, String kid, ECPrivateKey key) {
    return new SignedAssertion(
        Jwt.claims(new LinkedHashMap<>(claims))
            .jws()
            .header("typ", typ)
            .keyId(kid)
            .algorithm(SignatureAlgorithm.ES256)
            .sign(key));
  }

  /**
   * Verifies header and signature.
   *
   * @return the claims, not yet judged
   */
  static JsonObject verify(SignedAssertion jwt, String typ, String kid, ECPublicKey key) {
    String[] parts = jwt.compact().split("\\.", -1);
    JsonObject header =
        StrictJson.object(Bytes.parse(parts[0]).toArray(), SignedAssertion.MAX_LENGTH);
    header.constant("alg", ALGORITHM);
    header.constant("typ", typ);
    header.constant("kid", kid);
    header.end();
    JWTAuthContextInfo context = new JWTAuthContextInfo(key, kid);
    context.setSignatureAlgorithm(Set.of(SignatureAlgorithm.ES256));
    context.setRequireNamedPrincipal(false);
    // SmallRye JWT could only judge the times now, the protocol also judges them at a receipt's
    // time (§4.7): the caller judges them
    context.setClockSkew(Integer.MAX_VALUE);
    try {
      new DefaultJWTParser(context).parse(jwt.compact());
    } catch (ParseException e) {
      e.printStackTrace();
      throw new ProtocolViolation(Reason.INVALID_SIGNATURE, "expected a JWT signed by " + kid);
    }
    return StrictJson.object(Bytes.parse(parts[1]).toArray(), SignedAssertion.MAX_LENGTH);
  }
}

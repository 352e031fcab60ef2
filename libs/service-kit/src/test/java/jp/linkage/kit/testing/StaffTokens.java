package jp.linkage.kit.testing;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import jp.linkage.protocol.keys.Es256PrivateKey;

/** The identity provider of the tests: vouches for staff of any service. */
public final class StaffTokens {
  private static final String ISSUER = "test-identity-provider";
  private static final Es256PrivateKey KEY = Es256PrivateKey.generate();

  private StaffTokens() {}

  /**
   * A bearer token, valid for five minutes.
   *
   * @param service the id of the agency, gateway or audit-service that it is for
   * @param subject the official
   * @param roles see {@code StaffRole}
   */
  public static String token(String service, String subject, String... roles) {
    return token(service, subject, Instant.now(), roles);
  }

  /** A bearer token that was issued at another time. */
  public static String token(String service, String subject, Instant issuedAt, String... roles) {
    return sign(claims(service, subject, issuedAt, roles), KEY.toKey());
  }

  /** A bearer token of an agency's auditor, who reads about that agency at the audit-service. */
  public static String agencyAuditor(String service, String agency) {
    return agencyAuditor(service, "auditor-1", agency);
  }

  /** The same of this name. */
  public static String agencyAuditor(String service, String subject, String agency) {
    return sign(
        claims(service, subject, Instant.now(), "agency-auditor").claim("agency", agency),
        KEY.toKey());
  }

  /** Tokens that a service has to refuse, by what is wrong with them; all else is right. */
  public static Map<String, String> thatDoNotVerify(String service, String role) {
    Instant now = Instant.now();
    String good = token(service, "official-1", role);
    String[] parts = good.split("\\.", -1);
    Map<String, String> tokens = new LinkedHashMap<>();
    tokens.put("that has expired", token(service, "official-1", now.minusSeconds(3600), role));
    tokens.put(
        "of another issuer",
        sign(claims(service, "official-1", now, role).issuer("another"), KEY.toKey()));
    tokens.put("for another audience", token("another-service", "official-1", role));
    tokens.put(
        "of another key",
        sign(claims(service, "official-1", now, role), Es256PrivateKey.generate().toKey()));
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    tokens.put(
        "with a changed claim",
        parts[0] + "." + base64(claims.replace("official-1", "official-2")) + "." + parts[2]);
    tokens.put(
        "with a changed signature",
        parts[0]
            + "."
            + parts[1]
            + "."
            + (parts[2].startsWith("A") ? "B" : "A")
            + parts[2].substring(1));
    tokens.put("without a signature", base64("{\"alg\":\"none\"}") + "." + parts[1] + ".");
    tokens.put(
        "signed with the public key as a secret",
        claims(service, "official-1", now, role)
            .jws()
            .algorithm(SignatureAlgorithm.HS256)
            .sign(new SecretKeySpec(KEY.publicKey().toKey().getEncoded(), "HmacSHA256")));
    tokens.put("that is none", "nonsense");
    return tokens;
  }

  private static JwtClaimsBuilder claims(
      String service, String subject, Instant issuedAt, String... roles) {
    return Jwt.issuer(ISSUER)
        .subject(subject)
        .audience(service)
        .groups(Set.of(roles))
        .issuedAt(issuedAt)
        .expiresAt(issuedAt.plus(Duration.ofMinutes(5)));
  }

  private static String sign(JwtClaimsBuilder claims, PrivateKey key) {
    return claims.jws().algorithm(SignatureAlgorithm.ES256).sign(key);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What a service is configured with so that it believes these tokens. */
  public static Map<String, String> configuration(String service) {
    Map<String, String> config = new LinkedHashMap<>();
    config.put(
        "mp.jwt.verify.publickey",
        Base64.getEncoder().encodeToString(KEY.publicKey().toKey().getEncoded()));
    config.put("mp.jwt.verify.publickey.algorithm", "ES256");
    config.put("mp.jwt.verify.issuer", ISSUER);
    config.put("mp.jwt.verify.audiences", service);
    return config;
  }
}

package jp.linkage.audit;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** The identity provider of the auditors. */
public final class TestStaff {
  static final String ISSUER = "https://idp.linkage.test";

  private final PrivateKey key;

  TestStaff(PrivateKey key) {
    this.key = key;
  }

  /** A token with this role. */
  public String token(String role) {
    return builder(role).jws().algorithm(SignatureAlgorithm.ES256).sign(key);
  }

  /** A token of an agency's auditor. */
  public String agencyAuditor(String agency) {
    return builder("agency-auditor")
        .claim("agency", agency)
        .jws()
        .algorithm(SignatureAlgorithm.ES256)
        .sign(key);
  }

  /** A token that has expired. */
  public String expired(String role) {
    return builder(role)
        .expiresAt(Instant.now().minus(Duration.ofMinutes(10)))
        .jws()
        .algorithm(SignatureAlgorithm.ES256)
        .sign(key);
  }

  private static io.smallrye.jwt.build.JwtClaimsBuilder builder(String role) {
    return Jwt.issuer(ISSUER)
        .subject("auditor-1")
        .upn("auditor-1")
        .groups(Set.of(role))
        .expiresIn(Duration.ofMinutes(5));
  }
}

package jp.linkage.kit.testing;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
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
    return Jwt.issuer(ISSUER)
        .subject(subject)
        .audience(service)
        .groups(Set.of(roles))
        .issuedAt(issuedAt)
        .expiresAt(issuedAt.plus(Duration.ofMinutes(5)))
        .jws()
        .algorithm(SignatureAlgorithm.ES256)
        .sign(KEY.toKey());
  }

  /** What a service is configured with so that it believes these tokens. */
  static Map<String, String> configuration(String service) {
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

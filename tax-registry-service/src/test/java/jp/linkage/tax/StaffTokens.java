package jp.linkage.tax;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.util.KeyUtils;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/** Stands for the identity provider of the agency: signs real tokens with a key of its own. */
public final class StaffTokens implements QuarkusTestResourceLifecycleManager {
  private static final String ISSUER = "https://identity.aoba.example";
  private static final String AUDIENCE = "aoba-tax";
  private static final KeyPair KEYS = keys();

  @Override
  public Map<String, String> start() {
    return Map.of(
        "mp.jwt.verify.publickey",
        Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded()),
        "mp.jwt.verify.publickey.algorithm",
        "ES256",
        "mp.jwt.verify.issuer",
        ISSUER,
        "mp.jwt.verify.audiences",
        AUDIENCE);
  }

  @Override
  public void stop() {}

  /** A token of an official with these roles. */
  public static String of(String official, String... roles) {
    return token(official, ISSUER, AUDIENCE, Instant.now(), roles);
  }

  /** A token that would have been good an hour ago. */
  public static String expired(String official, String... roles) {
    return token(official, ISSUER, AUDIENCE, Instant.now().minus(Duration.ofHours(1)), roles);
  }

  /** A token for another service. */
  public static String forAnotherAudience(String official, String... roles) {
    return token(official, ISSUER, "midori-tax", Instant.now(), roles);
  }

  /** A token of another issuer. */
  public static String ofAnotherIssuer(String official, String... roles) {
    return token(official, "https://identity.midori.example", AUDIENCE, Instant.now(), roles);
  }

  private static String token(
      String official, String issuer, String audience, Instant at, String... roles) {
    return Jwt.issuer(issuer)
        .subject(official)
        .audience(audience)
        .groups(Set.of(roles))
        .issuedAt(at)
        .expiresAt(at.plus(Duration.ofMinutes(5)))
        .jws()
        .algorithm(SignatureAlgorithm.ES256)
        .sign((ECPrivateKey) KEYS.getPrivate());
  }

  private static KeyPair keys() {
    try {
      return KeyUtils.generateKeyPair(256, SignatureAlgorithm.ES256);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

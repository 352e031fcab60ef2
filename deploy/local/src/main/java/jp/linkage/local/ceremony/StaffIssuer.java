package jp.linkage.local.ceremony;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import jp.linkage.local.stack.PrivateFolders;

/**
 * The identity provider of the local run: vouches for staff members. In production each agency has
 * its own.
 */
public final class StaffIssuer {
  /** Issuer of the staff's tokens. */
  public static final String ISSUER = "linkage-local-identity-provider";

  private static final String PRIVATE_KEY = "private.der";
  private static final String PUBLIC_KEY = "public.pem";

  private final PrivateKey key;

  private StaffIssuer(PrivateKey key) {
    this.key = key;
  }

  /** Makes the issuer's key pair (P-256) in a folder. */
  public static void create(Path folder) {
    try {
      PrivateFolders.create(folder);
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      Path secret =
          Files.createFile(
              folder.resolve(PRIVATE_KEY),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(secret, pair.getPrivate().getEncoded());
      String pem = Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded());
      Files.writeString(
          folder.resolve(PUBLIC_KEY),
          "-----BEGIN PUBLIC KEY-----\n" + pem + "\n-----END PUBLIC KEY-----\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no P-256", e);
    }
  }

  /** The file with the public key that the services are configured with, PEM. */
  public static Path publicKeyFile(Path folder) {
    return folder.resolve(PUBLIC_KEY);
  }

  /** Opens the issuer whose key is in a folder. */
  public static StaffIssuer open(Path folder) {
    try {
      var encoded = new PKCS8EncodedKeySpec(Files.readAllBytes(folder.resolve(PRIVATE_KEY)));
      return new StaffIssuer(KeyFactory.getInstance("EC").generatePrivate(encoded));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("not a P-256 private key: " + folder, e);
    }
  }

  /**
   * A bearer token of somebody who belongs to no agency, or whose agency does not matter.
   *
   * @param service id of the agency, or of the service, at which it is good
   * @param subject the staff member at the identity provider
   * @param roles of caseworker, clerk, agency-auditor, auditor, operator
   * @param validity from now
   */
  public String token(String service, String subject, Set<String> roles, Duration validity) {
    return token(service, subject, roles, Optional.empty(), validity);
  }

  /**
   * A bearer token.
   *
   * @param agency the claim {@code agency}: whose entries an {@code agency-auditor} sees at the
   *     audit-service
   */
  public String token(
      String service,
      String subject,
      Set<String> roles,
      Optional<String> agency,
      Duration validity) {
    JwtClaimsBuilder claims =
        Jwt.issuer(ISSUER)
            .audience(service)
            .subject(subject)
            .upn(subject)
            .groups(roles)
            .expiresIn(validity);
    agency.ifPresent(id -> claims.claim("agency", id));
    return claims.jws().algorithm(SignatureAlgorithm.ES256).sign(key);
  }
}

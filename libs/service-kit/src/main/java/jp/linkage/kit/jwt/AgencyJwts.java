package jp.linkage.kit.jwt;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import jp.linkage.protocol.assertion.AnswerAssertion;
import jp.linkage.protocol.assertion.Permit;
import jp.linkage.protocol.assertion.RequestAssertion;
import jp.linkage.protocol.assertion.SignedAssertion;
import jp.linkage.protocol.crypto.FastEcdsa;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.Broker;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.keys.Es256PrivateKey;
import jp.linkage.protocol.keys.Es256PublicKey;

/**
 * Signs and verifies σ_A, the permit and σ_B (protocol §4.2, §4.3, §4.8).
 *
 * <h2>Security guarantees</h2>
 *
 * A verified assertion was signed with ES256 by the key that the manifest names for the party that
 * the header names, has exactly the expected {@code typ}, {@code kid}, {@code iss} and {@code aud}
 * and no unknown claim, is about exactly this header and these roots, and is valid at the time
 * given: {@code exp} must be later than it, and {@code iat} at most 60 s after it, which is how far
 * two parties' clocks may be apart. Every check that fails throws {@link ProtocolViolation}.
 *
 * <p>Safe for use by several threads; works without Quarkus.
 */
@ApplicationScoped
public class AgencyJwts {
  private static final int MOST_VERIFIERS = 4096;

  static {
    // The libraries ask the JDK's providers, whose own one takes six times as long to verify ES256.
    FastEcdsa.install();
  }

  private final ConcurrentHashMap<Signer, JwtVerifier> verifiers = new ConcurrentHashMap<>();

  private record Signer(String issuer, Es256PublicKey key) {}

  /** Signs σ_A. */
  public SignedAssertion sign(RequestAssertion assertion, AgencyId issuer, Es256PrivateKey key) {
    return sign(assertion.claims(), RequestAssertion.TYP, issuer.value(), key);
  }

  /** Signs a permit, as the gateway. */
  public SignedAssertion sign(Permit permit, Es256PrivateKey key) {
    return sign(permit.claims(), Permit.TYP, Broker.GATEWAY, key);
  }

  /** Signs σ_B. */
  public SignedAssertion sign(AnswerAssertion assertion, AgencyId issuer, Es256PrivateKey key) {
    return sign(assertion.claims(), AnswerAssertion.TYP, issuer.value(), key);
  }

  private static SignedAssertion sign(
      Map<String, Object> claims, String typ, String issuer, Es256PrivateKey key) {
    return new SignedAssertion(
        Jwt.claims(claims)
            .jws()
            .header("typ", typ)
            .keyId(issuer)
            .algorithm(SignatureAlgorithm.ES256)
            .sign(key.toKey()));
  }

  /**
   * Verifies σ_A.
   *
   * @param header the header that came with it; its agency must have signed
   * @param requestRoot the root computed from the items that came with it
   * @param key the manifest's key of that agency
   * @param at now; the receipt's time where B checks a resumed exchange (§4.7)
   * @throws ProtocolViolation when it does not hold
   */
  public void verifyRequest(
      SignedAssertion jwt, Header header, Bytes requestRoot, Es256PublicKey key, Instant at) {
    verify(jwt, RequestAssertion.TYP, header.agency().value(), key, RequestAssertion::read)
        .require(header, requestRoot, at);
  }

  /**
   * Verifies a permit.
   *
   * @param key the manifest's key of the gateway
   * @return the permit, whose row the caller compares with its own decision
   * @throws ProtocolViolation when it does not hold
   */
  public Permit verifyPermit(
      SignedAssertion jwt, Header header, Bytes requestRoot, Es256PublicKey key, Instant at) {
    Permit permit = verify(jwt, Permit.TYP, Broker.GATEWAY, key, Permit::read);
    permit.require(header, requestRoot, at);
    return permit;
  }

  /**
   * Verifies σ_B.
   *
   * @param header the header of the request; the agency of its {@code toNamespace} must have signed
   * @param answersRoot the root computed from the answers that came with it
   * @param outcomes the commitment that came with the answers
   * @param key the manifest's key of that agency
   * @throws ProtocolViolation when it does not hold
   */
  public void verifyAnswer(
      SignedAssertion jwt,
      Header header,
      Bytes requestRoot,
      Bytes answersRoot,
      Bytes outcomes,
      Es256PublicKey key,
      Instant at) {
    verify(jwt, AnswerAssertion.TYP, header.toNamespace().value(), key, AnswerAssertion::read)
        .require(header, requestRoot, answersRoot, outcomes, at);
  }

  private <T> T verify(
      SignedAssertion jwt,
      String typ,
      String issuer,
      Es256PublicKey key,
      Function<JsonObject, T> reader) {
    if (verifiers.size() > MOST_VERIFIERS) {
      // keys of manifests that are gone
      verifiers.clear();
    }
    JsonObject payload =
        verifiers
            .computeIfAbsent(
                new Signer(issuer, key), signer -> new JwtVerifier(signer.issuer(), signer.key()))
            .verify(jwt, typ);
    try {
      return reader.apply(payload);
    } catch (InvalidMessage e) {
      throw new ProtocolViolation(Reason.MALFORMED_VALUE, typ + " " + e.getMessage());
    }
  }
}

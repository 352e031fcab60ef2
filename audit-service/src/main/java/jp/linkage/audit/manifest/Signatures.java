package jp.linkage.audit.manifest;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import jp.linkage.kit.jwt.AgencyJwts;
import jp.linkage.protocol.assertion.SignedAssertion;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.keys.Es256PublicKey;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.manifest.ManifestAgency;

/** Verifies what agencies signed, by the keys that the manifest names for them. */
@ApplicationScoped
public class Signatures {
  private final AgencyJwts jwts;

  Signatures(AgencyJwts jwts) {
    this.jwts = jwts;
  }

  /**
   * σ_A, of the agency that the header names.
   *
   * @throws ProtocolViolation if it does not hold now
   */
  public void requireRequest(
      SignedAssertion assertion, Header header, Bytes requestRoot, Manifest manifest, Instant now) {
    jwts.verifyRequest(assertion, header, requestRoot, key(manifest, header.agency()), now);
  }

  /**
   * σ_B, of the agency that the header asks.
   *
   * @throws ProtocolViolation if it does not hold now
   */
  public void requireAnswer(
      SignedAssertion assertion,
      Header header,
      Bytes requestRoot,
      Bytes answersRoot,
      Bytes outcomes,
      Manifest manifest,
      Instant now) {
    jwts.verifyAnswer(
        assertion,
        header,
        requestRoot,
        answersRoot,
        outcomes,
        key(manifest, header.toNamespace().agency()),
        now);
  }

  private static Es256PublicKey key(Manifest manifest, AgencyId agency) {
    return manifest
        .agency(agency)
        .map(ManifestAgency::signingKey)
        .orElseThrow(() ->
            new ProtocolViolation(Reason.INVALID_SIGNATURE, "expected an agency of the manifest"));
  }
}

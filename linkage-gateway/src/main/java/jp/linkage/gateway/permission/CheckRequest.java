package jp.linkage.gateway.permission;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import jp.linkage.kit.jwt.AgencyJwts;
import jp.linkage.kit.manifest.HeldManifest;
import jp.linkage.kit.manifest.ManifestInForce;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.ManifestAgency;
import jp.linkage.protocol.message.ExchangeRequest;

/** Who asks, and under which manifest (protocol §4.1, §4.2). */
@ApplicationScoped
public class CheckRequest {
  private final HeldManifest manifests;
  private final AgencyJwts jwts;

  CheckRequest(HeldManifest manifests, AgencyJwts jwts) {
    this.manifests = manifests;
    this.jwts = jwts;
  }

  /**
   * Verifies σ_A with the key that the manifest names for the header's agency.
   *
   * @param requestRoot root over the items that came with it
   * @return the manifest that the header names
   * @throws ProtocolViolation when σ_A does not hold
   * @throws jp.linkage.kit.problem.ProblemException when σ_A holds, but the gateway does not hold
   *     the manifest of the header
   */
  public ManifestInForce authenticate(ExchangeRequest request, Bytes requestRoot, Instant now) {
    Header header = request.header();
    // An agency under a manifest that the gateway does not hold has a key here all the same
    ManifestInForce manifest = manifests.byHash(header.manifest()).orElseGet(manifests::current);
    ManifestAgency agency =
        manifest
            .manifest()
            .agency(header.agency())
            .orElseThrow(() ->
                new ProtocolViolation(
                    Reason.INVALID_SIGNATURE, "expected an agency of the manifest"));
    jwts.verifyRequest(request.assertion(), header, requestRoot, agency.signingKey(), now);
    return manifests.require(header.manifest());
  }
}

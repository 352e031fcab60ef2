package jp.linkage.local.ceremony;

import java.net.URI;
import java.util.Map;
import jp.linkage.protocol.conversion.ProofOfPossession;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.header.NamespaceId;
import jp.linkage.protocol.keys.Es256PublicKey;
import jp.linkage.protocol.manifest.ManifestGateway;

/** What the gateway hands to the manifest authority. */
record GatewayPublic(
    Map<NamespaceId, Element> gammas,
    Es256PublicKey signingKey,
    Element u,
    ProofOfPossession proof) {
  Element gamma(NamespaceId namespace) {
    Element gamma = gammas.get(namespace);
    if (gamma == null) {
      throw new IllegalArgumentException("the gateway made no share for " + namespace);
    }
    return gamma;
  }

  ManifestGateway list(URI endpoint) {
    return new ManifestGateway(endpoint, signingKey, u, proof);
  }
}

package jp.linkage.local.ceremony;

import java.net.URI;
import java.util.Map;
import jp.linkage.protocol.conversion.NamespacePublic;
import jp.linkage.protocol.conversion.ProofOfPossession;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.MlDsaVerifyingKey;
import jp.linkage.protocol.crypto.VerifyingKey;
import jp.linkage.protocol.header.NamespaceId;
import jp.linkage.protocol.manifest.ManifestAudit;

/** What the audit-service hands to the manifest authority. */
record AuditPublic(
    Map<NamespaceId, Element> lambdas,
    Element v,
    ProofOfPossession proof,
    VerifyingKey logKey,
    MlDsaVerifyingKey logMlDsaKey) {
  Element lambda(NamespaceId namespace) {
    Element lambda = lambdas.get(namespace);
    if (lambda == null) {
      throw new IllegalArgumentException("the audit-service made no share for " + namespace);
    }
    return lambda;
  }

  ManifestAudit list(URI endpoint, String origin, Element gammaLog) {
    return new ManifestAudit(
        endpoint,
        v,
        proof,
        logKey,
        logMlDsaKey,
        origin,
        NamespacePublic.ofLog(gammaLog, lambda(NamespaceId.LOG)));
  }
}

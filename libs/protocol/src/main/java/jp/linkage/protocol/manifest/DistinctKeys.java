package jp.linkage.protocol.manifest;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import jp.linkage.protocol.conversion.NamespacePublic;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.keys.Es256PublicKey;

/**
 * What must hold among the keys of a manifest. Two namespaces with the same Γ or Λ would have
 * tokens that one broker alone can turn into each other; two parties with the same signing key
 * could sign for each other.
 */
final class DistinctKeys {
  private DistinctKeys() {}

  static void require(
      ManifestGateway gateway, ManifestAudit audit, Collection<ManifestAgency> agencies) {
    Set<Element> gammas = new HashSet<>(Set.of(NamespacePublic.root().gamma()));
    Set<Element> lambdas = new HashSet<>(Set.of(NamespacePublic.root().lambda()));
    Set<Element> decryption = new HashSet<>();
    Set<Es256PublicKey> signing = new HashSet<>();
    Set<Bytes> sealing = new HashSet<>();
    requireNew(gammas.add(audit.logNamespace().gamma()), "Γ of the log");
    requireNew(lambdas.add(audit.logNamespace().lambda()), "Λ of the log");
    requireNew(decryption.add(gateway.u()), "U");
    requireNew(decryption.add(audit.v()), "V");
    requireNew(signing.add(gateway.signingKey()), "the gateway's signing key");
    for (ManifestAgency agency : agencies) {
      requireNew(gammas.add(agency.keys().gamma()), "Γ of " + agency.id());
      requireNew(lambdas.add(agency.keys().lambda()), "Λ of " + agency.id());
      requireNew(decryption.add(agency.y()), "Y of " + agency.id());
      requireNew(signing.add(agency.signingKey()), "the signing key of " + agency.id());
      requireNew(
          sealing.add(Bytes.of(agency.hpkeKey().encode())), "the HPKE key of " + agency.id());
    }
  }

  private static void requireNew(boolean added, String key) {
    if (!added) {
      throw InvalidMessage.value("a key that no other party has, as " + key);
    }
  }
}

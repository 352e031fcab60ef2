package jp.linkage.local.ceremony;

import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeMap;
import jp.linkage.protocol.conversion.BrokerDecryptionShare;
import jp.linkage.protocol.conversion.BrokerShare;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.header.NamespaceId;
import jp.linkage.protocol.keys.Es256PrivateKey;
import jp.linkage.protocol.keys.GatewayKeyFile;
import jp.linkage.protocol.manifest.ManifestGateway;

/** Makes the linkage-gateway's keys: one share for every namespace, u, the permit key. */
final class GatewayKeyMaker {
  private GatewayKeyMaker() {}

  static GatewayPublic make(Path file, int epoch, Collection<NamespaceId> namespaces) {
    var shares = new TreeMap<NamespaceId, BrokerShare>();
    namespaces.forEach(namespace -> shares.put(namespace, BrokerShare.generate()));
    var keys =
        new GatewayKeyFile(
            epoch, shares, BrokerDecryptionShare.generate(), Es256PrivateKey.generate());
    keys.write(file);
    var gammas = new TreeMap<NamespaceId, Element>();
    shares.forEach((namespace, share) -> gammas.put(namespace, share.publicKey()));
    return new GatewayPublic(
        gammas,
        keys.signingKey().publicKey(),
        keys.decryptionShare().publicKey(),
        keys.decryptionShare().provePossession(ManifestGateway.ID, epoch));
  }
}

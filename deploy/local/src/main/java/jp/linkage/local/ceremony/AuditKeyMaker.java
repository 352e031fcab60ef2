package jp.linkage.local.ceremony;

import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeMap;
import jp.linkage.protocol.conversion.AuditDecryptionShare;
import jp.linkage.protocol.conversion.AuditShare;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.MlDsaSigningKey;
import jp.linkage.protocol.crypto.SecretBytes;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.header.NamespaceId;
import jp.linkage.protocol.keys.AuditKeyFile;
import jp.linkage.protocol.manifest.ManifestAudit;

/** Makes the audit-service's keys: one share for every namespace, v, the keys of the log. */
final class AuditKeyMaker {
  private static final int KEY_SIZE = 32;

  private AuditKeyMaker() {}

  static AuditPublic make(Path file, int epoch, Collection<NamespaceId> namespaces) {
    var shares = new TreeMap<NamespaceId, AuditShare>();
    namespaces.forEach(namespace -> shares.put(namespace, AuditShare.generate()));
    var keys =
        new AuditKeyFile(
            epoch,
            shares,
            AuditDecryptionShare.generate(),
            SecretBytes.random(KEY_SIZE),
            SecretBytes.random(KEY_SIZE),
            SecretBytes.random(KEY_SIZE),
            SecretBytes.random(KEY_SIZE));
    keys.write(file);
    var lambdas = new TreeMap<NamespaceId, Element>();
    shares.forEach((namespace, share) -> lambdas.put(namespace, share.publicKey()));
    return new AuditPublic(
        lambdas,
        keys.decryptionShare().publicKey(),
        keys.decryptionShare().provePossession(ManifestAudit.ID, epoch),
        SigningKey.ofSeed(keys.logKeySeed()).publicKey(),
        MlDsaSigningKey.ofSeed(keys.logMlDsaKeySeed()).publicKey());
  }
}

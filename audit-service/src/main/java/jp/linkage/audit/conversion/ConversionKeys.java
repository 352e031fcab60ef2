package jp.linkage.audit.conversion;

import jp.linkage.audit.config.AuditKeys;
import jp.linkage.protocol.conversion.AuditConversion;
import jp.linkage.protocol.conversion.AuditShare;
import jp.linkage.protocol.conversion.NamespacePublic;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import jp.linkage.protocol.header.NamespaceId;
import jp.linkage.protocol.manifest.Manifest;

/**
 * The service's shares beside the public keys of one manifest. Kept, as the keys collect tables.
 */
final class ConversionKeys {
  private final Manifest manifest;
  private final AuditKeys keys;
  private final AuditConversion conversion;

  /**
   * The keys under a manifest.
   *
   * @throws IllegalArgumentException if the manifest's keys of this service are not those of its
   *     key file
   */
  ConversionKeys(Manifest manifest, AuditKeys keys) {
    if (!manifest.audit().logKey().equals(keys.logKey().publicKey())
        || !manifest.audit().logMlDsaKey().equals(keys.logMlDsaKey().publicKey())) {
      throw new IllegalArgumentException("the manifest names another log key than the key file");
    }
    this.manifest = manifest;
    this.keys = keys;
    this.conversion =
        new AuditConversion(
            manifest.jointKey(),
            keys.decryptionShare(),
            manifest.audit().logNamespace(),
            share(NamespaceId.LOG));
  }

  Manifest manifest() {
    return manifest;
  }

  AuditConversion conversion() {
    return conversion;
  }

  /** Γ, Λ and Y of a namespace that a header names. */
  NamespacePublic publicKeys(NamespaceId namespace) {
    return manifest.namespace(namespace).orElseThrow(ConversionKeys::unknownNamespace);
  }

  /** a_X of a namespace that a header names. */
  AuditShare share(NamespaceId namespace) {
    return keys.share(namespace).orElseThrow(ConversionKeys::unknownNamespace);
  }

  private static ProtocolViolation unknownNamespace() {
    return new ProtocolViolation(Reason.MALFORMED_VALUE, "expected a namespace of the manifest");
  }
}

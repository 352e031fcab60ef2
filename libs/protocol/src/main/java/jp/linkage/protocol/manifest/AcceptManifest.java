package jp.linkage.protocol.manifest;

import java.time.Instant;
import java.util.Optional;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.VerifyingKey;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.manifest.ManifestRefused.Reason;

/**
 * Decides whether a party may use a manifest (protocol §3).
 *
 * @param authority the pinned key of the manifest authority
 */
public record AcceptManifest(VerifyingKey authority) {
  /**
   * What a party holds already.
   *
   * @param serial of the newest manifest that it ever accepted
   * @param hash of that manifest
   */
  public record Held(long serial, Bytes hash) {}

  /**
   * The manifest, when every rule holds.
   *
   * @param file the signed manifest's bytes
   * @param permissionTable SHA-256 of the party's own copy of the permission table
   * @param held the newest that the party ever accepted, if any
   * @param now the party's clock
   * @throws ManifestRefused with the rule that does not hold
   */
  public Manifest accept(byte[] file, Bytes permissionTable, Optional<Held> held, Instant now) {
    Manifest manifest = verified(file);
    if (now.isBefore(manifest.notBefore())) {
      throw new ManifestRefused(Reason.NOT_YET_VALID);
    }
    if (!now.isBefore(manifest.expiresAt())) {
      throw new ManifestRefused(Reason.EXPIRED);
    }
    if (held.isPresent() && manifest.serial() < held.get().serial()) {
      throw new ManifestRefused(Reason.OLDER_THAN_HELD);
    }
    if (held.isPresent()
        && manifest.serial() == held.get().serial()
        && !manifest.hash().equals(held.get().hash())) {
      throw new ManifestRefused(Reason.SAME_SERIAL_OTHER_CONTENT);
    }
    if (!manifest.permissionTable().equals(permissionTable)) {
      throw new ManifestRefused(Reason.OTHER_PERMISSION_TABLE);
    }
    try {
      manifest.verifyPossession();
    } catch (ProtocolViolation e) {
      throw new ManifestRefused(Reason.NO_POSSESSION, e);
    }
    return manifest;
  }

  private Manifest verified(byte[] file) {
    try {
      return SignedManifest.parse(file).verify(authority);
    } catch (ProtocolViolation e) {
      throw new ManifestRefused(Reason.NOT_SIGNED, e);
    } catch (InvalidMessage e) {
      throw new ManifestRefused(Reason.INVALID, e);
    }
  }
}

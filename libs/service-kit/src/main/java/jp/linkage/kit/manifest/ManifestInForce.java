package jp.linkage.kit.manifest;

import java.time.Instant;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.permission.DecidePermission;
import jp.linkage.protocol.permission.Decision;
import jp.linkage.protocol.permission.PermissionTable;

/**
 * An accepted manifest with the permission table that it was made for.
 *
 * @param manifest the manifest; one object for as long as it is held, as its keys collect tables
 * @param table this party's own copy
 */
public record ManifestInForce(Manifest manifest, PermissionTable table) {
  /** mh, which headers carry. */
  public Bytes hash() {
    return manifest.hash();
  }

  /** Whether it may still be used. */
  public boolean isValidAt(Instant now) {
    return manifest.validAt(now);
  }

  /** Decides on this party's own copies whether an exchange is permitted. */
  public Decision decide(Header header) {
    return DecidePermission.decide(header, manifest, table);
  }
}

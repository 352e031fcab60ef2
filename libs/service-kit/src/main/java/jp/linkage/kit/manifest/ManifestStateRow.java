package jp.linkage.kit.manifest;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A manifest that this party accepted. */
@Entity
@Table(name = "manifest_state")
class ManifestStateRow {
  @Id long serial;

  byte[] hash = {};

  @Column(name = "signed_manifest")
  byte[] signedManifest = {};

  @Column(name = "permission_table")
  byte[] permissionTable = {};

  @Column(name = "expires_at")
  Instant expiresAt = Instant.EPOCH;

  @Column(name = "accepted_at")
  Instant acceptedAt = Instant.EPOCH;
}

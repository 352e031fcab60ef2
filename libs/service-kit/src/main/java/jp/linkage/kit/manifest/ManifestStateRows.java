package jp.linkage.kit.manifest;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.AcceptManifest.Held;

/** Which manifests this party has accepted. */
@ApplicationScoped
class ManifestStateRows implements PanacheRepositoryBase<ManifestStateRow, Long> {
  /** The files of an accepted manifest. */
  record Files(Bytes signedManifest, Bytes permissionTable) {}

  /** The newest one that was ever accepted, by any replica. */
  @Transactional
  Optional<Held> newest() {
    return findAll(Sort.descending("serial"))
        .firstResultOptional()
        .map(row -> new Held(row.serial, Bytes.of(row.hash)));
  }

  /** Those before a serial that have not expired, newest first. */
  @Transactional
  List<Files> previous(long serial, Instant now) {
    return find("serial < ?1 and expiresAt > ?2", Sort.descending("serial"), serial, now).stream()
        .map(row -> new Files(Bytes.of(row.signedManifest), Bytes.of(row.permissionTable)))
        .toList();
  }

  /** Remembers a manifest; does nothing when another replica did. */
  @Transactional
  void remember(ManifestInForce accepted, Files files, Instant now) {
    getEntityManager()
        .createNativeQuery(
            """
            INSERT INTO manifest_state
              (serial, hash, signed_manifest, permission_table, expires_at, accepted_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (serial) DO NOTHING
            """)
        .setParameter(1, accepted.manifest().serial())
        .setParameter(2, accepted.hash().toArray())
        .setParameter(3, files.signedManifest().toArray())
        .setParameter(4, files.permissionTable().toArray())
        .setParameter(5, accepted.manifest().expiresAt())
        .setParameter(6, now)
        .executeUpdate();
  }
}

package jp.linkage.gateway.manifest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import jp.linkage.kit.manifest.ManifestAccepted;
import jp.linkage.kit.manifest.ManifestConfig;
import jp.linkage.kit.manifest.PermissionTableConfig;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.SignedManifest;
import jp.linkage.protocol.problem.ProblemType;
import org.jboss.logging.Logger;

/**
 * The files of the manifest in force, byte for byte: what is handed out is what the gateway itself
 * works under, also while newer files are being put in place.
 */
@ApplicationScoped
class PublishedFiles {
  private static final Logger LOG = Logger.getLogger(PublishedFiles.class);

  private final ManifestConfig manifest;
  private final PermissionTableConfig table;
  private final AtomicReference<Optional<Copies>> published =
      new AtomicReference<>(Optional.empty());

  /** Both files as they were accepted together. */
  private record Copies(Bytes manifestHash, Bytes manifest, Bytes permissionTable) {}

  PublishedFiles(ManifestConfig manifest, PermissionTableConfig table) {
    this.manifest = manifest;
    this.table = table;
  }

  void accepted(@Observes ManifestAccepted event) {
    try {
      byte[] file = Files.readAllBytes(manifest.file());
      byte[] yaml = Files.readAllBytes(table.file());
      Bytes hash = Bytes.sha256(SignedManifest.parse(file).payload());
      if (hash.equals(event.inForce().hash())
          && Bytes.sha256(yaml).equals(event.inForce().table().hash())) {
        published.set(Optional.of(new Copies(hash, Bytes.of(file), Bytes.of(yaml))));
      } else {
        LOG.warn("the manifest's files changed while they were read; the previous ones stay");
      }
    } catch (IOException e) {
      LOG.warnf("the manifest's files cannot be read: %s", e.getClass().getSimpleName());
    }
  }

  /** mh of the manifest that is handed out. */
  Bytes manifestHash() {
    return required().manifestHash();
  }

  /** The signed manifest. */
  Bytes signedManifest() {
    return required().manifest();
  }

  /** The permission table that the manifest names. */
  Bytes permissionTable() {
    return required().permissionTable();
  }

  private Copies required() {
    return published
        .get()
        .orElseThrow(() ->
            new ProblemException(
                ProblemType.GATEWAY_UNAVAILABLE, "The manifest's files are being replaced."));
  }
}

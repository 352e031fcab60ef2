package jp.linkage.audit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jp.linkage.kit.testing.StaffTokens;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.AcceptManifest;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.manifest.TestParties;
import jp.linkage.protocol.permission.PermissionTable;
import jp.linkage.testing.Folders;

/**
 * Gives the audit-service fresh keys, a manifest, a table and the identity provider of {@link
 * StaffTokens}, and tests the other side: fields of type {@link TestGateway}, {@link TestParties}
 * and {@link Manifest}.
 */
public final class AuditResource implements QuarkusTestResourceLifecycleManager {
  /** For whom tokens of staff are. */
  public static final String SERVICE = "audit-service";

  private final TestParties parties = new TestParties();
  private final Path folder = Folders.temporary("linkage-audit-");
  private final Manifest manifest = write();

  @Override
  public Map<String, String> start() {
    Map<String, String> config = new HashMap<>(StaffTokens.configuration(SERVICE));
    config.put("linkage.keys.file", folder.resolve("audit-service/keys.json").toString());
    config.put("linkage.manifest.file", folder.resolve("manifest.json").toString());
    config.put(
        "linkage.manifest.authority-key",
        Bytes.of(parties.authority().publicKey().encode()).text());
    config.put("linkage.permission-table.file", folder.resolve("permission-table.yaml").toString());
    config.put("linkage.audit.log.create-topic", "true");
    config.put("linkage.audit.log.replication-factor", "1");
    config.put("linkage.audit.log.min-insync-replicas", "1");
    // a slow machine: what was logged before is always searched
    config.put("linkage.audit.view.patience", "10s");
    config.put("linkage.audit.flags.file", FlagFile.write(folder, FlagFile.ALWAYS_CLOSED));
    config.put("linkage.audit.flags.every", "200ms");
    config.put("linkage.audit.quota.denials-per-second", "1");
    config.put("linkage.audit.quota.denials-at-once", "30");
    return config;
  }

  private Manifest write() {
    parties.write(folder, PermissionTable.bundled(), Map.of());
    try {
      byte[] file = Files.readAllBytes(folder.resolve("manifest.json"));
      return new AcceptManifest(parties.authority().publicKey())
          .accept(file, Bytes.sha256(PermissionTable.bundled()), Optional.empty(), Instant.now());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    Folders.remove(folder);
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(
        new TestGateway(parties, manifest), field -> field.getType().equals(TestGateway.class));
    injector.injectIntoFields(parties, field -> field.getType().equals(TestParties.class));
    injector.injectIntoFields(manifest, field -> field.getType().equals(Manifest.class));
  }
}

package jp.linkage.kit.manifest;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.kit.schedule.Periodic;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.VerifyingKey;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.manifest.AcceptManifest;
import jp.linkage.protocol.manifest.AcceptManifest.Held;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.manifest.ManifestRefused;
import jp.linkage.protocol.permission.InvalidTable;
import jp.linkage.protocol.permission.PermissionTable;
import jp.linkage.protocol.problem.ProblemType;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The manifest in force. The service does not start without one that it accepts. A newer one takes
 * over when its file appears, and the previous one is still accepted in headers until it expires,
 * so that exchanges under way, and parties that are slower to get the new one, are not cut off.
 */
@ApplicationScoped
public class HeldManifest {
  private static final Logger LOG = Logger.getLogger(HeldManifest.class);

  private final ManifestConfig config;
  private final Path tableFile;
  private final ManifestStateRows rows;
  private final Event<ManifestAccepted> accepted;
  private final AcceptManifest acceptManifest;
  private final Clock clock;

  private volatile @Nullable Manifests held;
  private Bytes lastTried = Bytes.EMPTY;
  private @Nullable Periodic check;

  /** The manifest in force, and by their hashes all that headers may name. */
  private record Manifests(ManifestInForce current, Map<Bytes, ManifestInForce> byHash) {}

  HeldManifest(
      ManifestConfig config,
      PermissionTableConfig table,
      ManifestStateRows rows,
      Event<ManifestAccepted> accepted,
      Clock clock) {
    this.config = config;
    this.tableFile = table.file();
    this.rows = rows;
    this.accepted = accepted;
    this.clock = clock;
    this.acceptManifest = new AcceptManifest(authority(config.authorityKey()));
  }

  private static VerifyingKey authority(String base64Url) {
    try {
      return VerifyingKey.decode(Bytes.parse(base64Url).toArray());
    } catch (InvalidMessage | ProtocolViolation _) {
      throw new IllegalStateException(
          "linkage.manifest.authority-key: expected an Ed25519 public key, 32 bytes in base64url");
    }
  }

  /** Before the beans of the services start, as they may need the manifest. */
  void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
    try {
      take(read());
    } catch (IOException e) {
      throw new IllegalStateException(
          "linkage.manifest.file or linkage.permission-table.file cannot be read: "
              + config.file()
              + ", "
              + tableFile,
          e);
    } catch (ManifestRefused e) {
      throw new IllegalStateException("the manifest " + config.file() + ": " + e.getMessage(), e);
    } catch (InvalidTable e) {
      throw new IllegalStateException(
          "the permission table " + tableFile + ": " + e.getMessage(), e);
    }
    check = Periodic.start("manifest-check", config.checkEvery(), this::takeNewer);
  }

  void stop(@Observes ShutdownEvent event) {
    Periodic running = check;
    if (running != null) {
      running.close();
    }
  }

  /** What new exchanges run under. */
  public ManifestInForce current() {
    return requireHeld().current();
  }

  /**
   * The manifest that a header names: the one in force, or a previous one that has not expired.
   *
   * @param hash mh
   */
  public Optional<ManifestInForce> byHash(Bytes hash) {
    return Optional.ofNullable(requireHeld().byHash().get(hash))
        .filter(manifest -> manifest.isValidAt(clock.instant()));
  }

  /**
   * As {@link #byHash}.
   *
   * @throws ProblemException {@code manifest-mismatch} when this party holds no such manifest
   */
  public ManifestInForce require(Bytes hash) {
    return byHash(hash)
        .orElseThrow(() ->
            new ProblemException(
                ProblemType.MANIFEST_MISMATCH,
                "The manifest in force here has the serial " + current().manifest().serial()));
  }

  private Manifests requireHeld() {
    Manifests known = held;
    if (known == null) {
      throw new IllegalStateException("the manifest is loaded when the service starts");
    }
    return known;
  }

  /** Looks at the files; when they hold a newer manifest that is acceptable, it takes over. */
  public synchronized void takeNewer() {
    ManifestStateRows.Files files;
    try {
      files = read();
    } catch (IOException e) {
      LOG.warnf("the manifest's files cannot be read: %s", e.getClass().getSimpleName());
      return;
    }
    Bytes digest = Bytes.sha256(files.signedManifest(), files.permissionTable());
    if (digest.equals(lastTried)) {
      return;
    }
    try {
      take(files);
    } catch (ManifestRefused | InvalidTable e) {
      lastTried = digest;
      LOG.errorf("the new manifest is not used, the one in force stays: %s", e.getMessage());
    }
  }

  private ManifestStateRows.Files read() throws IOException {
    return new ManifestStateRows.Files(
        Bytes.of(Files.readAllBytes(config.file())), Bytes.of(Files.readAllBytes(tableFile)));
  }

  private synchronized void take(ManifestStateRows.Files files) {
    Instant now = clock.instant();
    ManifestInForce current = accept(files, rows.newest(), now);
    Map<Bytes, ManifestInForce> byHash = new LinkedHashMap<>();
    byHash.put(current.hash(), current);
    for (var previous : rows.previous(current.manifest().serial(), now)) {
      keep(previous, now).ifPresent(manifest -> byHash.put(manifest.hash(), manifest));
    }
    rows.remember(current, files, now);
    held = new Manifests(current, Map.copyOf(byHash));
    lastTried = Bytes.sha256(files.signedManifest(), files.permissionTable());
    LOG.infof(
        "manifest serial %d, epoch %d, is in force until %s; %d previous accepted",
        current.manifest().serial(),
        current.manifest().epoch(),
        current.manifest().expiresAt(),
        byHash.size() - 1);
    accepted.fire(new ManifestAccepted(current));
  }

  private ManifestInForce accept(
      ManifestStateRows.Files files, Optional<Held> newest, Instant now) {
    PermissionTable table = PermissionTable.parse(files.permissionTable().toArray());
    Manifest manifest =
        acceptManifest.accept(files.signedManifest().toArray(), table.hash(), newest, now);
    table.requireKnownRoles(manifest);
    return new ManifestInForce(manifest, table);
  }

  /** A previous manifest: the object that is held already, as its keys have collected tables. */
  private Optional<ManifestInForce> keep(ManifestStateRows.Files files, Instant now) {
    try {
      ManifestInForce previous = accept(files, Optional.empty(), now);
      Manifests known = held;
      return Optional.of(
          known == null ? previous : known.byHash().getOrDefault(previous.hash(), previous));
    } catch (ManifestRefused | InvalidTable e) {
      // Signed by an authority key that is no longer pinned, for instance
      LOG.warnf("a previous manifest is no longer accepted: %s", e.getMessage());
      return Optional.empty();
    }
  }
}

package jp.linkage.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import jp.linkage.local.ceremony.KeyCeremony;
import jp.linkage.local.witness.WitnessKeys;
import jp.linkage.local.witness.WitnessServer;
import jp.linkage.protocol.manifest.AcceptManifest;
import jp.linkage.protocol.manifest.ManifestAudit;
import jp.linkage.protocol.permission.PermissionTable;
import jp.linkage.protocol.tlog.checkpoint.NoteSigner;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;
import jp.linkage.protocol.tlog.checkpoint.VerifierKey;
import jp.linkage.protocol.tlog.witness.WitnessedLog;
import org.jspecify.annotations.Nullable;

/**
 * A witness of the log of a local run, with both of its keys in the policy. It stands for somebody
 * else's machine: here it shows how a checkpoint is cosigned, and protects nobody.
 */
public final class LocalWitness implements AutoCloseable {
  private static final String NAME = "witness.linkage.example/local";

  private final Path folder;
  private final ManifestAudit log;
  private final List<NoteSigner> signers;
  private final int port;
  private @Nullable WitnessServer running;

  private LocalWitness(
      Path folder, ManifestAudit log, List<NoteSigner> signers, WitnessServer running) {
    this.folder = folder;
    this.log = log;
    this.signers = signers;
    this.port = running.uri().getPort();
    this.running = running;
  }

  /**
   * Starts it and writes the policy, whose URL is another one at every start.
   *
   * @param data the run's folder, with the keys
   */
  static LocalWitness start(Path data) {
    Path folder = data.resolve("witness");
    try {
      List<NoteSigner> signers = WitnessKeys.openOrCreate(folder.resolve("keys"), NAME);
      ManifestAudit log = log(data.resolve("keys"));
      WitnessServer server = serve(0, folder, log, signers);
      Files.write(policyFile(data), policy(log, signers, server).getBytes(UTF_8));
      return new LocalWitness(folder, log, signers, server);
    } catch (IOException e) {
      throw new UncheckedIOException("the witness did not start", e);
    }
  }

  private static WitnessServer serve(
      int port, Path folder, ManifestAudit log, List<NoteSigner> signers) throws IOException {
    return WitnessServer.start(
        port,
        folder.resolve("logs"),
        List.of(new WitnessedLog(log.logOrigin(), log.logVerifierKeys())),
        signers,
        InstantSource.system());
  }

  /** Starts it again where it was, with what it has cosigned. */
  public synchronized void restart() {
    close();
    try {
      running = serve(port, folder, log, signers);
    } catch (IOException e) {
      throw new UncheckedIOException("the witness did not start again", e);
    }
  }

  /** The policy of a run: the log's keys and its witness, who must have cosigned. */
  public static TrustPolicy policy(Path data) {
    try {
      return TrustPolicy.parse(Files.readAllBytes(policyFile(data)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The policy file of a run, for the audit-service and for auditors. */
  public static Path policyFile(Path data) {
    return data.resolve("witness").resolve("policy");
  }

  private static ManifestAudit log(Path keys) throws IOException {
    byte[] table =
        Files.readAllBytes(keys.resolve(Processes.AUDIT).resolve("permission-table.yaml"));
    return new AcceptManifest(KeyCeremony.authority(keys))
        .accept(
            Files.readAllBytes(keys.resolve("manifest.json")),
            PermissionTable.parse(table).hash(),
            Optional.empty(),
            Instant.now())
        .audit();
  }

  private static String policy(ManifestAudit log, List<NoteSigner> signers, WitnessServer server) {
    StringBuilder policy = new StringBuilder();
    for (VerifierKey key : log.logVerifierKeys()) {
      policy.append("log ").append(key.text()).append('\n');
    }
    for (int i = 0; i < signers.size(); i++) {
      policy.append(
          "witness local%d %s %s\n".formatted(i, signers.get(i).key().text(), server.uri()));
    }
    return policy + "group local all local0 local1\nquorum local\n";
  }

  @Override
  public synchronized void close() {
    WitnessServer server = running;
    running = null;
    if (server != null) {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

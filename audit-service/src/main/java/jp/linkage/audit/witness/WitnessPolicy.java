package jp.linkage.audit.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jp.linkage.audit.seal.CheckpointSigner;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.tlog.checkpoint.Quorum;
import jp.linkage.protocol.tlog.checkpoint.SignedNote;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;
import jp.linkage.protocol.tlog.checkpoint.VerifierKey;

/**
 * Who must have seen a checkpoint before it is served: the witnesses and the quorum of the policy
 * file, and always the log's keys of the manifest in force. A service whose file is not right does
 * not start.
 */
@Startup
@ApplicationScoped
public class WitnessPolicy {
  private final WitnessConfig config;
  private final CheckpointSigner log;
  private Optional<TrustPolicy> read = Optional.empty();
  private String witnessLines = "";
  private List<WitnessSite> sites = List.of();

  WitnessPolicy(WitnessConfig config, CheckpointSigner log) {
    this.config = config;
    this.log = log;
  }

  @PostConstruct
  void load() {
    config.policy().ifPresent(this::load);
  }

  private void load(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      TrustPolicy policy = TrustPolicy.parse(bytes);
      requireLogKeysOfTheManifest(policy);
      int cosignatures = policy.witnesses().size();
      if (cosignatures + log.verifierKeys().size() > SignedNote.MAX_SIGNATURES) {
        throw new IllegalArgumentException("expected fewer witnesses, found " + cosignatures);
      }
      sites = sites(policy);
      witnessLines =
          new String(bytes, UTF_8)
              .lines()
              .map(String::strip)
              .filter(line -> line.matches("(witness|group|quorum)[ \t].*"))
              .map(line -> line + "\n")
              .collect(Collectors.joining());
      read = Optional.of(policy);
    } catch (IOException | ProtocolViolation | IllegalArgumentException e) {
      throw new IllegalStateException(
          "linkage.audit.witness.policy: " + file + ": " + e.getMessage(), e);
    }
  }

  private void requireLogKeysOfTheManifest(TrustPolicy policy) {
    List<VerifierKey> keys = log.verifierKeys();
    for (TrustPolicy.Log listed : policy.logs()) {
      boolean ours = keys.stream().anyMatch(key -> key.name().equals(listed.key().name()));
      if (ours && !keys.contains(listed.key())) {
        throw new IllegalArgumentException(
            "expected the keys of the manifest for " + listed.key().name());
      }
    }
  }

  private static List<WitnessSite> sites(TrustPolicy policy) {
    Map<URI, List<TrustPolicy.Witness>> byPrefix = new LinkedHashMap<>();
    for (TrustPolicy.Witness witness : policy.witnesses()) {
      byPrefix.computeIfAbsent(WitnessSite.prefixOf(witness), _ -> new ArrayList<>()).add(witness);
    }
    return byPrefix.entrySet().stream()
        .map(entry -> new WitnessSite(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Whether a checkpoint needs cosignatures. */
  public boolean needsQuorum() {
    return read.isPresent() && !(read.get().quorum() instanceof Quorum.None);
  }

  /** Under what the log's checkpoints hold: its keys of the manifest in force, the witnesses. */
  public TrustPolicy inForce() {
    TrustPolicy ofTheLog = log.policy();
    return read.map(file -> new TrustPolicy(ofTheLog.logs(), file.witnesses(), file.quorum()))
        .orElse(ofTheLog);
  }

  /** The same as a policy file. */
  public String text() {
    String keys =
        log.verifierKeys().stream()
            .map(key -> "log " + key.text() + "\n")
            .collect(Collectors.joining());
    return keys + (read.isPresent() ? witnessLines : "quorum none\n");
  }

  /** Where the witnesses are; none without a policy file. */
  List<WitnessSite> sites() {
    return sites;
  }
}

package jp.linkage.audit.seal;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import jp.linkage.audit.config.AuditKeys;
import jp.linkage.kit.manifest.HeldManifest;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.manifest.ManifestAudit;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.EarlierKey;
import jp.linkage.protocol.tlog.checkpoint.NoteSigner;
import jp.linkage.protocol.tlog.checkpoint.SignatureType;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;
import jp.linkage.protocol.tlog.checkpoint.VerifierKey;

/**
 * Signs the log's checkpoints with both of its keys, as the log that the manifest names.
 *
 * <p>Security guarantees: nothing is signed under a name or for a key that the manifest in force
 * does not give to this log. Whether a checkpoint is consistent with those before it, the caller
 * has made sure of by committing it.
 */
@ApplicationScoped
public class CheckpointSigner {
  private final AuditKeys keys;
  private final HeldManifest manifests;
  private final Clock clock;

  CheckpointSigner(AuditKeys keys, HeldManifest manifests, Clock clock) {
    this.keys = keys;
    this.manifests = manifests;
    this.clock = clock;
  }

  /** The log's name in the manifest in force. */
  String origin() {
    return listed().logOrigin();
  }

  /** The log's public keys in the manifest in force; a checkpoint is signed by each. */
  public List<VerifierKey> verifierKeys() {
    return listed().logVerifierKeys();
  }

  /** What the log's own checkpoints must hold under: both signatures, no witness. */
  public TrustPolicy policy() {
    return TrustPolicy.unwitnessed(verifierKeys());
  }

  /**
   * Requires that a checkpoint is one of this log's own, of now or of before a key was replaced: by
   * an Ed25519 and by an ML-DSA-44 key, each the present one or an earlier one that counts at this
   * size.
   *
   * @throws ProtocolViolation if it is not
   */
  public void requireOwn(SignedCheckpoint signed) {
    String origin = origin();
    if (!signed.checkpoint().origin().equals(origin)) {
      throw notOwn("a checkpoint of " + origin);
    }
    List<VerifierKey> known = new ArrayList<>(verifierKeys());
    keys.earlierLogKeys().stream()
        .filter(earlier -> earlier.key().name().equals(origin))
        .filter(earlier -> signed.checkpoint().size() - 1 <= earlier.last())
        .map(EarlierKey::key)
        .filter(key -> !known.contains(key))
        .forEach(known::add);
    List<SignatureType> types =
        signed.note().verify(known).stream().map(VerifierKey::type).toList();
    if (!types.contains(SignatureType.ED25519)
        || !types.contains(SignatureType.ML_DSA_44_COSIGNATURE)) {
      throw notOwn("signatures by an Ed25519 and an ML-DSA-44 key of the log");
    }
  }

  private static ProtocolViolation notOwn(String expected) {
    return new ProtocolViolation(
        ProtocolViolation.Reason.INVALID_SIGNATURE, "checkpoint: expected " + expected);
  }

  /** Whether the present keys have signed a checkpoint of the log's. */
  boolean isByPresentKeys(SignedCheckpoint signed) {
    try {
      policy().verify(signed);
      return true;
    } catch (ProtocolViolation _) {
      return false;
    }
  }

  /**
   * Signs a checkpoint whose tree is committed.
   *
   * @throws SealingHalted if the manifest names another log, or other keys than the key file holds
   */
  SignedCheckpoint sign(Checkpoint committed) {
    requireListed(committed.origin());
    return SignedCheckpoint.sign(committed, signers(committed.origin()), clock.instant());
  }

  /**
   * Requires that this is the log of the manifest.
   *
   * @throws SealingHalted if it is not
   */
  void requireListed(String origin) {
    if (!origin.equals(origin())) {
      throw new SealingHalted(
          "this is the log " + origin + ", the manifest names the log " + origin());
    }
    if (!signers(origin).stream().map(NoteSigner::key).toList().equals(verifierKeys())) {
      throw new SealingHalted("the manifest names other log keys than the key file holds");
    }
  }

  private List<NoteSigner> signers(String origin) {
    return List.of(
        NoteSigner.ed25519(origin, keys.logKey()),
        NoteSigner.mlDsaCosigner(origin, keys.logMlDsaKey()));
  }

  private ManifestAudit listed() {
    return manifests.current().manifest().audit();
  }
}

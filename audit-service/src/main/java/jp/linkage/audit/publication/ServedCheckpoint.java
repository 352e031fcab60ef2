package jp.linkage.audit.publication;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import jp.linkage.audit.seal.CheckpointRows;
import jp.linkage.audit.witness.CosignedRows;
import jp.linkage.audit.witness.WitnessPolicy;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The newest checkpoint that holds under the log's policy: the newest published one, or, where a
 * quorum of witnesses is asked for, the newest that they have cosigned.
 */
@ApplicationScoped
public class ServedCheckpoint {
  private final WitnessPolicy policy;
  private final CheckpointRows published;
  private final CosignedRows cosigned;

  /** What was verified last: its signatures are verified once, not at every request. */
  private volatile @Nullable Verified last;

  private record Verified(Bytes note, TrustPolicy policy, Optional<SignedCheckpoint> holding) {}

  ServedCheckpoint(WitnessPolicy policy, CheckpointRows published, CosignedRows cosigned) {
    this.policy = policy;
    this.published = published;
    this.cosigned = cosigned;
  }

  /** The newest one; empty until there is one. */
  public Optional<SignedCheckpoint> newest() {
    return policy.needsQuorum()
        ? cosigned.newest().flatMap(found -> holding(found.note()))
        : published.newest().map(found -> SignedCheckpoint.parse(found.note().toArray()));
  }

  /** Witnesses or keys may have changed since it was cosigned. */
  private Optional<SignedCheckpoint> holding(Bytes note) {
    TrustPolicy inForce = policy.inForce();
    Verified known = last;
    if (known == null || !known.note().equals(note) || !known.policy().equals(inForce)) {
      known = new Verified(note, inForce, verified(note, inForce));
      last = known;
    }
    return known.holding();
  }

  private static Optional<SignedCheckpoint> verified(Bytes note, TrustPolicy policy) {
    SignedCheckpoint signed = SignedCheckpoint.parse(note.toArray());
    try {
      policy.verify(signed);
      return Optional.of(signed);
    } catch (ProtocolViolation _) {
      return Optional.empty();
    }
  }
}

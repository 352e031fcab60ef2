package jp.linkage.protocol.tlog.audit;

import java.util.List;
import jp.linkage.protocol.crypto.VerifyingKey;
import jp.linkage.protocol.tlog.checkpoint.EarlierKey;
import jp.linkage.protocol.tlog.checkpoint.SignatureType;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;

/**
 * What an auditor believes, and has from elsewhere than from the log.
 *
 * @param policy whose signatures make a checkpoint hold
 * @param earlierKeys with which the log signed before the policy's; those of type 01 count for
 *     records up to their last offset, none counts for checkpoints
 */
public record LogTrust(TrustPolicy policy, List<EarlierKey> earlierKeys) {
  /** Copies. */
  public LogTrust {
    earlierKeys = List.copyOf(earlierKeys);
  }

  /** Trusts a policy alone. */
  public static LogTrust of(TrustPolicy policy) {
    return new LogTrust(policy, List.of());
  }

  /** The keys with which the log of this origin signs records, and signed them. */
  public RecordKeys recordKeys(String origin) {
    return new RecordKeys(
        origin,
        policy.logs().stream()
            .map(TrustPolicy.Log::key)
            .filter(key -> key.name().equals(origin) && key.type() == SignatureType.ED25519)
            .map(key -> VerifyingKey.decode(key.publicKey().toArray()))
            .toList(),
        earlierKeys);
  }
}

package jp.linkage.protocol.tlog.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jp.linkage.protocol.crypto.VerifyingKey;
import jp.linkage.protocol.tlog.checkpoint.SignatureType;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;
import jp.linkage.protocol.tlog.checkpoint.VerifierKey;

/**
 * What an auditor believes, and has from elsewhere than from the log.
 *
 * @param policy whose signatures make a checkpoint hold
 * @param earlierKeys Ed25519 keys with which the log signed records before the policy's; they count
 *     for records, not for checkpoints
 */
public record LogTrust(TrustPolicy policy, List<VerifierKey> earlierKeys) {
  /** Checks that the earlier keys can have signed records. */
  public LogTrust {
    earlierKeys = List.copyOf(earlierKeys);
    for (VerifierKey key : earlierKeys) {
      if (key.type() != SignatureType.ED25519) {
        throw new IllegalArgumentException("expected earlier keys of type 01, found " + key);
      }
    }
  }

  /** Trusts a policy alone. */
  public static LogTrust of(TrustPolicy policy) {
    return new LogTrust(policy, List.of());
  }

  /** The keys with which the log of this origin signs records, the present ones first. */
  List<VerifyingKey> recordKeys(String origin) {
    List<VerifyingKey> keys = new ArrayList<>();
    Stream.concat(policy.logs().stream().map(TrustPolicy.Log::key), earlierKeys.stream())
        .filter(key -> key.name().equals(origin) && key.type() == SignatureType.ED25519)
        .map(key -> VerifyingKey.decode(key.publicKey().toArray()))
        .forEach(keys::add);
    return keys;
  }
}

package jp.linkage.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import jp.linkage.local.stack.LocalStack;
import jp.linkage.local.stack.LocalWitness;
import jp.linkage.local.stack.Processes;
import jp.linkage.local.verify.TiledLogHttp;
import jp.linkage.protocol.manifest.ManifestAudit;
import jp.linkage.protocol.tlog.audit.LogReport;
import jp.linkage.protocol.tlog.audit.LogTrust;
import jp.linkage.protocol.tlog.audit.VerifyLog;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;

/**
 * Audits the whole log of a run as somebody outside does who has the signed manifest, which names
 * the log's keys, a policy that asks for the witness, and the token of an auditor: {@code ./linkage
 * verify --log}.
 */
final class AuditOfTheLog {
  private static final Duration TOKEN = Duration.ofMinutes(10);

  private AuditOfTheLog() {}

  static LogReport of(LocalStack stack, ManifestAudit listed) {
    TrustPolicy policy = LocalWitness.policy(stack.data());
    if (!policy.logs().stream()
        .map(TrustPolicy.Log::key)
        .toList()
        .equals(listed.logVerifierKeys())) {
      throw new IllegalStateException("expected the log's keys of the manifest in the policy");
    }
    String token =
        stack.staffIssuer().token(Processes.AUDIT, "auditor-01", Set.of("auditor"), TOKEN);
    URI address = URI.create(stack.ports().url(Processes.AUDIT) + "/log/v1");
    try (var log = new TiledLogHttp(address, Optional.of(token))) {
      return new VerifyLog(log, LogTrust.of(policy), (_, _) -> {}).whole();
    } catch (IOException e) {
      throw new UncheckedIOException("the log cannot be read", e);
    }
  }
}

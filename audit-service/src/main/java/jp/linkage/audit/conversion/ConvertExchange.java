package jp.linkage.audit.conversion;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import jp.linkage.audit.append.LogUnavailable;
import jp.linkage.audit.config.AuditKeys;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.database.Transactions.Ending;
import jp.linkage.audit.denial.RecordDenial;
import jp.linkage.audit.exchange.ExchangeProblems;
import jp.linkage.audit.exchange.ExchangeRows;
import jp.linkage.audit.manifest.LoggedManifests;
import jp.linkage.audit.manifest.Signatures;
import jp.linkage.audit.period.PeriodKey;
import jp.linkage.audit.period.PeriodKeys;
import jp.linkage.audit.quota.Quota;
import jp.linkage.audit.registry.SubjectRows;
import jp.linkage.audit.seal.SealLag;
import jp.linkage.kit.database.RoundTrip;
import jp.linkage.kit.manifest.ManifestInForce;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.DenialNotice;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.permission.Decision;
import jp.linkage.protocol.problem.ProblemType;

/**
 * Takes an exchange through: signature, time, law, quota, proofs, and then the transaction that
 * records and answers it.
 */
@ApplicationScoped
class ConvertExchange {
  /** Protocol §4.1: requestedAt at first sight. */
  private static final Duration CLOCKS = Duration.ofSeconds(60);

  private final LoggedManifests manifests;
  private final Signatures signatures;
  private final Quota quota;
  private final AuditKeys auditKeys;
  private final VerifyProofs verifyProofs;
  private final RecordDenial recordDenial;
  private final RecordConversion recordConversion;
  private final PeriodKeys periodKeys;
  private final ExchangeRows exchanges;
  private final SealLag sealLag;
  private final Transactions transactions;
  private final Map<Bytes, ConversionKeys> keysByManifest = new ConcurrentHashMap<>();

  ConvertExchange(
      LoggedManifests manifests,
      Signatures signatures,
      Quota quota,
      AuditKeys auditKeys,
      VerifyProofs verifyProofs,
      RecordDenial recordDenial,
      RecordConversion recordConversion,
      PeriodKeys periodKeys,
      ExchangeRows exchanges,
      SealLag sealLag,
      Transactions transactions) {
    this.manifests = manifests;
    this.signatures = signatures;
    this.quota = quota;
    this.auditKeys = auditKeys;
    this.verifyProofs = verifyProofs;
    this.recordDenial = recordDenial;
    this.recordConversion = recordConversion;
    this.periodKeys = periodKeys;
    this.exchanges = exchanges;
    this.sealLag = sealLag;
    this.transactions = transactions;
  }

  /**
   * Answers M2.
   *
   * @return the bytes of a {@link jp.linkage.protocol.message.ConversionResponse}; the same ones
   *     for the same request
   * @throws jp.linkage.protocol.crypto.ProtocolViolation if a signature or a proof does not hold
   * @throws ProblemException if it is not permitted, expired, too early or late, or too much
   * @throws LogUnavailable if the log does not acknowledge, or has not been sealed for too long
   */
  Bytes convert(ConversionRequest request, Instant now) {
    Header header = request.header();
    ExchangeProblems.requireNotExpired(header, now);
    ManifestInForce inForce = manifests.of(header);
    Manifest manifest = inForce.manifest();
    Bytes requestRoot = Roots.requestRoot(request);
    signatures.requireRequest(request.assertion(), header, requestRoot, manifest, now);
    if (isLate(header, now)) {
      return resumed(header, requestRoot);
    }
    Optional<String> notSealed = sealLag.refusal();
    if (notSealed.isPresent()) {
      // no exchange begins; one that was answered before does not
      return answeredBefore(header, requestRoot)
          .orElseThrow(() -> new LogUnavailable(notSealed.get()));
    }
    requirePermitted(request, requestRoot, inForce, now);
    quota.takeItems(header.agency(), header.count());
    Verified verified = verifyProofs.verify(request, keys(manifest), requestRoot);
    PeriodKey key = periodKeys.at(now);
    return transactions.endingWithAChange(connection -> {
      var found =
          RoundTrip.of(
              connection,
              ExchangeRows.bind(header, requestRoot),
              SubjectRows.known(verified.lids()));
      return found.first() == 1
          ? recordConversion.record(connection, verified, found.second(), key, now)
          : Ending.unchanged(
              ExchangeProblems.answered(
                  exchanges.bound(connection, header.exchangeId(), requestRoot)));
    });
  }

  private static boolean isLate(Header header, Instant now) {
    return Duration.between(header.requestedAt(), now).abs().compareTo(CLOCKS) > 0;
  }

  /** What is not seen for the first time may be late: it gets what was answered then. */
  private Bytes resumed(Header header, Bytes requestRoot) {
    return answeredBefore(header, requestRoot)
        .orElseThrow(() ->
            new ProblemException(
                ProblemType.CLOCK_SKEW,
                "requestedAt is more than 60 s from the audit-service's clock."));
  }

  private Optional<Bytes> answeredBefore(Header header, Bytes requestRoot) {
    return transactions
        .read(connection -> exchanges.find(connection, header.exchangeId(), requestRoot))
        .map(ExchangeProblems::answered);
  }

  private void requirePermitted(
      ConversionRequest request, Bytes requestRoot, ManifestInForce inForce, Instant now) {
    switch (inForce.decide(request.header())) {
      case Decision.Permitted _ -> {}
      case Decision.Denied denied -> {
        recordDenial.record(
            new DenialNotice(request.header(), request.assertion(), requestRoot, denied.reason()),
            inForce.manifest(),
            now);
        throw new ProblemException(denied.problemType(), denied.reason());
      }
    }
  }

  private ConversionKeys keys(Manifest manifest) {
    return keysByManifest.computeIfAbsent(
        manifest.hash(), _ -> new ConversionKeys(manifest, auditKeys));
  }
}

package jp.linkage.audit.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jp.linkage.audit.append.AcknowledgedRecord;
import jp.linkage.audit.append.LogKafka;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.database.Transactions.Ending;
import jp.linkage.audit.exchange.ExchangeProblems;
import jp.linkage.audit.exchange.ExchangeRows;
import jp.linkage.audit.exchange.ExchangeRows.Requested;
import jp.linkage.audit.exchange.ReleaseRows;
import jp.linkage.audit.exchange.ReleaseRows.Released;
import jp.linkage.audit.manifest.LoggedManifests;
import jp.linkage.audit.manifest.Signatures;
import jp.linkage.audit.period.PeriodKey;
import jp.linkage.audit.period.PeriodKeys;
import jp.linkage.audit.record.ComposeRecord;
import jp.linkage.audit.record.SignReceipt;
import jp.linkage.kit.database.RoundTrip;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.message.ReleaseItem;
import jp.linkage.protocol.message.ReleaseRequest;
import jp.linkage.protocol.message.ReleaseResponse;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.protocol.receipt.LogReceipt;
import jp.linkage.protocol.receipt.ReleaseRecord;

/** Appends RELEASE for an answer that belongs to a recorded request. */
@ApplicationScoped
class ReleaseAnswer {
  private final LoggedManifests manifests;
  private final Signatures signatures;
  private final PeriodKeys periodKeys;
  private final ComposeRecord compose;
  private final LogKafka log;
  private final SignReceipt receipts;
  private final Transactions transactions;

  ReleaseAnswer(
      LoggedManifests manifests,
      Signatures signatures,
      PeriodKeys periodKeys,
      ComposeRecord compose,
      LogKafka log,
      SignReceipt receipts,
      Transactions transactions) {
    this.manifests = manifests;
    this.signatures = signatures;
    this.periodKeys = periodKeys;
    this.compose = compose;
    this.log = log;
    this.receipts = receipts;
    this.transactions = transactions;
  }

  /**
   * Records the release, or finds that it is recorded.
   *
   * @return the bytes of a {@link ReleaseResponse}
   * @throws ProtocolViolation if σ_B does not hold, or there is no such request in the log
   */
  Bytes release(ReleaseRequest request, Instant now) {
    Header header = request.header();
    ExchangeProblems.requireNotExpired(header, now);
    Manifest manifest = manifests.of(header).manifest();
    PeriodKey key = periodKeys.at(now);
    Bytes answersRoot = Roots.answersRoot(request.items());
    return transactions.endingWithAChange(connection -> {
      var found =
          RoundTrip.of(
              connection,
              ExchangeRows.lockRequested(header.exchangeId()),
              ReleaseRows.of(header.exchangeId()));
      Requested requested = requested(found.first(), header);
      signatures.requireAnswer(
          request.assertion(),
          header,
          requested.requestRoot(),
          answersRoot,
          request.outcomes(),
          manifest,
          now);
      requireRejectedMarked(request.items(), requested.rejected());
      List<Released> before = found.second();
      Optional<Released> same =
          before.stream().filter(one -> one.answersRoot().equals(answersRoot)).findFirst();
      if (same.isPresent()) {
        return Ending.unchanged(resent(same.get(), request));
      }
      requireContinued(before, request.items());
      return append(request, requested, answersRoot, manifest, key, now);
    });
  }

  private static Requested requested(Optional<Requested> locked, Header header) {
    return locked
        .filter(found -> found.header().equals(Bytes.of(header.bytes())))
        .orElseThrow(() -> refused("a release of an exchange whose REQUEST is in the log"));
  }

  /** {@code unknown-person} marks exactly the items that this service rejected. */
  private static void requireRejectedMarked(List<ReleaseItem> items, List<Integer> rejected) {
    for (int i = 0; i < items.size(); i++) {
      boolean marked = items.get(i).status() == AnswerStatus.UNKNOWN_PERSON;
      if (marked != rejected.contains(i)) {
        throw refused("unknown-person exactly for the rejected items");
      }
    }
  }

  private static Bytes resent(Released released, ReleaseRequest request) {
    if (!released.outcomes().equals(request.outcomes())) {
      throw ExchangeProblems.conflict();
    }
    return released.response().orElseThrow(ExchangeProblems::expired);
  }

  /** Only what was deferred may be answered later; what was answered stays. */
  private static void requireContinued(List<Released> before, List<ReleaseItem> items) {
    if (before.isEmpty()) {
      return;
    }
    List<ReleaseItem> last = before.getLast().items();
    for (int i = 0; i < items.size(); i++) {
      if (last.get(i).status() != AnswerStatus.DEFERRED && !last.get(i).equals(items.get(i))) {
        throw ExchangeProblems.conflict();
      }
    }
  }

  private Ending<Bytes> append(
      ReleaseRequest request,
      Requested requested,
      Bytes answersRoot,
      Manifest manifest,
      PeriodKey key,
      Instant now) {
    ReleaseRecord record =
        compose.release(
            manifest.audit().logOrigin(),
            new ComposeRecord.Answered(
                request.header(),
                request.assertion(),
                requested.requestRoot(),
                answersRoot,
                request.outcomes(),
                request.items().stream().map(ReleaseItem::status).toList()),
            key,
            now);
    AcknowledgedRecord acknowledged = log.append(record.leaf());
    LogReceipt receipt = receipts.sign(acknowledged, answersRoot);
    Bytes response = Bytes.of(new ReleaseResponse(receipt).bytes());
    return Ending.with(
        response,
        ReleaseRows.insert(
            request.header(), answersRoot, request.outcomes(), request.items(), receipt, response));
  }

  private static ProtocolViolation refused(String expected) {
    return new ProtocolViolation(Reason.MALFORMED_VALUE, "expected " + expected);
  }
}

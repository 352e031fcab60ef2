package jp.linkage.gateway.inquiry;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import jp.linkage.gateway.config.GatewayConfig;
import jp.linkage.gateway.conversion.ConvertBlindly;
import jp.linkage.gateway.conversion.ReportDenial;
import jp.linkage.gateway.conversion.StoredStep;
import jp.linkage.gateway.party.Failure;
import jp.linkage.gateway.party.PartyReply;
import jp.linkage.gateway.permission.AgencyQuota;
import jp.linkage.gateway.permission.CheckRequest;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.WireMessage;
import jp.linkage.protocol.message.DenialNotice;
import jp.linkage.protocol.message.ExchangeRequest;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.permission.Decision;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.problem.Stage;

/**
 * Takes an exchange from M1 to the response: who asks, is it the first time, is it permitted, the
 * gateway's step, and then the others'. At most two short transactions: one binds the id and stores
 * the step, one stores the response.
 */
@ApplicationScoped
class BrokerExchange {
  /** A single item that was asked for this recently is hardly ever a repetition. */
  private static final Duration JUST_NOW = Duration.ofSeconds(2);

  private final CheckRequest checkRequest;
  private final AgencyQuota quota;
  private final ConvertBlindly convertBlindly;
  private final CompleteExchange completeExchange;
  private final ReportDenial reportDenial;
  private final ExchangeRows rows;
  private final Clock clock;
  private final Duration retryAfter;
  private final Semaphore itemsInFlight;

  BrokerExchange(
      CheckRequest checkRequest,
      AgencyQuota quota,
      ConvertBlindly convertBlindly,
      CompleteExchange completeExchange,
      ReportDenial reportDenial,
      ExchangeRows rows,
      Clock clock,
      GatewayConfig config) {
    this.checkRequest = checkRequest;
    this.quota = quota;
    this.convertBlindly = convertBlindly;
    this.completeExchange = completeExchange;
    this.reportDenial = reportDenial;
    this.rows = rows;
    this.clock = clock;
    this.retryAfter = config.retryAfter();
    this.itemsInFlight = new Semaphore(config.itemsInFlight());
  }

  /**
   * Brokers one exchange, or the rest of one that was begun before.
   *
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when σ_A, a point or a proof does not hold
   */
  ExchangeOutcome broker(ExchangeRequest request) {
    Instant now = clock.instant();
    Header header = request.header();
    Bytes requestRoot = Roots.requestRoot(request);
    var admitted =
        new Admitted(request, requestRoot, checkRequest.authenticate(request, requestRoot, now));
    if (header.validity().isExpired(now)) {
      return expired();
    }
    Optional<Duration> wait = quota.take(header.agency(), header.count());
    if (wait.isPresent()) {
      return stopped(ProblemType.QUOTA_EXCEEDED, "Ask less often.", wait);
    }
    if (!itemsInFlight.tryAcquire(header.count())) {
      return stopped(
          ProblemType.OVERLOADED, "Send the same exchange again later.", Optional.of(retryAfter));
    }
    try {
      return beginOrResume(admitted, now);
    } finally {
      itemsInFlight.release(header.count());
    }
  }

  private ExchangeOutcome beginOrResume(Admitted admitted, Instant now) {
    Header header = admitted.header();
    // Looking first costs a round trip, not looking costs a conversion in vain when the id is
    // there: bind() finds out in any case
    boolean mayBeThere = header.count() > 1 || header.requestedAt().plus(JUST_NOW).isBefore(now);
    if (mayBeThere) {
      Optional<StoredExchange> stored = rows.stored(header.exchangeId());
      if (stored.isPresent()) {
        return resume(admitted, stored.get());
      }
    }
    if (!header.validity().isTimely(now)) {
      return stopped(
          ProblemType.CLOCK_SKEW,
          "requestedAt is more than 60 s from the gateway's clock.",
          Optional.empty());
    }
    return switch (admitted.grounds().decide(header)) {
      case Decision.Denied denied -> deny(admitted, denied.reason());
      case Decision.Permitted _ -> {
        Bytes step =
            StoredStep.encode(convertBlindly.convert(admitted.request(), admitted.manifest()));
        yield resume(admitted, rows.bind(header, admitted.requestRoot(), step));
      }
    };
  }

  private ExchangeOutcome resume(Admitted admitted, StoredExchange stored) {
    // Compares the whole request: the root covers the header and every item
    if (!stored.requestRoot().equals(admitted.requestRoot())) {
      return conflict();
    }
    return switch (stored) {
      case StoredExchange.Completed completed -> new ExchangeOutcome.Answered(completed.response());
      case StoredExchange.Denied denied -> deny(admitted, denied.reason());
      case StoredExchange.Pending pending ->
          // A manifest that took over meanwhile may have withdrawn what the first one allowed
          switch (admitted.grounds().decide(admitted.header())) {
            case Decision.Denied denied -> deny(admitted, denied.reason());
            case Decision.Permitted permitted -> complete(admitted, permitted, pending);
          };
    };
  }

  private ExchangeOutcome complete(
      Admitted admitted, Decision.Permitted permitted, StoredExchange.Pending pending) {
    var items = StoredStep.decode(admitted.request(), pending.step());
    return switch (completeExchange.complete(admitted, permitted, items)) {
      case PartyReply.Done<? extends WireMessage> done ->
          rows.complete(admitted.header().exchangeId(), Bytes.of(done.answer().bytes()))
              .<ExchangeOutcome>map(ExchangeOutcome.Answered::new)
              .orElseGet(BrokerExchange::expired);
      case PartyReply.Failed<? extends WireMessage> failed -> {
        if (!failed.failure().type().retryable()) {
          rows.refuse(admitted.header().exchangeId());
        }
        yield new ExchangeOutcome.Stopped(failed.failure());
      }
    };
  }

  /** Binds the id to the denial, reports it, and answers with the reason. */
  private ExchangeOutcome deny(Admitted admitted, String reason) {
    Header header = admitted.header();
    StoredExchange stored = rows.deny(header, admitted.requestRoot(), reason);
    if (!stored.requestRoot().equals(admitted.requestRoot())) {
      return conflict();
    }
    // A repetition reports again: the first report may not have arrived, and the log keeps one
    reportDenial.report(
        new DenialNotice(header, admitted.request().assertion(), admitted.requestRoot(), reason),
        admitted.manifest());
    return stopped(ProblemType.NOT_PERMITTED, reason, Optional.empty());
  }

  private static ExchangeOutcome conflict() {
    return stopped(
        ProblemType.EXCHANGE_ID_CONFLICT, "Make a new exchange under a new id.", Optional.empty());
  }

  private static ExchangeOutcome expired() {
    return stopped(
        ProblemType.EXCHANGE_EXPIRED, "The validity period has ended.", Optional.empty());
  }

  private static ExchangeOutcome stopped(ProblemType type, String detail, Optional<Duration> wait) {
    return new ExchangeOutcome.Stopped(new Failure(type, Stage.GATEWAY, detail, wait));
  }
}

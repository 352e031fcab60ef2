package jp.linkage.welfare.inquiry;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import jp.linkage.kit.exchange.Inquiry;
import jp.linkage.kit.exchange.InquiryOutcome;
import jp.linkage.kit.exchange.InquiryOutcome.LogProof;
import jp.linkage.kit.exchange.InquirySubject;
import jp.linkage.kit.exchange.SubjectOutcome;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.problem.Problem;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.problem.Stage;

/**
 * Other agencies in memory, for the tests of planning and deciding: they hold what a test gave
 * them, remember every exchange, and can be down. No message of the protocol is made here.
 */
@Alternative
@ApplicationScoped
public class FakeExchanges implements Exchanges, TaxRegistries {
  private static final UUID TOPIC = UUID.fromString("5b1f0c9e-0000-4000-8000-000000000001");
  private static final Map<String, AgencyId> REGISTRIES =
      Map.of("999018", new AgencyId("aoba-tax"), "999026", new AgencyId("midori-tax"));

  private final Map<AddresseeNumber, SubjectOutcome> held = new ConcurrentHashMap<>();
  private final Map<AgencyId, ProblemType> failing = new ConcurrentHashMap<>();
  private final Map<ExchangeId, Inquiry> exchanges = new ConcurrentHashMap<>();
  private final List<Inquiry> asked = new ArrayList<>();
  private final List<ExchangeId> resumed = new ArrayList<>();
  private final AtomicLong offset = new AtomicLong();
  private volatile boolean lapse;
  private volatile Optional<AddresseeNumber> pausedAt = Optional.empty();
  private final Semaphore paused = new Semaphore(0);
  private final Semaphore go = new Semaphore(0);

  /** From now on, a registry says this about a person. */
  public void say(String addressee, SubjectOutcome outcome) {
    held.put(new AddresseeNumber(addressee), outcome);
  }

  /** From now on, a registry provides these fields about a person. */
  public void provide(String addressee, Map<String, Object> fields) {
    say(addressee, new SubjectOutcome.Provided(Map.of(new InformationId("municipal-tax"), fields)));
  }

  /** From now on, every inquiry to the agency ends with this problem. */
  public void fail(String agency, ProblemType problem) {
    failing.put(new AgencyId(agency), problem);
  }

  /** From now on, the agency answers again. */
  public void recover(String agency) {
    failing.remove(new AgencyId(agency));
  }

  /** From now on, exchanges that are taken up again have expired. */
  public void letExchangesLapse(boolean expired) {
    lapse = expired;
  }

  /** The next inquiry about a person waits until {@link #resumeAll}. */
  public void pause(String addressee) {
    pausedAt = Optional.of(new AddresseeNumber(addressee));
  }

  /** Waits until an inquiry waits. */
  public void awaitPaused() throws InterruptedException {
    paused.acquire();
  }

  /** Lets the waiting inquiry go on. */
  public void resumeAll() {
    pausedAt = Optional.empty();
    go.release();
  }

  /** The inquiries that were asked anew about a person. */
  public synchronized List<Inquiry> askedAbout(String addressee) {
    return asked.stream()
        .filter(inquiry ->
            inquiry.subjects().stream()
                .anyMatch(s -> s.addresseeNumber().value().equals(addressee)))
        .toList();
  }

  /** The exchanges that were taken up again. */
  public synchronized List<ExchangeId> resumed() {
    return List.copyOf(resumed);
  }

  @Override
  public InquiryOutcome ask(ExchangeId id, Inquiry inquiry) {
    exchanges.put(id, inquiry);
    synchronized (this) {
      asked.add(inquiry);
    }
    return outcome(id, inquiry);
  }

  @Override
  public InquiryOutcome resume(ExchangeId exchangeId) {
    synchronized (this) {
      resumed.add(exchangeId);
    }
    Inquiry inquiry = Optional.ofNullable(exchanges.get(exchangeId)).orElseThrow();
    return lapse
        ? new InquiryOutcome.Lapsed(exchangeId, problem(ProblemType.EXCHANGE_EXPIRED))
        : outcome(exchangeId, inquiry);
  }

  /** Nothing: what is held here can always be asked again. */
  @Override
  public void acknowledge(InquiryOutcome.Answered answered) {}

  @Override
  public Optional<AgencyId> of(MunicipalityCode municipality) {
    return Optional.ofNullable(REGISTRIES.get(municipality.value()));
  }

  private void pauseIfWanted(Inquiry inquiry) {
    boolean wait =
        pausedAt
            .map(number ->
                inquiry.subjects().stream().anyMatch(s -> s.addresseeNumber().equals(number)))
            .orElse(false);
    if (wait) {
      paused.release();
      go.acquireUninterruptibly();
    }
  }

  private InquiryOutcome outcome(ExchangeId id, Inquiry inquiry) {
    pauseIfWanted(inquiry);
    ProblemType failure = failing.get(inquiry.provider());
    if (failure != null) {
      return failure.retryable()
          ? new InquiryOutcome.Unavailable(id, problem(failure), Duration.ofSeconds(2))
          : new InquiryOutcome.Denied(id, problem(failure));
    }
    Map<AddresseeNumber, SubjectOutcome> subjects = new HashMap<>();
    for (InquirySubject subject : inquiry.subjects()) {
      subjects.put(
          subject.addresseeNumber(),
          held.getOrDefault(subject.addresseeNumber(), new SubjectOutcome.NotEnrolled()));
    }
    if (subjects.values().stream().allMatch(SubjectOutcome.NotEnrolled.class::isInstance)) {
      return new InquiryOutcome.NobodyToAskAbout(id, subjects);
    }
    Instant now = Instant.now();
    return new InquiryOutcome.Answered(
        id, subjects, new LogProof(TOPIC, offset.getAndAdd(2), now, offset.get() - 1, now));
  }

  private static Problem problem(ProblemType type) {
    return new Problem(type, Stage.PROVIDER, "for the test", "/linkage/v1/queries", "0011");
  }
}

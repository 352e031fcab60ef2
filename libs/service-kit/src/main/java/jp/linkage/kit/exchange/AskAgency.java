package jp.linkage.kit.exchange;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.linkage.kit.http.GatewayHttp;
import jp.linkage.kit.http.Reply;
import jp.linkage.kit.jwt.AgencyJwts;
import jp.linkage.kit.manifest.HeldManifest;
import jp.linkage.kit.manifest.ManifestInForce;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.kit.person.Persons;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.kit.record.RecordExchange;
import jp.linkage.kit.steps.AgencyKeys;
import jp.linkage.kit.steps.AnswerSecret;
import jp.linkage.kit.steps.AskedPerson;
import jp.linkage.kit.steps.BuiltInquiry;
import jp.linkage.kit.steps.InquirerExchange;
import jp.linkage.kit.steps.OpenedAnswer;
import jp.linkage.kit.steps.UnsignedRequest;
import jp.linkage.kit.steps.VerifiedAnswers;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.Validity;
import jp.linkage.protocol.message.AnswerPayload;
import jp.linkage.protocol.message.ExchangeRequest;
import jp.linkage.protocol.message.ProvidedInformation;
import jp.linkage.protocol.problem.Problem;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.problem.Stage;
import jp.linkage.protocol.receipt.LogReceipt;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Asks another agency: A's part of an exchange (protocol §4.2, §4.8).
 *
 * <p>What is needed to take an exchange up again is in the database before anything is sent. No
 * transaction waits for another party.
 */
@ApplicationScoped
@IfBuildProperty(name = "linkage.agency.enabled", stringValue = "true")
public class AskAgency {
  private static final Logger LOG = Logger.getLogger(AskAgency.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final HeldManifest manifests;
  private final AgencyKeys keys;
  private final AgencyJwts jwts;
  private final GatewayHttp gateway;
  private final Persons persons;
  private final ExchangeOutRows exchanges;
  private final RecordExchange records;
  private final Clock clock;
  private final Duration validity;

  AskAgency(
      HeldManifest manifests,
      AgencyKeys keys,
      AgencyJwts jwts,
      GatewayHttp gateway,
      Persons persons,
      ExchangeOutRows exchanges,
      RecordExchange records,
      Clock clock,
      @ConfigProperty(name = "linkage.exchange.validity", defaultValue = "24H") Duration validity) {
    this.manifests = manifests;
    this.keys = keys;
    this.jwts = jwts;
    this.gateway = gateway;
    this.persons = persons;
    this.exchanges = exchanges;
    this.records = records;
    this.clock = clock;
    this.validity = validity;
  }

  /**
   * Asks, as a new exchange, and waits for the outcome. Until {@link #acknowledge}, or until its
   * validity ends, {@link #resume} gets the same answer again.
   *
   * @param id a new one; a caller that keeps it beforehand finds the answer also after a crash
   */
  public InquiryOutcome ask(ExchangeId id, Inquiry inquiry) {
    return switch (prepare(id, inquiry)) {
      case Nobody nobody ->
          new InquiryOutcome.NobodyToAskAbout(id, notEnrolled(nobody.notEnrolled()));
      case Sending sending -> send(sending);
    };
  }

  /** Whether there is something to send. */
  private sealed interface Prepared {}

  private record Nobody(List<AddresseeNumber> notEnrolled) implements Prepared {}

  private Prepared prepare(ExchangeId id, Inquiry inquiry) {
    Map<AddresseeNumber, byte[]> wrapped =
        persons.wrappedTokens(
            inquiry.subjects().stream().map(InquirySubject::addresseeNumber).toList());
    var asked = new ArrayList<AskedPerson>();
    var numbers = new ArrayList<AddresseeNumber>();
    var notEnrolled = new ArrayList<AddresseeNumber>();
    for (InquirySubject subject : inquiry.subjects()) {
      AddresseeNumber number = subject.addresseeNumber();
      byte[] token = wrapped.get(number);
      if (token == null) {
        notEnrolled.add(number);
      } else {
        asked.add(
            new AskedPerson(keys.vault().unwrap(token, number.value()), subject.parameters()));
        numbers.add(number);
      }
    }
    if (asked.isEmpty()) {
      return new Nobody(notEnrolled);
    }
    ManifestInForce inForce = manifests.current();
    Instant now = clock.instant();
    Header header =
        Header.convert(
            inForce.hash(),
            id,
            keys.id(),
            inquiry.provider(),
            asked.size(),
            inquiry.basis(),
            inquiry.occasion(),
            Validity.of(now, validity));
    if (inForce.manifest().agency(inquiry.provider()).isEmpty()) {
      throw new ProblemException(
          ProblemType.NOT_PERMITTED, "expected a provider that the manifest names");
    }
    BuiltInquiry built = new InquirerExchange(inForce.manifest(), jwts).build(header, asked);
    ExchangeRequest request = built.request().sign(keys, jwts, now);
    var subjects = new AskedSubjects(numbers, notEnrolled);
    byte[] secrets = AnswerSecret.wrap(built.secrets(), id, keys);
    exchanges.insert(request, subjects, secrets, now);
    return new Sending(inForce, request, built.secrets(), subjects);
  }

  /**
   * Takes an exchange up again under its id, with a fresh signature.
   *
   * @throws ProblemException {@code not-found} when this agency did not start it, {@code conflict}
   *     when it has ended
   */
  public InquiryOutcome resume(ExchangeId id) {
    ExchangeOutRow row =
        QuarkusTransaction.requiringNew()
            .call(() -> {
              Optional<ExchangeOutRow> found = exchanges.findByIdOptional(id.value());
              found.ifPresent(ExchangeOutRow::attempt);
              return found;
            })
            .orElseThrow(
                () -> new ProblemException(ProblemType.NOT_FOUND, "There is no such exchange."));
    Optional<ExchangeRequest> first = row.request();
    if (first.isEmpty()) {
      if (row.state().equals("lapsed")) {
        return lapsed(id);
      }
      throw new ProblemException(ProblemType.CONFLICT, "The exchange has ended: " + row.state());
    }
    Header header = first.get().header();
    Instant now = clock.instant();
    Optional<ManifestInForce> inForce = manifests.byHash(header.manifest());
    if (header.validity().isExpired(now) || inForce.isEmpty()) {
      end(id, "lapsed");
      return lapsed(id);
    }
    ExchangeRequest request = UnsignedRequest.of(first.get()).sign(keys, jwts, now);
    return send(
        new Sending(
            inForce.get(), request, AnswerSecret.unwrap(row.secrets(), id, keys), row.subjects()));
  }

  /**
   * Says, in the transaction that stores the answer, that it is stored: what opens it is deleted.
   */
  public void acknowledge(InquiryOutcome.Answered answered) {
    if (!answered.deferred()) {
      exchanges.findById(answered.exchangeId().value()).end("answered");
    }
  }

  /** A request on its way. */
  private record Sending(
      ManifestInForce inForce,
      ExchangeRequest request,
      List<AnswerSecret> secrets,
      AskedSubjects subjects)
      implements Prepared {
    ExchangeId id() {
      return request.header().exchangeId();
    }
  }

  private InquiryOutcome send(Sending sending) {
    return switch (gateway.exchange(sending.inForce().manifest(), sending.request().bytes())) {
      case Reply.Done done -> open(sending, done.body().toArray());
      case Reply.Failed failed -> failed(sending, failed);
      case Reply.NoReply no -> {
        LOG.infof("exchange %s: the gateway gives no answer: %s", sending.id(), no.reason());
        yield new InquiryOutcome.Unavailable(
            sending.id(),
            problem(ProblemType.GATEWAY_UNAVAILABLE, "The linkage-gateway does not answer."),
            RETRY_AFTER);
      }
    };
  }

  private InquiryOutcome open(Sending sending, byte[] body) {
    VerifiedAnswers answers;
    try {
      answers =
          new InquirerExchange(sending.inForce().manifest(), jwts)
              .open(
                  UnsignedRequest.of(sending.request()), sending.secrets(), body, clock.instant());
    } catch (ProtocolViolation e) {
      // Whoever is on the way could have forged it: that must not end what the provider answered
      LOG.warnf(
          "exchange %s: the answer does not pass the checks: %s", sending.id(), e.getMessage());
      return new InquiryOutcome.Unavailable(
          sending.id(),
          problem(ProblemType.GATEWAY_UNAVAILABLE, "The answer does not pass the checks."),
          RETRY_AFTER);
    }
    var outcomes = new LinkedHashMap<AddresseeNumber, SubjectOutcome>();
    var recorded = new ArrayList<RecordExchange.Subject>();
    for (int i = 0; i < answers.items().size(); i++) {
      AddresseeNumber number = sending.subjects().asked().get(i);
      OpenedAnswer answer = answers.items().get(i);
      outcomes.put(number, outcome(answer));
      recorded.add(new RecordExchange.Subject(Optional.of(number), name(answer)));
    }
    outcomes.putAll(notEnrolled(sending.subjects().notEnrolled()));
    var answered =
        new InquiryOutcome.Answered(
            sending.id(), outcomes, proof(answers.requestReceipt(), answers.releaseReceipt()));
    if (answered.deferred()) {
      QuarkusTransaction.requiringNew().run(() -> exchanges.findById(sending.id().value()).defer());
    }
    records.record(
        RecordExchange.Role.INQUIRER,
        sending.request().header(),
        recorded,
        answers.releaseReceipt().map(LogReceipt::time),
        answered.deferred() ? "deferred" : "answered",
        Optional.of(answers.requestReceipt()),
        answers.releaseReceipt());
    return answered;
  }

  private InquiryOutcome failed(Sending sending, Reply.Failed failed) {
    Problem problem = failed.problem();
    return switch (problem.type()) {
      case EXCHANGE_EXPIRED, CLOCK_SKEW, MANIFEST_MISMATCH ->
          new InquiryOutcome.Lapsed(sending.id(), problem);
      default ->
          problem.type().retryable()
              ? new InquiryOutcome.Unavailable(
                  sending.id(), problem, failed.retryAfter().orElse(RETRY_AFTER))
              : denied(sending, problem);
    };
  }

  // A problem document is signed by nobody: whoever forges one must not be able to end the
  // exchange,
  // so it stays open until its validity ends; a real denial is given again when it is taken up.
  private InquiryOutcome denied(Sending sending, Problem problem) {
    records.record(
        RecordExchange.Role.INQUIRER,
        sending.request().header(),
        sending.subjects().asked().stream()
            .map(number -> new RecordExchange.Subject(Optional.of(number), "denied"))
            .toList(),
        Optional.empty(),
        problem.type().slug(),
        Optional.empty(),
        Optional.empty());
    return new InquiryOutcome.Denied(sending.id(), problem);
  }

  private void end(ExchangeId id, String state) {
    QuarkusTransaction.requiringNew().run(() -> exchanges.findById(id.value()).end(state));
  }

  private static InquiryOutcome.Lapsed lapsed(ExchangeId id) {
    return new InquiryOutcome.Lapsed(
        id, problem(ProblemType.EXCHANGE_EXPIRED, "The validity of the exchange has ended."));
  }

  private static Problem problem(ProblemType type, String detail) {
    return new Problem(type, Stage.INQUIRER, detail, "", "");
  }

  private static InquiryOutcome.LogProof proof(LogReceipt request, Optional<LogReceipt> release) {
    return new InquiryOutcome.LogProof(
        request.topicId(),
        request.offset(),
        request.time(),
        release.map(LogReceipt::offset).orElse(-1L),
        release.map(LogReceipt::time).orElse(request.time()));
  }

  private static Map<AddresseeNumber, SubjectOutcome> notEnrolled(List<AddresseeNumber> numbers) {
    var outcomes = new HashMap<AddresseeNumber, SubjectOutcome>();
    numbers.forEach(number -> outcomes.put(number, new SubjectOutcome.NotEnrolled()));
    return outcomes;
  }

  private static SubjectOutcome outcome(OpenedAnswer answer) {
    return switch (answer) {
      case OpenedAnswer.Answered answered -> outcome(answered.payload());
      case OpenedAnswer.Deferred _ -> new SubjectOutcome.Deferred();
      case OpenedAnswer.Refused _ -> new SubjectOutcome.Refused();
      case OpenedAnswer.UnknownPerson _ -> new SubjectOutcome.UnknownPerson();
    };
  }

  private static SubjectOutcome outcome(AnswerPayload payload) {
    return switch (payload.outcome()) {
      case PROVIDED -> {
        var information = new HashMap<InformationId, Map<String, Object>>();
        for (ProvidedInformation provided : payload.information()) {
          information.put(provided.id(), provided.fields());
        }
        yield new SubjectOutcome.Provided(information);
      }
      case NO_RECORD -> new SubjectOutcome.NoRecord();
      case NOT_DISCLOSABLE -> new SubjectOutcome.NotDisclosable();
      case UNKNOWN_PERSON -> new SubjectOutcome.UnknownPerson();
    };
  }

  private static String name(OpenedAnswer answer) {
    return switch (answer) {
      case OpenedAnswer.Answered answered -> answered.payload().outcome().wire();
      case OpenedAnswer.Deferred _ -> "deferred";
      case OpenedAnswer.Refused _ -> "refused";
      case OpenedAnswer.UnknownPerson _ -> "unknown-person";
    };
  }
}

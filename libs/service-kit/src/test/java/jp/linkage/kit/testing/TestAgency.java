package jp.linkage.kit.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.linkage.kit.jwt.AgencyJwts;
import jp.linkage.kit.manifest.ManifestInForce;
import jp.linkage.kit.steps.AgencyKeys;
import jp.linkage.kit.steps.AskedPerson;
import jp.linkage.kit.steps.BuiltInquiry;
import jp.linkage.kit.steps.EnrollerExchange;
import jp.linkage.kit.steps.InquirerExchange;
import jp.linkage.kit.steps.OpenedQuery;
import jp.linkage.kit.steps.ProviderExchange;
import jp.linkage.kit.steps.SealedAnswer;
import jp.linkage.kit.steps.UnsignedRequest;
import jp.linkage.kit.steps.VerifiedAnswers;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.CaseReference;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.header.Occasion;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.header.TestHeaders;
import jp.linkage.protocol.header.Validity;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.message.AnswerMessage;
import jp.linkage.protocol.message.Outcome;
import jp.linkage.protocol.message.ProvidedInformation;
import jp.linkage.protocol.message.QueryMessage;
import jp.linkage.protocol.number.MyNumber;
import jp.linkage.protocol.permission.Decision;
import jp.linkage.protocol.receipt.AnswerStatus;

/** An agency that a test plays itself, with the steps that the services use. */
public final class TestAgency {
  private final ManifestInForce inForce;
  private final AgencyKeys keys;
  private final AgencyJwts jwts = new AgencyJwts();

  /** Plays this agency of the world. */
  public TestAgency(TestWorld world, AgencyId id) {
    this.inForce = world.manifest();
    this.keys = world.keys(id);
  }

  /** The agency's keys. */
  public AgencyKeys keys() {
    return keys;
  }

  /** The manifest that it works under. */
  public ManifestInForce manifest() {
    return inForce;
  }

  /** Who asks, and for which case. */
  public static Occasion occasion() {
    return new Occasion(
        "テスト課", new CaseReference("case-1"), new StaffPseudonym("staff-0001"), false);
  }

  /** The municipal tax of an applicant for a disability benefit: item 144, procedure 1. */
  public static LegalBasis municipalTax() {
    return TestHeaders.basis("144", "disability-support-benefits", "1", "applicant");
  }

  /** Gets the agency's tokens of these numbers, empty where the registry knows none. */
  public List<Optional<PersonToken>> enrol(LoopbackBrokers brokers, List<String> numbers) {
    Header header =
        Header.own(
            inForce.hash(),
            ExchangeType.ENROL,
            ExchangeId.next(),
            keys.id(),
            numbers.size(),
            occasion(),
            Validity.of(Instant.now(), Duration.ofMinutes(5)));
    EnrollerExchange exchange = new EnrollerExchange(inForce.manifest());
    UnsignedRequest request =
        exchange.build(header, numbers.stream().map(MyNumber::parse).toList());
    byte[] response = brokers.exchange(sign(request));
    return exchange.open(request, response, keys, Instant.now());
  }

  /** A header that asks for the municipal tax. */
  public Header header(AgencyId provider, int count, Instant requestedAt) {
    return Header.convert(
        inForce.hash(),
        ExchangeId.next(),
        keys.id(),
        provider,
        count,
        municipalTax(),
        occasion(),
        Validity.of(requestedAt, Duration.ofHours(1)));
  }

  /** An inquiry for the municipal tax of these persons. */
  public BuiltInquiry inquiry(AgencyId provider, List<AskedPerson> persons) {
    return inquiry(header(provider, persons.size(), Instant.now()), persons);
  }

  /** An inquiry under this header. */
  public BuiltInquiry inquiry(Header header, List<AskedPerson> persons) {
    return new InquirerExchange(inForce.manifest(), jwts).build(header, persons);
  }

  /** M1 under a fresh σ_A. */
  public byte[] sign(UnsignedRequest request) {
    return request.sign(keys, jwts, Instant.now()).bytes();
  }

  /** Verifies and opens the gateway's response. */
  public VerifiedAnswers open(BuiltInquiry inquiry, byte[] response) {
    return new InquirerExchange(inForce.manifest(), jwts)
        .open(inquiry.request(), inquiry.secrets(), response, Instant.now());
  }

  /** What an agency that a test plays says about a person. */
  public sealed interface Saying {
    /** An answer that is sealed. */
    record Answer(Outcome outcome, Map<String, Object> fields) implements Saying {}

    /** A status without an answer. */
    record Status(AnswerStatus status) implements Saying {}
  }

  /**
   * Answers as a provider: says this about the persons with these tokens, and knows nobody else.
   */
  public LoopbackBrokers.Provider answering(Map<PersonToken, Saying> sayings) {
    Map<PersonToken, Saying> known = new HashMap<>(sayings);
    return query -> answer(query, known);
  }

  private AnswerMessage answer(QueryMessage query, Map<PersonToken, Saying> known) {
    if (!(inForce.decide(query.header()) instanceof Decision.Permitted permitted)) {
      throw new IllegalStateException("the test asks for what the table does not permit");
    }
    ProviderExchange exchange = new ProviderExchange(inForce.manifest(), keys, jwts);
    Bytes requestRoot = exchange.verify(query, permitted, Instant.now());
    List<OpenedQuery> opened = exchange.open(query);
    InformationId information = permitted.rows().firstKey();
    List<SealedAnswer> answers = new ArrayList<>();
    for (int i = 0; i < opened.size(); i++) {
      answers.add(
          switch (opened.get(i)) {
            case OpenedQuery.Rejected _ -> SealedAnswer.without(AnswerStatus.UNKNOWN_PERSON);
            case OpenedQuery.Unreadable _ -> SealedAnswer.without(AnswerStatus.REFUSED);
            case OpenedQuery.Opened person ->
                answer(exchange, query, i, person, known, information);
          });
    }
    return exchange.sign(query.header(), requestRoot, answers, Instant.now());
  }

  private static SealedAnswer answer(
      ProviderExchange exchange,
      QueryMessage query,
      int index,
      OpenedQuery.Opened person,
      Map<PersonToken, Saying> known,
      InformationId information) {
    Saying saying =
        known.getOrDefault(person.token(), new Saying.Answer(Outcome.UNKNOWN_PERSON, Map.of()));
    return switch (saying) {
      case Saying.Status status -> SealedAnswer.without(status.status());
      case Saying.Answer answer ->
          exchange.seal(
              query,
              index,
              person,
              answer.outcome(),
              answer.outcome() == Outcome.PROVIDED
                  ? List.of(new ProvidedInformation(information, answer.fields()))
                  : List.of());
    };
  }
}

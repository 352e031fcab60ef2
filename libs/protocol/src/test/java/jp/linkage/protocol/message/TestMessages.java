package jp.linkage.protocol.message;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import jp.linkage.protocol.assertion.SignedAssertion;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.TestHeaders;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.protocol.receipt.LogReceipt;

/**
 * Messages of the right form whose points, proofs and signatures are arbitrary octets: for tests of
 * the form, and of services that must refuse them.
 */
public final class TestMessages {
  /** A text of the form of an assertion, signed by nobody. */
  public static final SignedAssertion UNSIGNED = new SignedAssertion("e30.e30.AAAA");

  private static final List<AnswerStatus> STATUSES = List.of(AnswerStatus.values());

  private final Random random;

  /** The same messages for the same seed. */
  public TestMessages(long seed) {
    this.random = new Random(seed);
  }

  /** Arbitrary octets. */
  public Bytes bytes(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return Bytes.of(octets);
  }

  /** A blinded person. */
  public BlindedSubject subject() {
    return new BlindedSubject(bytes(33), bytes(33), bytes(64));
  }

  /** Something sealed, with a ciphertext of the smallest size class. */
  public Sealed sealed() {
    return new Sealed(bytes(1120), bytes(256 + 16));
  }

  /** The gateway's step towards an agency. */
  public BrokerStep brokerStep() {
    return new BrokerStep(bytes(33), bytes(33), bytes(33), bytes(128));
  }

  /** The gateway's step towards the log. */
  public LogStep logStep() {
    return new LogStep(bytes(33), bytes(33), bytes(96));
  }

  /** The audit-service's step. */
  public AuditStep auditStep() {
    return new AuditStep(bytes(33), bytes(33), bytes(128));
  }

  /** A receipt that nobody signed. */
  public LogReceipt receipt() {
    return new LogReceipt(
        bytes(700), UUID.randomUUID(), 42, TestHeaders.now(), bytes(32), bytes(64));
  }

  /** M1 under a header. */
  public ExchangeRequest exchangeRequest(Header header) {
    return new ExchangeRequest(header, each(header, _ -> requestItem(header.type())), UNSIGNED);
  }

  private RequestItem requestItem(ExchangeType type) {
    return switch (type) {
      case CONVERT -> new RequestItem.Query(subject(), sealed());
      case ENROL, REGISTER -> new RequestItem.Person(subject());
      case READLOG -> new RequestItem.Reading(subject(), bytes(1216));
    };
  }

  /** M2 for an M1. */
  public ConversionRequest conversionRequest(ExchangeRequest request) {
    return new ConversionRequest(
        request.header(),
        request.assertion(),
        request.items().stream().map(item -> conversionItem(request.header(), item)).toList());
  }

  private ConversionItem conversionItem(Header header, RequestItem item) {
    return switch (item) {
      case RequestItem.Query query ->
          new ConversionItem.Conversion(
              query.subject(), query.queryDigest(), brokerStep(), logStep());
      case RequestItem.Person person ->
          header.type() == ExchangeType.ENROL
              ? new ConversionItem.Conversion(
                  person.subject(), person.queryDigest(), brokerStep(), logStep())
              : new ConversionItem.Registration(person.subject(), person.queryDigest(), logStep());
      case RequestItem.Reading reading ->
          new ConversionItem.Reading(reading.subject(), reading.answerKey(), logStep());
    };
  }

  /** The audit-service's answer to an M2; every third item is not in the registry. */
  public ConversionResponse conversionResponse(Header header) {
    return new ConversionResponse(each(header, i -> result(header.type(), i)), receipt());
  }

  private ConversionResult result(ExchangeType type, int index) {
    boolean third = index % 3 == 2;
    return switch (type) {
      case CONVERT, ENROL ->
          third
              ? new ConversionResult.UnknownPerson()
              : new ConversionResult.Converted(auditStep());
      case REGISTER ->
          third ? new ConversionResult.AlreadyRegistered() : new ConversionResult.Registered();
      case READLOG ->
          third ? new ConversionResult.UnknownPerson() : new ConversionResult.Read(sealed());
    };
  }

  /** M3 for an M1 and its M2. */
  public QueryMessage queryMessage(
      ExchangeRequest request, ConversionRequest conversion, ConversionResponse response) {
    Header header = request.header();
    return new QueryMessage(
        header,
        request.assertion(),
        header.type() == ExchangeType.CONVERT ? Optional.of(UNSIGNED) : Optional.empty(),
        response.receipt(),
        each(
            header,
            i ->
                queryItem(
                    request.items().get(i),
                    (ConversionItem.Conversion) conversion.items().get(i),
                    response.items().get(i))));
  }

  private static QueryItem queryItem(
      RequestItem item, ConversionItem.Conversion conversion, ConversionResult result) {
    if (!(result instanceof ConversionResult.Converted converted)) {
      return new QueryItem.UnknownPerson(item.subject(), item.queryDigest(), conversion.toAgency());
    }
    return item instanceof RequestItem.Query query
        ? new QueryItem.Query(
            item.subject(), query.query(), conversion.toAgency(), converted.step())
        : new QueryItem.Enrolment(
            item.subject(), item.queryDigest(), conversion.toAgency(), converted.step());
  }

  /** M4 with every status in turn, the first answered. */
  public AnswerMessage answerMessage(Header header) {
    return new AnswerMessage(each(header, this::answerItem), bytes(32), UNSIGNED);
  }

  private AnswerItem answerItem(int index) {
    AnswerStatus status = STATUSES.get(index % STATUSES.size());
    return status == AnswerStatus.ANSWERED
        ? AnswerItem.answered(sealed())
        : AnswerItem.without(status);
  }

  private static <T> List<T> each(Header header, IntFunction<T> item) {
    return IntStream.range(0, header.count()).mapToObj(item).toList();
  }
}

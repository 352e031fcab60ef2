package jp.linkage.kit.steps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.linkage.kit.jwt.AgencyJwts;
import jp.linkage.kit.testing.LoopbackBrokers;
import jp.linkage.kit.testing.TestAgency;
import jp.linkage.kit.testing.TestAgency.Saying;
import jp.linkage.kit.testing.TestNumbers;
import jp.linkage.kit.testing.TestWorld;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.Validity;
import jp.linkage.protocol.manifest.TestParties;
import jp.linkage.protocol.message.LogExtract;
import jp.linkage.protocol.message.Outcome;
import jp.linkage.protocol.number.MyNumber;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.protocol.receipt.RecordType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Protocol §4 from one end to the other, with plain Java only. */
class LoopbackTest {
  private static final String ONE = TestNumbers.numbered(1);
  private static final String TWO = TestNumbers.numbered(2);
  private static final String UNREGISTERED = TestNumbers.numbered(3);

  private static TestWorld world = TestWorld.create();
  private static LoopbackBrokers brokers = new LoopbackBrokers(world);
  private static final TestAgency WELFARE = new TestAgency(world, TestParties.AOBA_WELFARE);
  private static final TestAgency TAX = new TestAgency(world, TestParties.AOBA_TAX);

  @BeforeAll
  static void register() {
    brokers.register(List.of(ONE, TWO));
  }

  @AfterAll
  static void close() {
    brokers.close();
    world.close();
  }

  private static PersonToken token(TestAgency agency, String number) {
    return agency.enrol(brokers, List.of(number)).getFirst().orElseThrow();
  }

  private static AskedPerson asked(String number) {
    return new AskedPerson(token(WELFARE, number), Map.of("fiscalYear", "2026"));
  }

  @Test
  void enrolment_ofOnePerson_givesEachAgencyItsOwnToken() {
    assertEquals(token(WELFARE, ONE), token(WELFARE, ONE));
    assertNotEquals(token(WELFARE, ONE), token(WELFARE, TWO));
    assertNotEquals(token(WELFARE, ONE), token(TAX, ONE));
  }

  @Test
  void enrolment_ofAnUnregisteredNumber_givesNoToken() {
    List<Optional<PersonToken>> tokens = WELFARE.enrol(brokers, List.of(ONE, UNREGISTERED, TWO));
    assertTrue(tokens.get(0).isPresent());
    assertTrue(tokens.get(1).isEmpty());
    assertTrue(tokens.get(2).isPresent());
    assertEquals(List.of(Optional.empty()), WELFARE.enrol(brokers, List.of(UNREGISTERED)));
  }

  @Test
  void registration_repeated_saysSo() {
    AgencyKeys registrar = world.keys(TestParties.AOBA_RESIDENTS);
    RegistrarExchange exchange = new RegistrarExchange(WELFARE.manifest().manifest());
    Header header = own(ExchangeType.REGISTER, registrar, 2);
    UnsignedRequest request =
        exchange.build(
            header, List.of(MyNumber.parse(ONE), MyNumber.parse(TestNumbers.numbered(4))));
    byte[] response =
        brokers.exchange(request.sign(registrar, new AgencyJwts(), Instant.now()).bytes());
    assertEquals(
        List.of(
            RegistrarExchange.Registration.ALREADY_REGISTERED,
            RegistrarExchange.Registration.REGISTERED),
        exchange.open(request, response));
  }

  private static Header own(ExchangeType type, AgencyKeys agency, int count) {
    return Header.own(
        WELFARE.manifest().hash(),
        type,
        ExchangeId.next(),
        agency.id(),
        count,
        TestAgency.occasion(),
        Validity.of(Instant.now(), Duration.ofMinutes(5)));
  }

  @Test
  void inquiry_aboutKnownAndUnknownPersons_isAnsweredItemByItem() {
    brokers.provideBy(
        TAX.answering(
            Map.of(
                token(TAX, ONE),
                new Saying.Answer(
                    Outcome.PROVIDED, Map.of("incomeLevy", 12_300L, "taxStatus", "taxed")),
                token(TAX, TWO),
                new Saying.Status(AnswerStatus.DEFERRED))));
    brokers.register(List.of(TestNumbers.numbered(5)));
    BuiltInquiry inquiry =
        WELFARE.inquiry(
            TestParties.AOBA_TAX, List.of(asked(ONE), asked(TWO), asked(TestNumbers.numbered(5))));
    VerifiedAnswers answers =
        WELFARE.open(inquiry, brokers.exchange(WELFARE.sign(inquiry.request())));
    var first = assertInstanceOf(OpenedAnswer.Answered.class, answers.items().get(0)).payload();
    assertEquals(12_300L, first.information().getFirst().fields().get("incomeLevy"));
    assertInstanceOf(OpenedAnswer.Deferred.class, answers.items().get(1));
    assertEquals(
        Outcome.UNKNOWN_PERSON,
        assertInstanceOf(OpenedAnswer.Answered.class, answers.items().get(2)).payload().outcome());
    assertTrue(answers.releaseReceipt().orElseThrow().offset() > answers.requestReceipt().offset());
  }

  @Test
  void inquiry_resumedUnderAFreshAssertion_getsTheSameBytes() {
    brokers.provideBy(
        TAX.answering(Map.of(token(TAX, ONE), new Saying.Answer(Outcome.NO_RECORD, Map.of()))));
    BuiltInquiry inquiry = WELFARE.inquiry(TestParties.AOBA_TAX, List.of(asked(ONE)));
    byte[] first = brokers.exchange(WELFARE.sign(inquiry.request()));
    byte[] again = brokers.exchange(WELFARE.sign(inquiry.request()));
    assertArrayEquals(first, again);
    WELFARE.open(inquiry, again);
  }

  @Test
  void inquiry_ofFiveHundred_isOneExchange() {
    List<String> numbers =
        java.util.stream.IntStream.range(1000, 1500).mapToObj(TestNumbers::numbered).toList();
    brokers.register(numbers);
    List<Optional<PersonToken>> tokens = WELFARE.enrol(brokers, numbers);
    brokers.provideBy(TAX.answering(Map.of()));
    BuiltInquiry inquiry =
        WELFARE.inquiry(
            TestParties.AOBA_TAX,
            tokens.stream().map(token -> new AskedPerson(token.orElseThrow(), Map.of())).toList());
    VerifiedAnswers answers =
        WELFARE.open(inquiry, brokers.exchange(WELFARE.sign(inquiry.request())));
    assertEquals(500, answers.items().size());
  }

  @Test
  void secrets_wrappedForOneExchange_openForNoOther() {
    BuiltInquiry inquiry = WELFARE.inquiry(TestParties.AOBA_TAX, List.of(asked(ONE)));
    ExchangeId id = inquiry.request().header().exchangeId();
    byte[] wrapped = AnswerSecret.wrap(inquiry.secrets(), id, WELFARE.keys());
    assertEquals(
        inquiry.secrets().getFirst().answerKey().publicKey(),
        AnswerSecret.unwrap(wrapped, id, WELFARE.keys()).getFirst().answerKey().publicKey());
    org.junit.jupiter.api.Assertions.assertThrows(
        jp.linkage.protocol.crypto.ProtocolViolation.class,
        () -> AnswerSecret.unwrap(wrapped, ExchangeId.next(), WELFARE.keys()));
  }

  @Test
  void log_readForAPerson_listsItsExchangesNewestFirst() {
    AgencyKeys registry = world.keys(TestParties.AOBA_RESIDENTS);
    TestAgency residents = new TestAgency(world, TestParties.AOBA_RESIDENTS);
    String number = TestNumbers.numbered(6);
    brokers.register(List.of(number));
    PersonToken token = token(residents, number);
    brokers.provideBy(TAX.answering(Map.of()));
    BuiltInquiry inquiry = WELFARE.inquiry(TestParties.AOBA_TAX, List.of(asked(number)));
    brokers.exchange(WELFARE.sign(inquiry.request()));
    LogReaderExchange exchange = new LogReaderExchange(residents.manifest().manifest());
    LogReaderExchange.Reading reading =
        exchange.build(own(ExchangeType.READLOG, registry, 1), List.of(token));
    LogExtract extract =
        exchange
            .open(reading, brokers.exchange(residents.sign(reading.request())))
            .getFirst()
            .orElseThrow();
    assertEquals(
        List.of(RecordType.REQUEST, RecordType.ENROL, RecordType.ENROL, RecordType.REGISTER),
        extract.records().stream().map(entry -> entry.type()).toList());
    assertEquals(
        inquiry.request().header().exchangeId(), extract.records().getFirst().exchangeId());
  }
}

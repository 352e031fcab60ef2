package jp.linkage.gateway.inquiry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import jp.linkage.gateway.GatewayTest;
import jp.linkage.gateway.network.TestAuditService;
import jp.linkage.gateway.network.TestNetwork;
import jp.linkage.gateway.network.TestNetwork.TestPerson;
import jp.linkage.kit.steps.BuiltInquiry;
import jp.linkage.kit.steps.EnrollerExchange;
import jp.linkage.kit.steps.LogReaderExchange;
import jp.linkage.kit.steps.OpenedAnswer;
import jp.linkage.kit.steps.RegistrarExchange;
import jp.linkage.kit.steps.UnsignedRequest;
import jp.linkage.kit.steps.VerifiedAnswers;
import jp.linkage.kit.testing.TestWorld;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.TestHeaders;
import jp.linkage.protocol.manifest.TestParties;
import jp.linkage.protocol.message.ExchangeResponse;
import jp.linkage.protocol.message.Outcome;
import jp.linkage.protocol.number.MyNumber;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@GatewayTest
class ExchangeResourceTest {
  @Nullable TestWorld world;
  private TestNetwork network;

  @BeforeEach
  void connect() {
    network = TestNetwork.of(world);
  }

  @Test
  void convert_ofSomebodyKnown_isAnsweredAndReleased() {
    BuiltInquiry inquiry = network.inquiry();
    byte[] response =
        network.send(inquiry.request()).then().statusCode(200).extract().asByteArray();

    VerifiedAnswers answers = network.open(inquiry, response);
    assertEquals(1, answers.items().size());
    assertProvided("taxed", answers.items().getFirst());
    assertTrue(answers.releaseReceipt().orElseThrow().offset() > answers.requestReceipt().offset());
  }

  @Test
  void convert_of500Items_isAnsweredInOrder() {
    BuiltInquiry inquiry = network.inquiry(network.header(500));
    byte[] response =
        network.send(inquiry.request()).then().statusCode(200).extract().asByteArray();

    VerifiedAnswers answers = network.open(inquiry, response);
    assertEquals(500, answers.items().size());
    for (int i = 0; i < 500; i++) {
      assertProvided(i % 3 == 0 ? "taxed" : "exempt", answers.items().get(i));
    }
  }

  @Test
  void convert_ofSomebodyWhomTheProviderDoesNotKnow_saysSoInside() {
    MyNumber number = TestNetwork.number(101);
    network.register(List.of(number));
    var atWelfare = network.enrol(TestParties.AOBA_WELFARE, List.of(number)).getFirst();
    BuiltInquiry inquiry =
        network
            .inquirer()
            .build(
                network.header(1),
                List.of(
                    new jp.linkage.kit.steps.AskedPerson(
                        atWelfare.orElseThrow(), java.util.Map.of())));
    byte[] response =
        network.send(inquiry.request()).then().statusCode(200).extract().asByteArray();

    var answered =
        assertInstanceOf(
            OpenedAnswer.Answered.class, network.open(inquiry, response).items().getFirst());
    assertEquals(Outcome.UNKNOWN_PERSON, answered.payload().outcome());
  }

  @Test
  void convert_withSomeItemsRejectedByTheRegistry_answersTheOthers() {
    TestPerson second = network.people().get(1);
    BuiltInquiry inquiry = network.inquiry(network.header(3));
    network.audit().unregister(second.registration(), second.index());
    try {
      byte[] response =
          network.send(inquiry.request()).then().statusCode(200).extract().asByteArray();

      VerifiedAnswers answers = network.open(inquiry, response);
      assertProvided("taxed", answers.items().get(0));
      assertInstanceOf(OpenedAnswer.UnknownPerson.class, answers.items().get(1));
      assertProvided("exempt", answers.items().get(2));
    } finally {
      network.audit().register(second.registration(), second.index());
    }
  }

  @Test
  void convert_withAllItemsRejectedByTheRegistry_asksNobody() {
    TestPerson first = network.people().getFirst();
    BuiltInquiry inquiry = network.inquiry();
    int asked = network.provider().calls();
    network.audit().unregister(first.registration(), first.index());
    try {
      byte[] response =
          network.send(inquiry.request()).then().statusCode(200).extract().asByteArray();

      VerifiedAnswers answers = network.open(inquiry, response);
      assertInstanceOf(OpenedAnswer.UnknownPerson.class, answers.items().getFirst());
      assertEquals(Optional.empty(), answers.releaseReceipt());
      assertEquals(asked, network.provider().calls());
    } finally {
      network.audit().register(first.registration(), first.index());
    }
  }

  @Test
  void convert_deferredByTheProvider_isReleasedAsDeferred() {
    BuiltInquiry inquiry = network.inquiry();
    network.provider().defer();
    byte[] response =
        network.send(inquiry.request()).then().statusCode(200).extract().asByteArray();

    VerifiedAnswers answers = network.open(inquiry, response);
    assertInstanceOf(OpenedAnswer.Deferred.class, answers.items().getFirst());
    assertTrue(answers.releaseReceipt().isPresent());
  }

  @Test
  void convert_sentAgain_getsTheSameBytesAndCallsNobody() {
    BuiltInquiry inquiry = network.inquiry();
    byte[] first = network.send(inquiry.request()).then().statusCode(200).extract().asByteArray();
    int conversions = network.audit().calls(TestAuditService.CONVERSIONS);
    int queries = network.provider().calls();

    byte[] second = network.send(inquiry.request()).then().statusCode(200).extract().asByteArray();

    assertArrayEquals(first, second);
    assertEquals(conversions, network.audit().calls(TestAuditService.CONVERSIONS));
    assertEquals(queries, network.provider().calls());
  }

  @Test
  void convert_twiceOfTheSamePerson_convertsDifferently() {
    BuiltInquiry one = network.inquiry();
    BuiltInquiry other = network.inquiry();
    network.send(one.request()).then().statusCode(200);
    network.send(other.request()).then().statusCode(200);

    assertNotEquals(
        network.audit().contents(one.request().header().exchangeId()),
        network.audit().contents(other.request().header().exchangeId()));
  }

  @Test
  void enrol_ofRegisteredAndOtherNumbers_tellsThemApart() {
    MyNumber registered = TestNetwork.number(201);
    MyNumber mistyped = TestNetwork.number(202);
    network.register(List.of(registered));

    var tokens = network.enrol(TestParties.AOBA_WELFARE, List.of(registered, mistyped, registered));

    assertTrue(tokens.get(0).isPresent());
    assertTrue(tokens.get(1).isEmpty());
    assertEquals(tokens.get(0), tokens.get(2));
    var again = network.enrol(TestParties.AOBA_WELFARE, List.of(registered));
    assertEquals(tokens.get(0), again.getFirst());
    var elsewhere = network.enrol(TestParties.AOBA_TAX, List.of(registered));
    assertNotEquals(tokens.get(0), elsewhere.getFirst());
  }

  @Test
  void enrol_ofNobodyRegistered_isAnsweredAllTheSame() {
    var tokens = network.enrol(TestParties.AOBA_WELFARE, List.of(TestNetwork.number(203)));
    assertEquals(List.of(Optional.empty()), tokens);
  }

  @Test
  void enrol_sentAgain_getsTheSameBytes() {
    MyNumber number = TestNetwork.number(204);
    network.register(List.of(number));
    Header header =
        TestHeaders.own(network.grounds().hash(), ExchangeType.ENROL, TestParties.AOBA_WELFARE, 1);
    UnsignedRequest request =
        new EnrollerExchange(network.grounds().manifest()).build(header, List.of(number));
    byte[] first = network.send(request).then().statusCode(200).extract().asByteArray();
    byte[] second = network.send(request).then().statusCode(200).extract().asByteArray();
    assertArrayEquals(first, second);
  }

  @Test
  void register_twice_saysThatTheSecondWasThere() {
    List<MyNumber> numbers = IntStream.range(301, 303).mapToObj(TestNetwork::number).toList();
    Header header =
        TestHeaders.own(
            network.grounds().hash(), ExchangeType.REGISTER, TestParties.AOBA_RESIDENTS, 2);
    var registrar = new RegistrarExchange(network.grounds().manifest());
    UnsignedRequest request = registrar.build(header, numbers);
    byte[] response = network.send(request).then().statusCode(200).extract().asByteArray();
    assertEquals(
        List.of(
            RegistrarExchange.Registration.REGISTERED, RegistrarExchange.Registration.REGISTERED),
        registrar.open(request, response));

    Header later =
        TestHeaders.own(
            network.grounds().hash(), ExchangeType.REGISTER, TestParties.AOBA_RESIDENTS, 2);
    UnsignedRequest again = registrar.build(later, numbers);
    byte[] second = network.send(again).then().statusCode(200).extract().asByteArray();
    assertEquals(
        List.of(
            RegistrarExchange.Registration.ALREADY_REGISTERED,
            RegistrarExchange.Registration.ALREADY_REGISTERED),
        registrar.open(again, second));
  }

  @Test
  void readlog_ofSomebodyKnown_returnsTheSealedEntries() {
    MyNumber number = TestNetwork.number(401);
    network.register(List.of(number));
    var token = network.enrol(TestParties.AOBA_RESIDENTS, List.of(number)).getFirst().orElseThrow();
    Header header =
        TestHeaders.own(
            network.grounds().hash(), ExchangeType.READLOG, TestParties.AOBA_RESIDENTS, 1);
    var reader = new LogReaderExchange(network.grounds().manifest());
    LogReaderExchange.Reading reading = reader.build(header, List.of(token));
    byte[] response =
        network.send(reading.request()).then().statusCode(200).extract().asByteArray();

    assertTrue(reader.open(reading, response).getFirst().isPresent());
  }

  @Test
  void response_ofAnExchange_holdsNothingOfThePerson() {
    BuiltInquiry inquiry = network.inquiry();
    byte[] response =
        network
            .send(inquiry.request())
            .then()
            .statusCode(200)
            .header("Content-Type", org.hamcrest.Matchers.startsWith("application/json"))
            .extract()
            .asByteArray();
    ExchangeResponse parsed = ExchangeResponse.parse(response, inquiry.request().header());
    assertTrue(parsed.release().isPresent());
    assertTrue(
        !new String(response, java.nio.charset.StandardCharsets.UTF_8).contains("taxed"),
        "the answer is sealed");
    assertTrue(parsed.requestReceipt().time().isBefore(Instant.now().plusSeconds(5)));
  }

  private static void assertProvided(String taxStatus, OpenedAnswer answer) {
    var answered = assertInstanceOf(OpenedAnswer.Answered.class, answer);
    assertEquals(Outcome.PROVIDED, answered.payload().outcome());
    assertEquals(taxStatus, answered.payload().information().getFirst().fields().get("taxStatus"));
    assertEquals("2026", answered.payload().information().getFirst().fields().get("fiscalYear"));
  }
}

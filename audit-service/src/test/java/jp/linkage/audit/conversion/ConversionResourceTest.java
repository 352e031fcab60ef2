package jp.linkage.audit.conversion;

import static jp.linkage.audit.TestGateway.post;
import static jp.linkage.audit.TestGateway.send;
import static jp.linkage.protocol.manifest.TestParties.AOBA_TAX;
import static jp.linkage.protocol.manifest.TestParties.AOBA_WELFARE;
import static jp.linkage.protocol.manifest.TestParties.MIDORI_TAX;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestGateway.Terms;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.TestNumbers;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.Validity;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.message.ConversionItem;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.ConversionResponse;
import jp.linkage.protocol.message.ConversionResult;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.LogReceipt;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.RecordType;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class ConversionResourceTest extends RunningService {
  TestGateway gateway;
  Manifest manifest;
  EmbeddedKafka kafka;

  @Test
  void convert_registeredPerson_arrivesAtTheAskedAgencyAndIsRecordedFirst() {
    String number = TestNumbers.next();
    gateway.register(List.of(number));
    PersonToken welfare = gateway.enrol(AOBA_WELFARE, List.of(number)).getFirst();
    PersonToken tax = gateway.enrol(AOBA_TAX, List.of(number)).getFirst();
    assertNotEquals(welfare, tax);

    ConversionRequest request =
        gateway.convert(AOBA_WELFARE, AOBA_TAX, List.of(welfare), Terms.now());
    ConversionResponse response = send(request);

    assertEquals(tax, gateway.open(request, 0, response.items().getFirst()));
    LogReceipt receipt = response.receipt();
    assertArrayEquals(TestLog.leaves(kafka).get((int) receipt.offset()), receipt.leaf().toArray());
    ExchangeRecord record =
        assertInstanceOf(ExchangeRecord.class, receipt.verify(manifest.audit().logKey()));
    assertEquals(RecordType.REQUEST, record.type());
    assertEquals(request.header().exchangeId(), record.exchangeId());
    assertEquals(Roots.requestRoot(request), record.requestRoot());
    assertEquals(Roots.subjectRoot(request), record.subjectRoot().orElseThrow());
    assertEquals(request.assertion().hash(), record.assertion());
  }

  @Test
  void register_twice_registeredThenAlreadyRegistered() {
    String number = TestNumbers.next();
    assertInstanceOf(
        ConversionResult.Registered.class, gateway.register(List.of(number)).items().getFirst());
    ConversionResponse again = gateway.register(List.of(number, TestNumbers.next()));
    assertInstanceOf(ConversionResult.AlreadyRegistered.class, again.items().get(0));
    assertInstanceOf(ConversionResult.Registered.class, again.items().get(1));
    ConversionResponse twins = gateway.register(List.of("123456789018", "123456789018"));
    assertInstanceOf(ConversionResult.Registered.class, twins.items().get(0));
    assertInstanceOf(ConversionResult.AlreadyRegistered.class, twins.items().get(1));
  }

  @Test
  void convert_batchWithAnUnknownPerson_othersConvertedAndItRejectedInTheSameRecord() {
    List<String> numbers = List.of(TestNumbers.next(), TestNumbers.next());
    gateway.register(numbers);
    List<PersonToken> known = gateway.enrol(AOBA_WELFARE, numbers);
    List<PersonToken> tax = gateway.enrol(AOBA_TAX, numbers);
    PersonToken stranger = TestNumbers.stranger();
    ConversionRequest request =
        gateway.convert(
            AOBA_WELFARE, AOBA_TAX, List.of(known.get(0), stranger, known.get(1)), Terms.now());
    ConversionResponse response = send(request);
    assertEquals(tax.get(0), gateway.open(request, 0, response.items().get(0)));
    assertInstanceOf(ConversionResult.UnknownPerson.class, response.items().get(1));
    assertEquals(tax.get(1), gateway.open(request, 2, response.items().get(2)));
    List<LogRecord> records = TestLog.of(kafka, request.header().exchangeId());
    assertEquals(1, records.size());
    assertEquals(3, ((ExchangeRecord) records.getFirst()).subjects().size());
  }

  @Test
  void enrol_asManyAsOneHeaderMayHave_oneRecordThatFits() {
    List<String> numbers =
        java.util.stream.Stream.generate(TestNumbers::next).limit(Header.MAX_ITEMS).toList();
    gateway.register(numbers);
    ConversionRequest request =
        gateway.numbers(ExchangeType.ENROL, AOBA_WELFARE, numbers, Terms.now());
    ConversionResponse response = send(request);
    gateway.open(request, 499, response.items().get(499));
    assertTrue(response.receipt().leaf().length() <= LogRecord.MAX_BYTES);
    assertEquals(1, TestLog.of(kafka, request.header().exchangeId()).size());
  }

  @Test
  void convert_nobodyRegistered_unknownPersonAndADenyRecord() {
    PersonToken stranger = TestNumbers.stranger();
    ConversionRequest request =
        gateway.convert(AOBA_WELFARE, AOBA_TAX, List.of(stranger), Terms.now());
    ConversionResponse response = send(request);
    assertInstanceOf(ConversionResult.UnknownPerson.class, response.items().getFirst());
    List<LogRecord> records = TestLog.of(kafka, request.header().exchangeId());
    assertEquals(List.of(RecordType.DENY), records.stream().map(LogRecord::type).toList());
    response.receipt().verify(manifest.audit().logKey());
  }

  @Test
  void enrol_unregisteredNumber_unknownPersonAndADenyRecord() {
    ConversionRequest request =
        gateway.numbers(ExchangeType.ENROL, AOBA_WELFARE, List.of(TestNumbers.next()), Terms.now());
    assertInstanceOf(ConversionResult.UnknownPerson.class, send(request).items().getFirst());
    assertEquals(
        List.of(RecordType.DENY),
        TestLog.of(kafka, request.header().exchangeId()).stream().map(LogRecord::type).toList());
  }

  @Test
  void convert_sameRequestAtOnceAndAgain_identicalBytesAndOneLeaf() throws Exception {
    ConversionRequest request = request();
    List<byte[]> answers = new ArrayList<>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<byte[]> call = () -> post("conversions", request.bytes()).asByteArray();
      for (Future<byte[]> answer : callers.invokeAll(List.of(call, call, call, call))) {
        answers.add(answer.get());
      }
    }
    ConversionRequest fresh = gateway.signed(request.header(), request.items());
    answers.add(post("conversions", fresh.bytes()).asByteArray());
    ConversionResponse.parse(answers.getFirst(), request.header());
    for (byte[] answer : answers) {
      assertArrayEquals(answers.getFirst(), answer);
    }
    assertEquals(1, TestLog.of(kafka, request.header().exchangeId()).size());
  }

  @Test
  void convert_otherRequestUnderTheSameId_conflictAndNothingRecorded() {
    ConversionRequest request = request();
    send(request);
    ConversionRequest other =
        gateway.convert(
            AOBA_WELFARE,
            MIDORI_TAX,
            List.of(TestNumbers.stranger()),
            Terms.now().id(request.header().exchangeId()));
    requireProblem(409, "exchange-id-conflict", post("conversions", other.bytes()));
    assertEquals(1, TestLog.of(kafka, request.header().exchangeId()).size());
  }

  @Test
  void convert_resumedLongAfter_storedBytesButNotForSomebodyElse() throws Exception {
    PersonToken token = enrolled();
    Instant asked = Instant.now().minusSeconds(57);
    ConversionRequest request =
        gateway.convert(
            AOBA_WELFARE,
            AOBA_TAX,
            List.of(token),
            Terms.now().at(Validity.of(asked, Duration.ofHours(1))));
    Response answer = post("conversions", request.bytes());
    assertEquals(200, answer.statusCode(), answer::asString);
    byte[] first = answer.asByteArray();
    Thread.sleep(Duration.between(Instant.now(), asked.plusMillis(60_200)));
    ConversionRequest fresh = gateway.signed(request.header(), request.items());
    assertArrayEquals(first, post("conversions", fresh.bytes()).asByteArray());
    ConversionRequest late =
        gateway.convert(
            AOBA_WELFARE,
            AOBA_TAX,
            List.of(token),
            Terms.now().at(Validity.of(asked, Duration.ofHours(1))));
    requireProblem(400, "clock-skew", post("conversions", late.bytes()));
    assertTrue(TestLog.of(kafka, late.header().exchangeId()).isEmpty());
  }

  @Test
  void convert_afterExpiry_expiredEvenIfAnsweredBefore() throws Exception {
    ConversionRequest request =
        gateway.convert(
            AOBA_WELFARE,
            AOBA_TAX,
            List.of(enrolled()),
            Terms.now().at(Validity.of(Instant.now(), Duration.ofMillis(1_500))));
    send(request);
    Thread.sleep(Duration.ofMillis(1_600));
    requireProblem(
        410,
        "exchange-expired",
        post("conversions", gateway.signed(request.header(), request.items()).bytes()));
  }

  @Test
  void leaves_ofAllTypes_showNoHeaderNoTokenAndNoStaff() {
    ConversionRequest request = request();
    send(request);
    for (byte[] leaf : TestLog.leaves(kafka)) {
      String text = new String(leaf, java.nio.charset.StandardCharsets.ISO_8859_1);
      for (String hidden :
          List.of("staff-0001", "case-1", "aoba-welfare", "aoba-tax", "municipal-tax", "障害")) {
        assertFalse(text.contains(hidden), hidden);
      }
      assertFalse(text.contains(Bytes.of(request.header().bytes()).text()));
      for (ConversionItem item : request.items()) {
        assertFalse(text.contains(item.subject().c().text()));
        assertFalse(text.contains(item.subject().r().text()));
      }
    }
    // the sealed part differs although the same is sealed: no block shows through
    ConversionRequest again =
        gateway.convert(AOBA_WELFARE, AOBA_TAX, List.of(enrolled()), Terms.now());
    send(again);
    ExchangeRecord one = only(request);
    ExchangeRecord two = only(again);
    assertFalse(Arrays.equals(head(one.enc()), head(two.enc())));
    assertNotEquals(one.header(), two.header());
  }

  private ExchangeRecord only(ConversionRequest request) {
    return assertInstanceOf(
        ExchangeRecord.class, TestLog.of(kafka, request.header().exchangeId()).getFirst());
  }

  private static byte[] head(Bytes bytes) {
    return Arrays.copyOfRange(bytes.toArray(), 12, 28);
  }

  private PersonToken enrolled() {
    String number = TestNumbers.next();
    gateway.register(List.of(number));
    return gateway.enrol(AOBA_WELFARE, List.of(number)).getFirst();
  }

  private ConversionRequest request() {
    return gateway.convert(AOBA_WELFARE, AOBA_TAX, List.of(enrolled()), Terms.now());
  }

  static void requireProblem(int status, String slug, Response response) {
    assertEquals(status, response.statusCode(), response::asString);
    assertEquals("urn:linkage:problem:" + slug, response.path("type"));
    assertEquals("audit", response.path("stage"));
  }
}

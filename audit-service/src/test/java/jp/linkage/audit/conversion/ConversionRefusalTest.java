package jp.linkage.audit.conversion;

import static jp.linkage.audit.TestGateway.post;
import static jp.linkage.audit.conversion.ConversionResourceTest.requireProblem;
import static jp.linkage.protocol.manifest.TestParties.AOBA_RESIDENTS;
import static jp.linkage.protocol.manifest.TestParties.AOBA_TAX;
import static jp.linkage.protocol.manifest.TestParties.AOBA_WELFARE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestGateway.Terms;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.TestNumbers;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.crypto.HpkePrivateKey;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.message.ConversionItem;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.ConversionResult;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.RecordType;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/** What is not converted, and that the other side does not learn which check failed. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class ConversionRefusalTest extends RunningService {
  TestGateway gateway;
  EmbeddedKafka kafka;

  @Test
  void convert_anyMemberOfAnItemChanged_refusedWithoutTellingWhichAndNothingRecorded() {
    ConversionRequest request = request();
    ConversionItem.Conversion item = (ConversionItem.Conversion) request.items().getFirst();
    ConversionItem.Conversion other = (ConversionItem.Conversion) request().items().getFirst();
    long before = TestLog.end(kafka);
    List<ConversionItem> changed =
        List.of(
            ItemChanges.r(item, other),
            ItemChanges.c(item, other),
            ItemChanges.proofA(item, other),
            ItemChanges.queryDigest(item, other),
            ItemChanges.s(item, other),
            ItemChanges.e(item, other),
            ItemChanges.f(item, other),
            ItemChanges.proofB(item, other),
            ItemChanges.sPrime(item, other),
            ItemChanges.dPrime(item, other),
            ItemChanges.proofL(item, other),
            other);
    List<String> answers = new ArrayList<>();
    for (ConversionItem one : changed) {
      for (boolean signedAnew : List.of(false, true)) {
        boolean onlyASigns = !signedAnew || !one.equals(changed.get(3));
        if (!onlyASigns) {
          // a fresh q_i under a fresh σ_A is simply another request
          continue;
        }
        ConversionRequest sent =
            signedAnew
                ? gateway.signed(request.header(), List.of(one))
                : new ConversionRequest(request.header(), request.assertion(), List.of(one));
        Response response = post("conversions", sent.bytes());
        requireProblem(403, "exchange-refused", response);
        answers.add(response.path("detail"));
      }
    }
    assertEquals(1, answers.stream().distinct().count());
    assertEquals(before, TestLog.end(kafka));
  }

  @Test
  void convert_assertionOfAnotherAgencyOrAnotherTime_refused() {
    ConversionRequest request = request();
    Header header = request.header();
    Bytes root = Roots.requestRoot(request);
    for (var assertion :
        List.of(
            gateway.requestAssertion(header, root, Instant.now().minusSeconds(120)),
            gateway.requestAssertion(header, root, Instant.now().plusSeconds(120)),
            gateway.requestAssertion(header, Roots.NO_OUTPUT, Instant.now()),
            request().assertion())) {
      requireProblem(
          403,
          "exchange-refused",
          post("conversions", new ConversionRequest(header, assertion, request.items()).bytes()));
    }
  }

  @Test
  void convert_headerOfAnotherManifest_mismatch() {
    Header header =
        Header.own(
            Bytes.sha256(Bytes.u32(1)),
            ExchangeType.ENROL,
            TestGateway.newId(),
            AOBA_WELFARE,
            1,
            Terms.now().occasion(),
            Terms.now().validity());
    ConversionRequest request = gateway.request(header, List.of(TestNumbers.stranger()), List.of());
    requireProblem(409, "manifest-mismatch", post("conversions", request.bytes()));
  }

  @Test
  void convert_notInTheTable_notPermittedAndDeniedOnce() {
    PersonToken token = enrolled();
    ConversionRequest request =
        gateway.convert(AOBA_WELFARE, AOBA_RESIDENTS, List.of(token), Terms.now());
    requireProblem(403, "not-permitted", post("conversions", request.bytes()));
    requireProblem(403, "not-permitted", post("conversions", request.bytes()));
    assertEquals(
        List.of(RecordType.DENY),
        TestLog.of(kafka, request.header().exchangeId()).stream().map(LogRecord::type).toList());
  }

  @Test
  void register_withoutTheRight_notPermittedAndNobodyRegistered() {
    String number = TestNumbers.next();
    ConversionRequest request =
        gateway.numbers(ExchangeType.REGISTER, AOBA_TAX, List.of(number), Terms.now());
    requireProblem(403, "not-permitted", post("conversions", request.bytes()));
    assertInstanceOf(
        ConversionResult.Registered.class, gateway.register(List.of(number)).items().getFirst());
  }

  @Test
  void readLog_withoutTheRight_notPermitted() {
    ConversionRequest request =
        gateway.readLog(
            AOBA_WELFARE, List.of(enrolled()), List.of(HpkePrivateKey.generate()), Terms.now());
    requireProblem(403, "not-permitted", post("conversions", request.bytes()));
  }

  private PersonToken enrolled() {
    String number = TestNumbers.next();
    gateway.register(List.of(number));
    return gateway.enrol(AOBA_WELFARE, List.of(number)).getFirst();
  }

  private ConversionRequest request() {
    return gateway.convert(AOBA_WELFARE, AOBA_TAX, List.of(enrolled()), Terms.now());
  }
}

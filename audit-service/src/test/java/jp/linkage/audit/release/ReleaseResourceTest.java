package jp.linkage.audit.release;

import static jp.linkage.audit.TestGateway.post;
import static jp.linkage.audit.TestGateway.send;
import static jp.linkage.protocol.manifest.TestParties.AOBA_TAX;
import static jp.linkage.protocol.manifest.TestParties.AOBA_WELFARE;
import static jp.linkage.protocol.manifest.TestParties.MIDORI_TAX;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestGateway.Terms;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.TestNumbers;
import jp.linkage.audit.Waiting;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.header.Validity;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.ReleaseItem;
import jp.linkage.protocol.message.ReleaseRequest;
import jp.linkage.protocol.message.ReleaseResponse;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.RecordType;
import jp.linkage.protocol.receipt.ReleaseRecord;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class ReleaseResourceTest extends RunningService {
  private static final Bytes OUTCOMES = Bytes.sha256(Bytes.u32(7));
  private static final ReleaseItem ANSWERED =
      new ReleaseItem(AnswerStatus.ANSWERED, Optional.of(Bytes.sha256(Bytes.u32(1))));
  private static final ReleaseItem DEFERRED =
      new ReleaseItem(AnswerStatus.DEFERRED, Optional.empty());
  private static final ReleaseItem UNKNOWN =
      new ReleaseItem(AnswerStatus.UNKNOWN_PERSON, Optional.empty());

  TestGateway gateway;
  EmbeddedKafka kafka;

  @Test
  void release_recordedRequest_receiptOverTheAnswersRootAndTheSameBytesAgain() {
    ConversionRequest request = requested(1);
    byte[] message = message(request, List.of(ANSWERED)).bytes();
    byte[] first = accepted(post("releases", message));
    ReleaseResponse response = ReleaseResponse.parse(first);
    ReleaseRecord record =
        assertInstanceOf(ReleaseRecord.class, LogRecord.parse(response.receipt().leaf().toArray()));
    assertEquals(Roots.answersRoot(List.of(ANSWERED)), record.answersRoot());
    assertEquals(record.answersRoot(), response.receipt().outputDigest());
    assertEquals(Roots.requestRoot(request), record.requestRoot());
    assertArrayEquals(first, accepted(post("releases", message)));
    assertArrayEquals(
        first, accepted(post("releases", message(request, List.of(ANSWERED)).bytes())));
    assertEquals(
        List.of(RecordType.REQUEST, RecordType.RELEASE),
        TestLog.of(kafka, request.header().exchangeId()).stream().map(LogRecord::type).toList());
  }

  @Test
  void release_withoutARecordedRequest_refused() {
    ConversionRequest request = unsent(1);
    refused(message(request, List.of(ANSWERED)));
  }

  @Test
  void release_requestThatWasDenied_refused() {
    ConversionRequest request =
        gateway.convert(AOBA_WELFARE, AOBA_TAX, List.of(TestNumbers.stranger()), Terms.now());
    send(request);
    refused(message(request, List.of(UNKNOWN)));
  }

  @Test
  void release_signedByAnotherAgencyOrAboutOtherAnswers_refused() {
    ConversionRequest request = requested(1);
    Bytes root = Roots.requestRoot(request);
    refused(gateway.release(request.header(), root, List.of(ANSWERED), OUTCOMES, _ -> MIDORI_TAX));
    refused(
        gateway.release(request.header(), root, List.of(ANSWERED), OUTCOMES, _ -> AOBA_WELFARE));
    refused(gateway.release(request.header(), Roots.NO_OUTPUT, List.of(ANSWERED), OUTCOMES));
    ReleaseRequest right = message(request, List.of(ANSWERED));
    refused(
        new ReleaseRequest(right.header(), List.of(DEFERRED), right.outcomes(), right.assertion()));
    refused(
        new ReleaseRequest(
            right.header(), right.items(), Bytes.sha256(OUTCOMES), right.assertion()));
    ConversionRequest other = requested(1);
    refused(new ReleaseRequest(other.header(), right.items(), right.outcomes(), right.assertion()));
    assertEquals(1, TestLog.of(kafka, request.header().exchangeId()).size());
  }

  @Test
  void release_itemsMarkedUnknownThatAreNot_refused() {
    ConversionRequest request = requested(1);
    refused(message(request, List.of(UNKNOWN)));
  }

  @Test
  void release_deferredAnswerLater_secondReleaseButNeverAnotherAnswer() {
    ConversionRequest request = requested(2);
    accepted(post("releases", message(request, List.of(ANSWERED, DEFERRED)).bytes()));
    ReleaseItem later =
        new ReleaseItem(AnswerStatus.ANSWERED, Optional.of(Bytes.sha256(Bytes.u32(2))));
    accepted(post("releases", message(request, List.of(ANSWERED, later)).bytes()));
    for (List<ReleaseItem> changed :
        List.of(List.of(later, later), List.of(ANSWERED, ANSWERED), List.of(DEFERRED, later))) {
      Response response = post("releases", message(request, changed).bytes());
      assertEquals(409, response.statusCode(), response::asString);
      assertEquals("urn:linkage:problem:exchange-id-conflict", response.path("type"));
    }
    assertEquals(3, TestLog.of(kafka, request.header().exchangeId()).size());
  }

  @Test
  void release_afterExpiry_expired() throws Exception {
    ConversionRequest request =
        gateway.convert(
            AOBA_WELFARE,
            AOBA_TAX,
            enrolled(1),
            Terms.now().at(Validity.of(Instant.now(), Duration.ofMillis(1_500))));
    send(request);
    byte[] message = message(request, List.of(ANSWERED)).bytes();
    Thread.sleep(Duration.ofMillis(1_600));
    Response response = post("releases", message);
    assertEquals(410, response.statusCode(), response::asString);
  }

  @Test
  void release_withoutTheBroker_unavailableAndReleasedLater() {
    ConversionRequest request = requested(1);
    byte[] message = message(request, List.of(ANSWERED)).bytes();
    kafka.stop();
    try {
      Response response = post("releases", message);
      assertEquals(503, response.statusCode(), response::asString);
      assertEquals("urn:linkage:problem:audit-unavailable", response.path("type"));
    } finally {
      kafka.start();
    }
    Waiting.untilReady();
    accepted(post("releases", message));
  }

  private void refused(ReleaseRequest message) {
    Response response = post("releases", message.bytes());
    assertEquals(403, response.statusCode(), response::asString);
    assertEquals("urn:linkage:problem:exchange-refused", response.path("type"));
  }

  private static byte[] accepted(Response response) {
    assertEquals(200, response.statusCode(), response::asString);
    return response.asByteArray();
  }

  private ReleaseRequest message(ConversionRequest request, List<ReleaseItem> items) {
    return gateway.release(request.header(), Roots.requestRoot(request), items, OUTCOMES);
  }

  private ConversionRequest requested(int count) {
    ConversionRequest request = unsent(count);
    send(request);
    return request;
  }

  private ConversionRequest unsent(int count) {
    return gateway.convert(AOBA_WELFARE, AOBA_TAX, enrolled(count), Terms.now());
  }

  private List<PersonToken> enrolled(int count) {
    List<String> numbers =
        java.util.stream.Stream.generate(TestNumbers::next).limit(count).toList();
    gateway.register(numbers);
    return gateway.enrol(AOBA_WELFARE, numbers);
  }
}

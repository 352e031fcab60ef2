package jp.linkage.gateway.inquiry;

import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import jp.linkage.gateway.GatewayTest;
import jp.linkage.gateway.network.Fault;
import jp.linkage.gateway.network.TestAuditService;
import jp.linkage.gateway.network.TestNetwork;
import jp.linkage.kit.steps.BuiltInquiry;
import jp.linkage.kit.steps.UnsignedRequest;
import jp.linkage.kit.testing.TestWorld;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.TestHeaders;
import jp.linkage.protocol.header.Validity;
import jp.linkage.protocol.json.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Protocol §5.3: the same id and root resumes, another root conflicts, nothing after expiry. */
@GatewayTest
class ResumeResourceTest {
  @Nullable TestWorld world;
  private TestNetwork network;

  @BeforeEach
  void connect() {
    network = TestNetwork.of(world);
    network.people();
  }

  @Test
  void exchange_resumedAfterTheAuditServiceFailed_sendsTheSameStep() {
    BuiltInquiry inquiry = network.inquiry();
    ExchangeId id = inquiry.request().header().exchangeId();
    network.audit().next(TestAuditService.CONVERSIONS, new Fault.AnswerLost());
    network.send(inquiry.request()).then().statusCode(503);
    network.audit().next(TestAuditService.CONVERSIONS, new Fault.AnswerLost());
    nextSecond();
    network.send(inquiry.request()).then().statusCode(503);
    byte[] response =
        network.send(inquiry.request()).then().statusCode(200).extract().asByteArray();

    List<Bytes> contents = network.audit().contents(id);
    assertEquals(3, contents.size());
    assertEquals(1, contents.stream().distinct().count(), "S, E, F and proofs are the same bytes");
    List<String> assertions = network.audit().assertions(id);
    assertNotEquals(assertions.getFirst(), assertions.getLast(), "each time a fresh σ_A");
    assertEquals(1, network.open(inquiry, response).items().size());
  }

  @Test
  void batch_resumedAfterTheAuditServiceFailed_sendsTheSameStep() {
    BuiltInquiry inquiry = network.inquiry(network.header(4));
    network.audit().next(TestAuditService.CONVERSIONS, new Fault.AnswerLost());
    network.send(inquiry.request()).then().statusCode(503);
    network.send(inquiry.request()).then().statusCode(200);

    List<Bytes> contents = network.audit().contents(inquiry.request().header().exchangeId());
    assertEquals(2, contents.size());
    assertEquals(contents.getFirst(), contents.getLast());
  }

  @Test
  void exchange_resumedAfterEveryStepFailed_ends() {
    BuiltInquiry inquiry = network.inquiry();
    network.audit().next(TestAuditService.CONVERSIONS, new Fault.Unavailable());
    network.send(inquiry.request()).then().statusCode(503);
    network.provider().next(new Fault.AnswerLost());
    network.send(inquiry.request()).then().statusCode(503);
    network.audit().next(TestAuditService.RELEASES, new Fault.AnswerLost());
    network.send(inquiry.request()).then().statusCode(503);
    byte[] response =
        network.send(inquiry.request()).then().statusCode(200).extract().asByteArray();

    assertTrue(network.open(inquiry, response).releaseReceipt().isPresent());
    assertEquals(
        1,
        network.audit().contents(inquiry.request().header().exchangeId()).stream()
            .distinct()
            .count());
  }

  @Test
  void exchange_refusedOnce_mayBeResumed() {
    BuiltInquiry inquiry = network.inquiry();
    network.provider().next(new Fault.Refused());
    network.send(inquiry.request()).then().statusCode(403);
    network.send(inquiry.request()).then().statusCode(200);
  }

  @Test
  void id_withAnotherRoot_conflicts() {
    Header header = network.header(1);
    BuiltInquiry first = network.inquiry(header);
    BuiltInquiry second = network.inquiry(header);
    assertNotEquals(first.request().requestRoot(), second.request().requestRoot());
    network.send(first.request()).then().statusCode(200);

    problem(network.send(second.request()), 409, "exchange-id-conflict");
    // the first one is untouched
    network.send(first.request()).then().statusCode(200);
  }

  @Test
  void id_withAnotherRootBeforeTheEnd_conflicts() {
    Header header = network.header(2);
    BuiltInquiry first = network.inquiry(header);
    network.audit().next(TestAuditService.CONVERSIONS, new Fault.Unavailable());
    network.send(first.request()).then().statusCode(503);

    problem(network.send(network.inquiry(header).request()), 409, "exchange-id-conflict");
    assertEquals(List.of(), network.audit().contents(header.exchangeId()));
  }

  @Test
  void id_ofAnotherAgency_conflicts() {
    BuiltInquiry first = network.inquiry();
    network.send(first.request()).then().statusCode(200);
    Header stolen =
        Header.convert(
            network.grounds().hash(),
            first.request().header().exchangeId(),
            jp.linkage.protocol.manifest.TestParties.AOBA_RESIDENTS,
            jp.linkage.protocol.manifest.TestParties.AOBA_TAX,
            1,
            TestHeaders.basis("144", "disability-support-benefits", "1", "applicant"),
            TestHeaders.occasion(),
            Validity.of(TestHeaders.now(), Duration.ofHours(1)));
    problem(network.send(network.inquiry(stolen).request()), 409, "exchange-id-conflict");
  }

  @Test
  void exchange_afterItsExpiry_isGone() {
    Instant now = TestHeaders.now();
    Duration validity = Duration.ofSeconds(12);
    BuiltInquiry finished = network.inquiry(network.header(1, now, validity));
    BuiltInquiry begun = network.inquiry(network.header(1, now, validity));
    network.send(finished.request()).then().statusCode(200);
    network.audit().next(TestAuditService.CONVERSIONS, new Fault.Unavailable());
    network.send(begun.request()).then().statusCode(503);
    pause(Duration.between(Instant.now(), now.plus(validity)).plusMillis(10));

    problem(network.send(finished.request()), 410, "exchange-expired");
    problem(network.send(begun.request()), 410, "exchange-expired");
  }

  @Test
  void exchange_expiredBeforeItIsSeen_isGone() {
    Header header = network.header(1, TestHeaders.now().minusSeconds(30), Duration.ofSeconds(20));
    problem(network.send(network.inquiry(header).request()), 410, "exchange-expired");
  }

  @Test
  void exchange_seenFirstLongAfterItWasRequested_hasClockSkew() {
    Header old = network.header(1, TestHeaders.now().minusSeconds(61), Duration.ofHours(1));
    problem(network.send(network.inquiry(old).request()), 400, "clock-skew");
    Header early = network.header(1, TestHeaders.now().plusSeconds(65), Duration.ofHours(1));
    problem(network.send(network.inquiry(early).request()), 400, "clock-skew");
  }

  @Test
  void sameExchange_fromManyAtOnce_isConvertedOnce() throws Exception {
    BuiltInquiry inquiry = network.inquiry();
    List<Response> responses = atOnce(8, inquiry.request());

    for (Response response : responses) {
      response.then().statusCode(200);
      assertArrayEquals(responses.getFirst().asByteArray(), response.asByteArray());
    }
    ExchangeId id = inquiry.request().header().exchangeId();
    assertEquals(
        1,
        network.audit().contents(id).stream().distinct().count(),
        "whoever was first stored the step, the others sent it too");
    network.open(inquiry, responses.getFirst().asByteArray());
  }

  @Test
  void sameIdWithTwoRoots_atOnce_letsOnlyOneThrough() throws Exception {
    Header header = network.header(1);
    UnsignedRequest one = network.inquiry(header).request();
    UnsignedRequest other = network.inquiry(header).request();
    List<Response> responses = atOnce(4, one, other);

    long answered = responses.stream().filter(r -> r.statusCode() == 200).count();
    long conflicting = responses.stream().filter(r -> r.statusCode() == 409).count();
    assertEquals(4, answered);
    assertEquals(4, conflicting);
    assertEquals(1, network.audit().contents(header.exchangeId()).stream().distinct().count());
  }

  private List<Response> atOnce(int times, UnsignedRequest... requests) throws Exception {
    List<Callable<Response>> calls = new ArrayList<>();
    for (UnsignedRequest request : requests) {
      byte[] m1 = network.sign(request).bytes();
      IntStream.range(0, times).forEach(_ -> calls.add(() -> network.send(m1)));
    }
    try (var threads = Executors.newFixedThreadPool(calls.size())) {
      List<Response> responses = new ArrayList<>();
      for (Future<Response> future : threads.invokeAll(calls)) {
        responses.add(future.get());
      }
      return responses;
    }
  }

  /** σ_A tells times in whole seconds. */
  private static void nextSecond() {
    pause(Duration.ofMillis(1001 - Instant.now().toEpochMilli() % 1000));
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static ValidatableResponse problem(Response response, int status, String type) {
    return response
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", is("urn:linkage:problem:" + type))
        .body("stage", is("gateway"));
  }
}

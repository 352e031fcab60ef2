package jp.linkage.gateway.inquiry;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import jp.linkage.gateway.GatewayTest;
import jp.linkage.gateway.network.Fault;
import jp.linkage.gateway.network.TestAuditService;
import jp.linkage.gateway.network.TestNetwork;
import jp.linkage.kit.steps.BuiltInquiry;
import jp.linkage.kit.testing.TestWorld;
import jp.linkage.protocol.json.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the asking agency is told when a party fails, and what does not happen then. */
@GatewayTest
class FailureResourceTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Nullable TestWorld world;
  private TestNetwork network;

  @BeforeEach
  void connect() {
    network = TestNetwork.of(world);
    network.people();
  }

  @Test
  void exchange_withTheAuditServiceDown_isNotAskedOfTheProvider() {
    BuiltInquiry inquiry = network.inquiry();
    int asked = network.provider().calls();
    network.audit().stop();
    try {
      auditUnavailable(network.send(inquiry.request()).then());
    } finally {
      network.audit().start();
    }
    assertEquals(asked, network.provider().calls());
    network.send(inquiry.request()).then().statusCode(200);
  }

  @Test
  void exchange_withTheAuditServiceUnavailable_handsOnWhenToComeAgain() {
    BuiltInquiry inquiry = network.inquiry();
    int asked = network.provider().calls();
    network.audit().next(TestAuditService.CONVERSIONS, new Fault.Unavailable());
    auditUnavailable(network.send(inquiry.request()).then()).header("Retry-After", is("7"));
    assertEquals(asked, network.provider().calls());
  }

  @Test
  void exchange_withTheAuditServiceSilent_isGivenUp() {
    BuiltInquiry inquiry = network.inquiry();
    int asked = network.provider().calls();
    network.audit().next(TestAuditService.CONVERSIONS, new Fault.Silence());
    auditUnavailable(network.send(inquiry.request()).then());
    assertEquals(asked, network.provider().calls());
  }

  @Test
  void exchange_withAnAuditServiceThatFails_isUnavailable() {
    network.audit().next(TestAuditService.CONVERSIONS, new Fault.Crash());
    auditUnavailable(network.send(network.inquiry().request()).then());
  }

  @Test
  void exchange_refusedByTheAuditService_isRefusedWithoutAReason() {
    network.audit().next(TestAuditService.CONVERSIONS, new Fault.Refused());
    refused(network.send(network.inquiry().request()).then(), "audit");
  }

  @Test
  void exchange_withAKeptConnectionClosed_succeedsOnANewOne() {
    network.audit().next(TestAuditService.CONVERSIONS, new Fault.Disconnect());
    network.send(network.inquiry().request()).then().statusCode(200);
  }

  @Test
  void exchange_withTheProviderDown_succeedsLaterUnderTheSameId() {
    BuiltInquiry inquiry = network.inquiry();
    network.provider().stop();
    try {
      problem(network.send(inquiry.request()).then(), 503, "provider-unavailable", "provider")
          .body("retryable", is(true))
          .header("Retry-After", is("2"));
    } finally {
      network.provider().start();
    }
    byte[] response =
        network.send(inquiry.request()).then().statusCode(200).extract().asByteArray();
    assertEquals(1, network.open(inquiry, response).items().size());
  }

  @Test
  void exchange_withTheProvidersDatabaseDown_isUnavailableAtTheProvider() {
    network.provider().next(new Fault.Unavailable());
    problem(
            network.send(network.inquiry().request()).then(),
            503,
            "provider-unavailable",
            "provider")
        .header("Retry-After", is("7"));
  }

  @Test
  void exchange_refusedByTheProvider_isRefusedWithoutAReason() {
    network.provider().next(new Fault.Refused());
    refused(network.send(network.inquiry().request()).then(), "provider");
  }

  @Test
  void exchange_withTheReleaseFailing_handsNothingOver() {
    BuiltInquiry inquiry = network.inquiry();
    network.audit().next(TestAuditService.RELEASES, new Fault.Unavailable());
    auditUnavailable(network.send(inquiry.request()).then())
        .body(not(containsString("ciphertext")));

    byte[] response =
        network.send(inquiry.request()).then().statusCode(200).extract().asByteArray();
    assertTrue(network.open(inquiry, response).releaseReceipt().isPresent());
  }

  @Test
  void answer_withAnotherCiphertext_isRefused() {
    changedAnswer(m4 -> {
      ObjectNode answer = (ObjectNode) m4.get("items").get(0).get("answer");
      answer.put("ciphertext", flipped(answer.get("ciphertext").textValue()));
    });
  }

  @Test
  void answer_withAnotherStatus_isRefused() {
    changedAnswer(m4 -> {
      ObjectNode item = (ObjectNode) m4.get("items").get(0);
      item.put("status", "refused");
      item.remove("answer");
    });
  }

  @Test
  void answer_withUnknownPersonForSomebodyWhomTheRegistryKnows_isRefused() {
    changedAnswer(m4 -> {
      ObjectNode item = (ObjectNode) m4.get("items").get(0);
      item.put("status", "unknown-person");
      item.remove("answer");
    });
  }

  @Test
  void answer_withOtherOutcomes_isRefused() {
    changedAnswer(m4 -> m4.put("outcomes", flipped(m4.get("outcomes").textValue())));
  }

  @Test
  void answer_withTheInquirersAssertion_isRefused() {
    BuiltInquiry inquiry = network.inquiry();
    var signed = network.sign(inquiry.request());
    network
        .provider()
        .next(new Fault.Changed(change(m4 -> m4.put("assertion", signed.assertion().compact()))));
    refused(network.send(signed.bytes()).then(), "provider");
  }

  @Test
  void answer_withoutItems_isRefused() {
    changedAnswer(m4 -> m4.putArray("items"));
  }

  @Test
  void answer_withAnUnknownMember_isRefused() {
    changedAnswer(m4 -> m4.put("hint", "x"));
  }

  @Test
  void requestReceipt_withAnotherOffset_isRefused() {
    changedConversion(answer -> ((ObjectNode) answer.get("receipt")).put("offset", 123_456));
  }

  @Test
  void requestReceipt_ofAnotherExchange_isRefused() {
    BuiltInquiry earlier = network.inquiry();
    byte[] response =
        network.send(earlier.request()).then().statusCode(200).extract().asByteArray();
    JsonNode receipt = read(response).get("requestReceipt");
    changedConversion(answer -> answer.set("receipt", receipt));
  }

  @Test
  void conversion_withOtherPoints_isRefused() {
    BuiltInquiry earlier = network.inquiry();
    byte[][] kept = new byte[1][];
    network
        .audit()
        .next(
            TestAuditService.CONVERSIONS,
            new Fault.Changed(bytes -> {
              kept[0] = bytes;
              return bytes;
            }));
    network.send(earlier.request()).then().statusCode(200);
    changedConversion(answer -> answer.set("items", read(kept[0]).get("items")));
  }

  @Test
  void conversion_withAConvertedItemCalledUnknown_isRefused() {
    changedConversion(
        answer -> answer.putArray("items").addObject().put("status", "unknown-person"));
  }

  @Test
  void releaseReceipt_ofTheRequest_isRefused() {
    BuiltInquiry earlier = network.inquiry();
    byte[] response =
        network.send(earlier.request()).then().statusCode(200).extract().asByteArray();
    JsonNode receipt = read(response).get("requestReceipt");
    network
        .audit()
        .next(
            TestAuditService.RELEASES,
            new Fault.Changed(change(answer -> answer.set("receipt", receipt))));
    refused(network.send(network.inquiry().request()).then(), "audit");
  }

  @Test
  void releaseReceipt_ofAnotherRelease_isRefused() {
    BuiltInquiry earlier = network.inquiry();
    byte[] response =
        network.send(earlier.request()).then().statusCode(200).extract().asByteArray();
    JsonNode receipt = read(response).get("releaseReceipt");
    BuiltInquiry inquiry = network.inquiry();
    network
        .audit()
        .next(
            TestAuditService.RELEASES,
            new Fault.Changed(change(answer -> answer.set("receipt", receipt))));
    refused(network.send(inquiry.request()).then(), "audit");
    // and the honest receipt still comes when the exchange is resumed
    network.send(inquiry.request()).then().statusCode(200);
  }

  private void changedAnswer(Consumer<ObjectNode> change) {
    int released = network.audit().calls(TestAuditService.RELEASES);
    network.provider().next(new Fault.Changed(change(change)));
    refused(network.send(network.inquiry().request()).then(), "provider");
    assertEquals(released, network.audit().calls(TestAuditService.RELEASES));
  }

  private void changedConversion(Consumer<ObjectNode> change) {
    int asked = network.provider().calls();
    network.audit().next(TestAuditService.CONVERSIONS, new Fault.Changed(change(change)));
    refused(network.send(network.inquiry().request()).then(), "audit");
    assertEquals(asked, network.provider().calls());
  }

  private static UnaryOperator<byte[]> change(Consumer<ObjectNode> change) {
    return bytes -> {
      ObjectNode json = (ObjectNode) read(bytes);
      change.accept(json);
      try {
        return JSON.writeValueAsBytes(json);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  private static JsonNode read(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String flipped(String base64Url) {
    byte[] octets = Bytes.parse(base64Url).toArray();
    octets[octets.length / 2] ^= 1;
    return Bytes.of(octets).text();
  }

  private static ValidatableResponse auditUnavailable(ValidatableResponse response) {
    return problem(response, 503, "audit-unavailable", "audit").body("retryable", is(true));
  }

  private static void refused(ValidatableResponse response, String stage) {
    problem(response, 403, "exchange-refused", stage)
        .body("detail", is("The exchange does not pass the checks."))
        .body("retryable", is(false));
  }

  private static ValidatableResponse problem(
      ValidatableResponse response, int status, String type, String stage) {
    return response
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", is("urn:linkage:problem:" + type))
        .body("stage", is(stage))
        .body(not(containsString("secret of the other party")));
  }
}

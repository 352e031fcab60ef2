package jp.linkage.gateway.inquiry;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import jp.linkage.gateway.GatewayTest;
import jp.linkage.gateway.network.TestAuditService;
import jp.linkage.gateway.network.TestNetwork;
import jp.linkage.kit.steps.EnrollerExchange;
import jp.linkage.kit.steps.UnsignedRequest;
import jp.linkage.kit.testing.RefusedBodies;
import jp.linkage.kit.testing.TestWorld;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.TestHeaders;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.TestParties;
import jp.linkage.protocol.message.BlindedSubject;
import jp.linkage.protocol.message.RequestItem;
import jp.linkage.protocol.problem.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** M1 that is not as protocol §2 and §4.2 want it. */
@GatewayTest
class MessageFormResourceTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Nullable TestWorld world;
  private TestNetwork network;
  private int conversions;

  @BeforeEach
  void connect() {
    network = TestNetwork.of(world);
    network.people();
    conversions = network.audit().calls(TestAuditService.CONVERSIONS);
  }

  @AfterEach
  void nothingIsConverted() {
    assertEquals(conversions, network.audit().calls(TestAuditService.CONVERSIONS));
  }

  @Test
  void point_atInfinity_isRefused() {
    refusedPoint(new byte[33]);
  }

  @Test
  void point_offTheCurve_isRefused() {
    byte[] offCurve = new byte[33];
    offCurve[0] = 2;
    // x³ − 3x + b is no square of the field for x = 1
    offCurve[32] = 1;
    refusedPoint(offCurve);
  }

  @Test
  void point_withTheTagOfAnUncompressedOne_isRefused() {
    byte[] point = request().items().getFirst().subject().r().toArray();
    point[0] = 4;
    refusedPoint(point);
  }

  @Test
  void point_whoseCoordinateIsBeyondTheField_isRefused() {
    byte[] point = new byte[33];
    java.util.Arrays.fill(point, (byte) 0xff);
    point[0] = 2;
    refusedPoint(point);
  }

  @Test
  void point_uncompressed_isInvalid() {
    invalid(m1 -> item(m1).put("r", Bytes.of(new byte[65]).text()), "$.items[0].r");
  }

  @Test
  void proof_ofAnotherItem_isRefused() {
    UnsignedRequest request = network.inquiry(network.header(2)).request();
    RequestItem.Query first = (RequestItem.Query) request.items().get(0);
    RequestItem.Query second = (RequestItem.Query) request.items().get(1);
    // each proof is bound to h_i: exchanged, neither verifies
    refused(new UnsignedRequest(request.header(), List.of(second, first)));
  }

  @Test
  void proof_withAScalarOutOfRange_isRefused() {
    byte[] proof = new byte[64];
    java.util.Arrays.fill(proof, (byte) 0xff);
    UnsignedRequest request = request();
    RequestItem.Query item = (RequestItem.Query) request.items().getFirst();
    var subject = new BlindedSubject(item.subject().r(), item.subject().c(), Bytes.of(proof));
    refused(
        new UnsignedRequest(
            request.header(), List.of(new RequestItem.Query(subject, item.query()))));
  }

  @Test
  void inquiry_changedAnywhere_isRefusedWithThePlace() {
    changedAnywhere(request());
  }

  @Test
  void enrolment_changedAnywhere_isRefusedWithThePlace() {
    Header header =
        TestHeaders.own(network.grounds().hash(), ExchangeType.ENROL, TestParties.AOBA_WELFARE, 1);
    changedAnywhere(
        new EnrollerExchange(network.grounds().manifest())
            .build(header, List.of(TestNetwork.number(1))));
  }

  private void changedAnywhere(UnsignedRequest request) {
    RefusedBodies.check(
        Stage.GATEWAY, network.sign(request).bytes(), Set.of(), body -> network.send(body));
  }

  @Test
  void items_notAsManyAsTheHeaderSays_areInvalid() {
    invalid(m1 -> m1.withArray("items").add(item(m1).deepCopy()), "$.items");
    invalid(m1 -> m1.putArray("items"), "$.items");
  }

  @Test
  void items_ofAnotherType_areInvalid() {
    invalid(m1 -> item(m1).remove("query"), "$.items[0].query");
  }

  @Test
  void header_notCanonical_isInvalid() {
    invalid(
        m1 -> {
          byte[] header = Bytes.parse(m1.get("header").textValue()).toArray();
          String spaced = new String(header, StandardCharsets.UTF_8).replaceFirst(":", ": ");
          m1.put("header", Bytes.of(spaced.getBytes(StandardCharsets.UTF_8)).text());
        },
        "$.header");
  }

  @Test
  void member_doubled_isInvalid() {
    String m1 = new String(network.sign(request()).bytes(), StandardCharsets.UTF_8);
    invalid(
        m1.replaceFirst("\\{\"assertion\":", "{\"assertion\":\"a.b.c\",\"assertion\":")
            .getBytes(StandardCharsets.UTF_8),
        "$");
  }

  @Test
  void body_thatIsNoJson_isInvalid() {
    invalid("{".getBytes(StandardCharsets.UTF_8), "$");
    invalid("[]".getBytes(StandardCharsets.UTF_8), "$");
    invalid(new byte[0], "$");
    invalid(new byte[] {'{', (byte) 0xff, '}'}, "$");
  }

  @Test
  void body_ofAnotherMediaType_isUnsupported() {
    given()
        .contentType("application/xml")
        .body("<m1/>")
        .when()
        .post("/linkage/v1/exchanges")
        .then()
        .statusCode(415)
        .contentType("application/problem+json");
  }

  @Test
  void body_tooLargeForItsItems_isInvalid() {
    byte[] m1 = network.sign(request()).bytes();
    byte[] padded = java.util.Arrays.copyOf(m1, 60_000);
    java.util.Arrays.fill(padded, m1.length, padded.length, (byte) ' ');
    invalid(padded, "$");
  }

  @Test
  void body_tooLargeForAnyExchange_isTooLarge() throws IOException {
    // By hand, as the server answers and closes before the whole body is there
    try (var socket = new Socket("localhost", RestAssured.port)) {
      var out = socket.getOutputStream();
      String head =
          "POST /linkage/v1/exchanges HTTP/1.1\r\nHost: localhost\r\n"
              + "Content-Type: application/json\r\nContent-Length: 9437184\r\n\r\n{";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      assertEquals("HTTP/1.1 413 Request Entity Too Large", in.readLine());
    }
  }

  private UnsignedRequest request() {
    return network.inquiry().request();
  }

  private static ObjectNode item(ObjectNode m1) {
    return (ObjectNode) m1.get("items").get(0);
  }

  private void refusedPoint(byte[] point) {
    UnsignedRequest request = request();
    RequestItem.Query item = (RequestItem.Query) request.items().getFirst();
    BlindedSubject honest = item.subject();
    var inR = new BlindedSubject(Bytes.of(point), honest.c(), honest.proofA());
    refused(
        new UnsignedRequest(request.header(), List.of(new RequestItem.Query(inR, item.query()))));
    var inC = new BlindedSubject(honest.r(), Bytes.of(point), honest.proofA());
    refused(
        new UnsignedRequest(request.header(), List.of(new RequestItem.Query(inC, item.query()))));
  }

  private void refused(UnsignedRequest request) {
    network
        .send(request)
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body("type", is("urn:linkage:problem:exchange-refused"))
        .body("detail", is("The exchange does not pass the checks."))
        .body("stage", is("gateway"));
  }

  private void invalid(Consumer<ObjectNode> change, String path) {
    try {
      ObjectNode m1 = (ObjectNode) JSON.readTree(network.sign(request()).bytes());
      change.accept(m1);
      invalid(JSON.writeValueAsBytes(m1), path);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void invalid(byte[] m1, String path) {
    network
        .send(m1)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", is("urn:linkage:problem:invalid-message"))
        .body("detail", startsWith(path))
        .body("detail", containsString("expected"))
        .body("stage", is("gateway"));
  }
}

package jp.linkage.gateway.permission;

import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.response.Response;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jp.linkage.gateway.GatewayTest;
import jp.linkage.gateway.network.TestAuditService;
import jp.linkage.gateway.network.TestNetwork;
import jp.linkage.kit.steps.UnsignedRequest;
import jp.linkage.kit.testing.TestWorld;
import jp.linkage.protocol.assertion.RequestAssertion;
import jp.linkage.protocol.assertion.SignedAssertion;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.keys.Es256PrivateKey;
import jp.linkage.protocol.manifest.TestParties;
import jp.linkage.protocol.message.ExchangeRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** σ_A that does not hold: one answer for all, and nobody else hears of the exchange. */
@GatewayTest
class AssertionResourceTest {
  @Nullable TestWorld world;
  private TestNetwork network;
  private UnsignedRequest request;
  private int calls;

  @BeforeEach
  void connect() {
    network = TestNetwork.of(world);
    request = network.inquiry().request();
    calls = calls();
  }

  @AfterEach
  void nobodyElseIsCalled() {
    assertEquals(calls, calls());
  }

  private int calls() {
    return network.audit().calls(TestAuditService.CONVERSIONS)
        + network.audit().calls(TestAuditService.DENIALS)
        + network.provider().calls();
  }

  @Test
  void assertion_expired_isRefused() {
    refused(claims(Instant.now().minusSeconds(61)));
  }

  @Test
  void assertion_fromTheFuture_isRefused() {
    refused(claims(Instant.now().plusSeconds(120)));
  }

  @Test
  void assertion_validForTooLong_isRefused() {
    Map<String, Object> claims = claims(Instant.now());
    claims.put("exp", Instant.now().getEpochSecond() + 120);
    refused(claims);
  }

  @Test
  void assertion_addressedToTheGatewayAlone_isRefused() {
    Map<String, Object> claims = claims(Instant.now());
    claims.put("aud", List.of("linkage-gateway"));
    refused(claims);
  }

  @Test
  void assertion_addressedToAnotherProvider_isRefused() {
    Map<String, Object> claims = claims(Instant.now());
    claims.put("aud", List.of("linkage-gateway", "audit-service", "midori-tax"));
    refused(claims);
  }

  @Test
  void assertion_ofAnotherExchange_isRefused() {
    UnsignedRequest other = network.inquiry().request();
    send(network.sign(other).assertion());
  }

  @Test
  void assertion_overAnotherRoot_isRefused() {
    UnsignedRequest other = network.inquiry(request.header()).request();
    send(network.sign(other).assertion());
  }

  @Test
  void assertion_ofAnotherIssuer_isRefused() {
    Map<String, Object> claims = claims(Instant.now());
    claims.put("iss", "midori-tax");
    refused(claims);
  }

  @Test
  void assertion_withAnUnknownClaim_isRefused() {
    Map<String, Object> claims = claims(Instant.now());
    claims.put("scope", "all");
    refused(claims);
  }

  @Test
  void assertion_withoutItsRoot_isRefused() {
    Map<String, Object> claims = claims(Instant.now());
    claims.remove("root");
    refused(claims);
  }

  @Test
  void assertion_signedByAnotherAgency_isRefused() {
    send(
        sign(
            claims(Instant.now()),
            "aoba-welfare",
            RequestAssertion.TYP,
            key(TestParties.MIDORI_TAX)));
  }

  @Test
  void assertion_signedByAnotherAgencyInItsOwnName_isRefused() {
    send(
        sign(
            claims(Instant.now()),
            "midori-tax",
            RequestAssertion.TYP,
            key(TestParties.MIDORI_TAX)));
  }

  @Test
  void assertion_ofAnotherKind_isRefused() {
    send(
        sign(
            claims(Instant.now()),
            "aoba-welfare",
            "linkage-answer+jwt",
            key(TestParties.AOBA_WELFARE)));
  }

  @Test
  void assertion_modified_isRefused() {
    String compact = network.sign(request).assertion().compact();
    int at = compact.lastIndexOf('.') + 10;
    char other = compact.charAt(at) == 'A' ? 'B' : 'A';
    send(new SignedAssertion(compact.substring(0, at) + other + compact.substring(at + 1)));
  }

  @Test
  void assertion_unsigned_isRefused() {
    String compact = network.sign(request).assertion().compact();
    String none = "eyJhbGciOiJub25lIiwidHlwIjoibGlua2FnZS1yZXF1ZXN0K2p3dCJ9";
    send(new SignedAssertion(none + compact.substring(compact.indexOf('.'))));
  }

  @Test
  void request_ofAnAgencyThatTheManifestDoesNotName_isRefused() {
    var header =
        jp.linkage.protocol.header.TestHeaders.own(
            network.grounds().hash(),
            jp.linkage.protocol.header.ExchangeType.ENROL,
            new AgencyId("nowhere"),
            1);
    var unknown = new UnsignedRequest(header, enrolment().items());
    problem(
        network.send(
            new ExchangeRequest(header, unknown.items(), network.sign(request).assertion())
                .bytes()));
  }

  private UnsignedRequest enrolment() {
    var header =
        jp.linkage.protocol.header.TestHeaders.own(
            network.grounds().hash(),
            jp.linkage.protocol.header.ExchangeType.ENROL,
            TestParties.AOBA_WELFARE,
            1);
    return new jp.linkage.kit.steps.EnrollerExchange(network.grounds().manifest())
        .build(header, List.of(TestNetwork.number(1)));
  }

  private Map<String, Object> claims(Instant now) {
    return new HashMap<>(
        RequestAssertion.of(request.header(), request.requestRoot(), now).claims());
  }

  private Es256PrivateKey key(AgencyId agency) {
    return network.parties().agency(agency).signingKey();
  }

  private void refused(Map<String, Object> claims) {
    send(sign(claims, "aoba-welfare", RequestAssertion.TYP, key(TestParties.AOBA_WELFARE)));
  }

  private static SignedAssertion sign(
      Map<String, Object> claims, String kid, String typ, Es256PrivateKey key) {
    return new SignedAssertion(
        Jwt.claims(claims)
            .jws()
            .header("typ", typ)
            .keyId(kid)
            .algorithm(SignatureAlgorithm.ES256)
            .sign(key.toKey()));
  }

  private void send(SignedAssertion assertion) {
    problem(
        network.send(new ExchangeRequest(request.header(), request.items(), assertion).bytes()));
  }

  private static void problem(Response response) {
    response
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body("type", is("urn:linkage:problem:exchange-refused"))
        .body("detail", is("The exchange does not pass the checks."))
        .body("stage", is("gateway"));
  }
}

package jp.linkage.gateway.permission;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.ValidatableResponse;
import java.util.List;
import jp.linkage.gateway.GatewayTest;
import jp.linkage.gateway.network.Fault;
import jp.linkage.gateway.network.TestAuditService;
import jp.linkage.gateway.network.TestNetwork;
import jp.linkage.kit.steps.EnrollerExchange;
import jp.linkage.kit.steps.LogReaderExchange;
import jp.linkage.kit.steps.UnsignedRequest;
import jp.linkage.kit.testing.TestWorld;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.header.TestHeaders;
import jp.linkage.protocol.manifest.TestParties;
import jp.linkage.protocol.message.DenialNotice;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the permission table and the manifest do not allow: denied, recorded, and nobody is asked.
 */
@GatewayTest
class DenialResourceTest {
  @Nullable TestWorld world;
  private TestNetwork network;

  @BeforeEach
  void connect() {
    network = TestNetwork.of(world);
    network.people();
  }

  @Test
  void convert_ofAnotherAffair_isDenied() {
    denied(basis("144", "school-lunch", "1", "applicant"));
  }

  @Test
  void convert_ofAnUnknownItem_isDenied() {
    deniedAndReported(
        request(basis("999", "disability-support-benefits", "1", "applicant")),
        "item of the permission table");
  }

  @Test
  void convert_ofAnotherProcedure_isDenied() {
    denied(basis("144", "disability-support-benefits", "99", "applicant"));
  }

  @Test
  void convert_ofInformationThatTheRowDoesNotName_isDenied() {
    denied(basis("144", "disability-support-benefits", "1", "applicant", "family-register"));
  }

  @Test
  void convert_ofOneMoreInformation_isDenied() {
    denied(
        basis(
            "144",
            "disability-support-benefits",
            "1",
            "applicant",
            "family-register",
            "municipal-tax"));
  }

  @Test
  void convert_aboutSomebodyWhomTheRowDoesNotName_isDenied() {
    denied(basis("144", "disability-support-benefits", "1", "neighbour"));
  }

  @Test
  void convert_withConsentWhereTheRowDemandsNone_isDenied() {
    denied(TestHeaders.withConsent(basis("144", "disability-support-benefits", "1", "applicant")));
  }

  @Test
  void convert_toAnAgencyThatDoesNotProvide_isDenied() {
    denied(
        TestHeaders.convert(
            network.grounds().hash(),
            TestParties.AOBA_WELFARE,
            TestParties.AOBA_RESIDENTS,
            1,
            basis("144", "disability-support-benefits", "1", "applicant"),
            TestHeaders.now()),
        "PROVIDE");
  }

  @Test
  void convert_byAnAgencyThatDoesNotInquire_isDenied() {
    Header header =
        TestHeaders.convert(
            network.grounds().hash(),
            TestParties.MIDORI_TAX,
            TestParties.AOBA_TAX,
            1,
            basis("144", "disability-support-benefits", "1", "applicant"),
            TestHeaders.now());
    denied(header, "INQUIRE");
  }

  @Test
  void convert_toAnAgencyThatTheManifestDoesNotName_isDenied() {
    Header elsewhere =
        TestHeaders.convert(
            network.grounds().hash(),
            TestParties.AOBA_WELFARE,
            new AgencyId("nowhere"),
            1,
            basis("144", "disability-support-benefits", "1", "applicant"),
            TestHeaders.now());
    var items = network.inquiry().request().items();
    deniedAndReported(new UnsignedRequest(elsewhere, items), "nowhere");
  }

  @Test
  void register_withoutTheRight_isDenied() {
    Header header =
        TestHeaders.own(
            network.grounds().hash(), ExchangeType.REGISTER, TestParties.AOBA_WELFARE, 1);
    deniedAndReported(
        new EnrollerExchange(network.grounds().manifest())
            .build(header, List.of(TestNetwork.number(1))),
        "REGISTER");
  }

  @Test
  void readlog_withoutTheRight_isDenied() {
    Header header =
        TestHeaders.own(
            network.grounds().hash(), ExchangeType.READLOG, TestParties.AOBA_WELFARE, 1);
    var person = network.people().getFirst().atWelfare();
    deniedAndReported(
        new LogReaderExchange(network.grounds().manifest())
            .build(header, List.of(person))
            .request(),
        "READLOG");
  }

  @Test
  void denial_repeated_isTheSameDenial() {
    UnsignedRequest request = request(basis("144", "school-lunch", "1", "applicant"));
    String first = notPermitted(request).extract().path("detail");
    String second = notPermitted(request).extract().path("detail");
    assertEquals(first, second);
  }

  @Test
  void denial_withTheAuditServiceDown_staysADenial() {
    UnsignedRequest request = request(basis("144", "school-lunch", "1", "applicant"));
    network.audit().next(TestAuditService.DENIALS, new Fault.Unavailable());
    notPermitted(request);
    network.audit().stop();
    try {
      notPermitted(request);
    } finally {
      network.audit().start();
    }
    assertFalse(reported(request));
    notPermitted(request);
    assertTrue(reported(request), "the next repetition reports it");
  }

  @Test
  void header_ofAnotherManifest_isToldToFetchTheCurrentOne() {
    int denials = network.audit().calls(TestAuditService.DENIALS);
    Header header = TestHeaders.convert(TestHeaders.hash(7), 1);
    network
        .send(network.inquiry(header).request())
        .then()
        .statusCode(409)
        .body("type", is("urn:linkage:problem:manifest-mismatch"))
        .body("stage", is("gateway"))
        .body("retryable", is(true));
    assertEquals(denials, network.audit().calls(TestAuditService.DENIALS));
  }

  private static LegalBasis basis(
      String item, String affair, String procedure, String relation, String... information) {
    return TestHeaders.basis(item, affair, procedure, relation, information);
  }

  private UnsignedRequest request(LegalBasis basis) {
    return network.inquiry(TestHeaders.convert(network.grounds().hash(), 1, basis)).request();
  }

  /** The reason names the row that comes closest. */
  private void denied(LegalBasis basis) {
    deniedAndReported(request(basis), "144.1.");
  }

  private void denied(Header header, String reason) {
    deniedAndReported(network.inquiry(header).request(), reason);
  }

  private void deniedAndReported(UnsignedRequest request, String reason) {
    int conversions = network.audit().calls(TestAuditService.CONVERSIONS);
    int asked = network.provider().calls();

    String detail =
        notPermitted(request).body("detail", containsString(reason)).extract().path("detail");

    assertEquals(conversions, network.audit().calls(TestAuditService.CONVERSIONS));
    assertEquals(asked, network.provider().calls());
    DenialNotice notice =
        network.audit().denials().stream()
            .filter(denial -> denial.header().equals(request.header()))
            .findFirst()
            .orElseThrow();
    assertEquals(detail, notice.reason());
    assertEquals(request.requestRoot(), notice.requestRoot());
  }

  private boolean reported(UnsignedRequest request) {
    return network.audit().denials().stream()
        .anyMatch(denial -> denial.header().equals(request.header()));
  }

  private ValidatableResponse notPermitted(UnsignedRequest request) {
    return network
        .send(request)
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body("type", is("urn:linkage:problem:not-permitted"))
        .body("stage", is("gateway"))
        .body("retryable", is(false));
  }
}

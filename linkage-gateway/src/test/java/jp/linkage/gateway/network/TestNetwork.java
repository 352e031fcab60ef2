package jp.linkage.gateway.network;

import static io.restassured.RestAssured.given;

import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import jp.linkage.kit.jwt.AgencyJwts;
import jp.linkage.kit.manifest.ManifestInForce;
import jp.linkage.kit.steps.AgencyKeys;
import jp.linkage.kit.steps.AskedPerson;
import jp.linkage.kit.steps.BuiltInquiry;
import jp.linkage.kit.steps.EnrollerExchange;
import jp.linkage.kit.steps.InquirerExchange;
import jp.linkage.kit.steps.UnsignedRequest;
import jp.linkage.kit.steps.VerifiedAnswers;
import jp.linkage.kit.testing.TestNumbers;
import jp.linkage.kit.testing.TestWorld;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.header.TestHeaders;
import jp.linkage.protocol.header.Validity;
import jp.linkage.protocol.manifest.ManifestAudit;
import jp.linkage.protocol.manifest.TestParties;
import jp.linkage.protocol.message.ExchangeRequest;
import jp.linkage.protocol.number.MyNumber;
import org.jspecify.annotations.Nullable;

/** The gateway under test with everybody around it. */
public final class TestNetwork {
  private static final Map<TestWorld, TestNetwork> NETWORKS = new ConcurrentHashMap<>();
  private static final int PEOPLE = 3;

  /** A batch of 500 takes seconds, and more on a busy machine. */
  private static final RestAssuredConfig PATIENT =
      RestAssuredConfig.config()
          .httpClient(HttpClientConfig.httpClientConfig().setParam("http.socket.timeout", 180_000));

  private final TestWorld world;
  private final ManifestInForce grounds;
  private final TestAuditService audit;
  private final TestProvider provider;
  private final AgencyJwts jwts = new AgencyJwts();
  private final List<TestPerson> people = new ArrayList<>();

  /**
   * Somebody whom the registry, the welfare office and the tax registry know.
   *
   * @param registration the exchange that registered the person
   * @param index the person's item in it
   */
  public record TestPerson(
      PersonToken atWelfare, PersonToken atTax, ExchangeId registration, int index) {}

  private TestNetwork(TestWorld world) {
    this.world = world;
    this.grounds = world.manifest();
    this.audit =
        new TestAuditService(world.endpoint(ManifestAudit.ID), grounds, world.parties().audit());
    this.provider =
        new TestProvider(
            world.endpoint(TestParties.AOBA_TAX.value()),
            grounds,
            world.keys(TestParties.AOBA_TAX));
  }

  /** The network around a gateway, everybody up and nothing about to go wrong. */
  public static TestNetwork of(@Nullable TestWorld world) {
    TestNetwork network = NETWORKS.computeIfAbsent(Objects.requireNonNull(world), TestNetwork::new);
    network.audit.reset();
    network.provider.reset();
    return network;
  }

  /** The keys of all parties. */
  public TestParties parties() {
    return world.parties();
  }

  /** The audit-service. */
  public TestAuditService audit() {
    return audit;
  }

  /** The tax registry. */
  public TestProvider provider() {
    return provider;
  }

  /** The manifest and the table that all hold. */
  public ManifestInForce grounds() {
    return grounds;
  }

  /** The steps of the agency that asks. */
  public InquirerExchange inquirer() {
    return new InquirerExchange(grounds.manifest(), jwts);
  }

  /** The keys of an agency. */
  public AgencyKeys keys(AgencyId agency) {
    return world.keys(agency);
  }

  /** M1 under a fresh σ_A of the header's agency. */
  public ExchangeRequest sign(UnsignedRequest request) {
    return request.sign(keys(request.header().agency()), jwts, Instant.now());
  }

  /** Signs and sends M1. */
  public Response send(UnsignedRequest request) {
    return send(sign(request).bytes());
  }

  /** Sends these bytes as M1. */
  public Response send(byte[] m1) {
    return given()
        .config(PATIENT)
        .contentType("application/json")
        .body(m1)
        .when()
        .post("/linkage/v1/exchanges");
  }

  /** A header of the welfare office, which item 144 permits. */
  public Header header(int count) {
    return TestHeaders.convert(grounds.hash(), count);
  }

  /** A header that expires soon. */
  public Header header(int count, Instant requestedAt, Duration validity) {
    LegalBasis basis = TestHeaders.basis("144", "disability-support-benefits", "1", "applicant");
    return Header.convert(
        grounds.hash(),
        ExchangeId.next(),
        TestParties.AOBA_WELFARE,
        TestParties.AOBA_TAX,
        count,
        basis,
        TestHeaders.occasion(),
        Validity.of(requestedAt, validity));
  }

  /** An inquiry about people whom everybody knows, one after the other. */
  public BuiltInquiry inquiry(Header header) {
    List<TestPerson> known = people();
    return inquirer()
        .build(
            header,
            IntStream.range(0, header.count())
                .mapToObj(i ->
                    new AskedPerson(
                        known.get(i % PEOPLE).atWelfare(), Map.of("fiscalYear", "2026")))
                .toList());
  }

  /** An inquiry about one person. */
  public BuiltInquiry inquiry() {
    return inquiry(header(1));
  }

  /** Verifies and opens a response as the welfare office does. */
  public VerifiedAnswers open(BuiltInquiry inquiry, byte[] response) {
    return inquirer().open(inquiry.request(), inquiry.secrets(), response, Instant.now());
  }

  /** Three people, registered and enrolled through the gateway at the first call. */
  public synchronized List<TestPerson> people() {
    if (people.isEmpty()) {
      List<MyNumber> numbers =
          IntStream.range(1, PEOPLE + 1).mapToObj(TestNetwork::number).toList();
      UnsignedRequest registration = register(numbers);
      List<Optional<PersonToken>> welfare = enrol(TestParties.AOBA_WELFARE, numbers);
      List<Optional<PersonToken>> tax = enrol(TestParties.AOBA_TAX, numbers);
      for (int i = 0; i < PEOPLE; i++) {
        PersonToken atTax = tax.get(i).orElseThrow();
        provider.assess(atTax, i == 0 ? "taxed" : "exempt");
        people.add(
            new TestPerson(
                welfare.get(i).orElseThrow(), atTax, registration.header().exchangeId(), i));
      }
    }
    return people;
  }

  /** Registers numbers, which must succeed. */
  public UnsignedRequest register(List<MyNumber> numbers) {
    Header header =
        TestHeaders.own(
            grounds.hash(), ExchangeType.REGISTER, TestParties.AOBA_RESIDENTS, numbers.size());
    UnsignedRequest request = new EnrollerExchange(grounds.manifest()).build(header, numbers);
    send(request).then().statusCode(200);
    return request;
  }

  /** Enrols numbers, which must succeed. */
  public List<Optional<PersonToken>> enrol(AgencyId agency, List<MyNumber> numbers) {
    Header header = TestHeaders.own(grounds.hash(), ExchangeType.ENROL, agency, numbers.size());
    var enroller = new EnrollerExchange(grounds.manifest());
    UnsignedRequest request = enroller.build(header, numbers);
    byte[] response = send(request).then().statusCode(200).extract().asByteArray();
    return enroller.open(request, response, keys(agency), Instant.now());
  }

  /** A number of nobody. */
  public static MyNumber number(int serial) {
    return MyNumber.parse(TestNumbers.numbered(serial));
  }
}

package jp.linkage.kit.answer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import jp.linkage.kit.steps.AskedPerson;
import jp.linkage.kit.steps.BuiltInquiry;
import jp.linkage.kit.steps.OpenedAnswer;
import jp.linkage.kit.testing.DatabaseOutage;
import jp.linkage.kit.testing.LoopbackBrokers;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.kit.testing.RefusedBodies;
import jp.linkage.kit.testing.StaffTokens;
import jp.linkage.kit.testing.TestAgency;
import jp.linkage.kit.testing.TestNumbers;
import jp.linkage.kit.testing.TestWorld;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.manifest.TestParties;
import jp.linkage.protocol.message.AnswerPayload;
import jp.linkage.protocol.message.Outcome;
import jp.linkage.protocol.message.QueryMessage;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.problem.Stage;
import jp.linkage.testing.EmbeddedPostgresServer;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** B's part, with the database of the service and the other parties played with real keys. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = "aoba-tax"))
@SuppressWarnings("NullAway.Init") // Quarkus gives the fields their values before connect()
class AnswerQueriesTest {
  private static int lastNumber = 4000;

  private final AtomicReference<QueryMessage> m3 = new AtomicReference<>();

  @Inject SettableItemSource source;
  @Inject ExchangeInRows rows;
  @TestHTTPResource URI address;
  EmbeddedPostgresServer server;
  TestWorld world;
  private LoopbackBrokers brokers;
  private TestAgency welfare;

  @BeforeEach
  void connect() {
    brokers = new LoopbackBrokers(world);
    brokers.provideAt(address);
    brokers.onQuery(query -> {
      m3.set(query);
      return query;
    });
    welfare = new TestAgency(world, TestParties.AOBA_WELFARE);
    source.say(_ -> exempt());
  }

  @AfterEach
  void disconnect() {
    brokers.close();
  }

  @Test
  void query_sentAgain_getsTheSameBytesWithoutAskingTheServiceAgain() {
    ask(known());
    byte[] first = send(m3.get()).then().statusCode(200).extract().asByteArray();
    assertArrayEquals(first, send(m3.get()).asByteArray());
    assertEquals(1, source.asked());
  }

  @Test
  void query_sentManyTimesAtOnce_isAnsweredOnce() throws InterruptedException, ExecutionException {
    List<AskedPerson> person = known();
    brokers.provideBy(_ -> {
      throw new IllegalStateException("the test sends M3 itself");
    });
    QueryMessage query = prepared(person);
    List<Future<byte[]>> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        answers.add(threads.submit(() -> send(query).asByteArray()));
      }
    }
    for (Future<byte[]> answer : answers) {
      assertArrayEquals(answers.getFirst().get(), answer.get());
    }
    assertEquals(1, source.asked());
  }

  @Test
  void query_whenTheServiceFails_bindsNothingAndCanBeSentAgain() {
    List<AskedPerson> person = known();
    source.say(_ -> {
      throw new IllegalStateException("for the test: 9000000");
    });
    prepared(person);
    send(m3.get())
        .then()
        .statusCode(500)
        .body("type", is("urn:linkage:problem:internal-error"))
        .body("detail", not(containsString("9000000")));
    assertEquals(0, bound(m3.get().header().exchangeId()));
    source.say(_ -> exempt());
    send(m3.get()).then().statusCode(200);
  }

  @Test
  void service_thatGivesMoreThanTheRowNames_isNotLetThrough() {
    source.say(_ ->
        new Provision.Provided(
            Map.of(
                SettableItemSource.MUNICIPAL_TAX,
                Map.of("fiscalYear", 2026L, "phoneNumber", "0000"))));
    prepared(known());
    send(m3.get()).then().statusCode(500).body("detail", not(containsString("0000")));
    assertEquals(0, bound(m3.get().header().exchangeId()));
  }

  @Test
  void subject_whomTheServiceDoesNotKnow_isUnknownAndNotAskedAbout() {
    AnswerPayload answer = answered(ask(List.of(stranger())));
    assertEquals(Outcome.UNKNOWN_PERSON, answer.outcome());
    assertEquals(0, source.asked());
  }

  @Test
  void answer_thatWaitsForAnOfficial_isGivenUnderTheSameExchange() {
    source.say(_ -> new Provision.NeedsRelease());
    BuiltInquiry inquiry = welfare.inquiry(TestParties.AOBA_TAX, known());
    assertInstanceOf(OpenedAnswer.Deferred.class, exchange(inquiry));
    source.say(_ -> exempt());
    assertEquals(Outcome.PROVIDED, answered(exchange(inquiry)).outcome());
  }

  @Test
  void storedAnswer_afterTheValidity_isForgotten() {
    ask(known());
    ExchangeId id = m3.get().header().exchangeId();
    rows.forget(Instant.now());
    assertEquals(1, bound(id));
    rows.forget(Instant.now().plus(Duration.ofHours(2)));
    assertEquals(0, bound(id));
  }

  @Test
  void query_whileTheDatabaseIsDown_isAnsweredWhenItIsSentAgain() {
    List<AskedPerson> person = known();
    brokers.provideBy(_ -> {
      throw new IllegalStateException("the test sends M3 itself");
    });
    QueryMessage query = prepared(person);
    Response later =
        DatabaseOutage.during(
            server, ProblemType.DATABASE_UNAVAILABLE, Stage.INQUIRER, () -> send(query));
    assertEquals(200, later.statusCode());
    assertEquals(1, source.asked());
  }

  @Test
  void query_changedAnywhere_isRefusedWithThePlace() {
    ask(known());
    RefusedBodies.check(Stage.INQUIRER, m3.get().bytes(), Set.of(), AnswerQueriesTest::send);
  }

  private static Provision exempt() {
    return new Provision.Provided(
        Map.of(
            SettableItemSource.MUNICIPAL_TAX, Map.of("fiscalYear", 2026L, "taxStatus", "exempt")));
  }

  /** M3 as the gateway would send it; the gateway itself gets no answer. */
  private QueryMessage prepared(List<AskedPerson> persons) {
    BuiltInquiry inquiry = welfare.inquiry(TestParties.AOBA_TAX, persons);
    try {
      brokers.exchange(welfare.sign(inquiry.request()));
    } catch (RuntimeException _) {
      // what the provider said is what the test looks at
    }
    return m3.get();
  }

  private OpenedAnswer ask(List<AskedPerson> persons) {
    return exchange(welfare.inquiry(TestParties.AOBA_TAX, persons));
  }

  private OpenedAnswer exchange(BuiltInquiry inquiry) {
    return welfare
        .open(inquiry, brokers.exchange(welfare.sign(inquiry.request())))
        .items()
        .getFirst();
  }

  private static AnswerPayload answered(OpenedAnswer answer) {
    return assertInstanceOf(OpenedAnswer.Answered.class, answer).payload();
  }

  private static Response send(QueryMessage query) {
    return send(query.bytes());
  }

  private static Response send(byte[] query) {
    return given().contentType(ContentType.JSON).body(query).post("/linkage/v1/queries");
  }

  private long bound(ExchangeId id) {
    return QuarkusTransaction.requiringNew().call(() -> rows.count("exchangeId", id.value()));
  }

  /** Somebody whom the registry and the welfare office know, and this service does not. */
  private AskedPerson stranger() {
    return person(number());
  }

  /** Somebody whom this service has enrolled. */
  private List<AskedPerson> known() {
    String number = number();
    given()
        .auth()
        .oauth2(StaffTokens.token("aoba-tax", "clerk-1", "clerk"))
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "addresseeNumber",
                UUID.randomUUID().toString().substring(0, 18),
                "myNumber",
                number))
        .post("/v1/persons")
        .then()
        .statusCode(200);
    return List.of(person(number));
  }

  private String number() {
    String number = TestNumbers.numbered(++lastNumber);
    brokers.register(List.of(number));
    return number;
  }

  private AskedPerson person(String number) {
    return new AskedPerson(
        welfare.enrol(brokers, List.of(number)).getFirst().orElseThrow(),
        Map.of("fiscalYear", "2026"));
  }
}

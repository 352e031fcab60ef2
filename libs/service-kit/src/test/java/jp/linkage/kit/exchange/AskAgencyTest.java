package jp.linkage.kit.exchange;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.kit.testing.LoopbackBrokers;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.kit.testing.StaffTokens;
import jp.linkage.kit.testing.TestAgency;
import jp.linkage.kit.testing.TestAgency.Saying;
import jp.linkage.kit.testing.TestNumbers;
import jp.linkage.kit.testing.TestWorld;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.manifest.TestParties;
import jp.linkage.protocol.message.AnswerItem;
import jp.linkage.protocol.message.AnswerMessage;
import jp.linkage.protocol.message.ExchangeResponse;
import jp.linkage.protocol.message.Outcome;
import jp.linkage.protocol.message.QueryMessage;
import jp.linkage.protocol.problem.Problem;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.problem.Stage;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A's part, with the database of the service and the other parties played with real keys. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = "aoba-welfare"))
@SuppressWarnings("NullAway.Init") // Quarkus gives the fields their values before connect()
class AskAgencyTest {
  private static final Map<String, Object> EXEMPT = Map.of("taxStatus", "exempt");
  private static int lastNumber = 3000;

  private final Map<PersonToken, Saying> sayings = new HashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final ExchangeId id = ExchangeId.next();

  @Inject AskAgency askAgency;
  @Inject ExchangeOutRows rows;
  TestWorld world;
  private LoopbackBrokers brokers;
  private TestAgency tax;
  private AddresseeNumber person;

  @BeforeEach
  void connect() {
    brokers = new LoopbackBrokers(world);
    tax = new TestAgency(world, TestParties.AOBA_TAX);
    brokers.provideBy(this::answer);
    person = known();
  }

  @AfterEach
  void disconnect() {
    brokers.close();
  }

  @Test
  void answer_untilItIsAcknowledged_isHadAgainWithoutAskingAgain() {
    InquiryOutcome.Answered first = answered(ask());
    assertEquals(EXEMPT, fields(first));
    InquiryOutcome.Answered again = answered(askAgency.resume(id));
    assertEquals(EXEMPT, fields(again));
    assertEquals(first.proof(), again.proof());
    assertEquals(1, asked.get());
    assertTrue(hasSecrets());

    QuarkusTransaction.requiringNew().run(() -> askAgency.acknowledge(again));
    assertFalse(hasSecrets());
    assertThrows(ProblemException.class, () -> askAgency.resume(id));
  }

  @Test
  void answer_whoseStorageFails_isHadAgain() {
    InquiryOutcome.Answered first = answered(ask());
    assertThrows(
        IllegalStateException.class,
        () ->
            QuarkusTransaction.requiringNew()
                .run(() -> {
                  askAgency.acknowledge(first);
                  throw new IllegalStateException("the caller's own rows were refused");
                }));
    assertEquals(EXEMPT, fields(answered(askAgency.resume(id))));
  }

  @Test
  void response_forgedOnItsWay_leavesTheExchangeOpen() {
    brokers.onResponse(honest ->
        new ExchangeResponse(
            List.of(AnswerItem.without(AnswerStatus.REFUSED)),
            honest.requestReceipt(),
            honest.release()));
    for (int i = 0; i < 3; i++) {
      InquiryOutcome.Unavailable refused =
          assertInstanceOf(InquiryOutcome.Unavailable.class, i == 0 ? ask() : askAgency.resume(id));
      assertEquals(ProblemType.GATEWAY_UNAVAILABLE, refused.problem().type());
    }
    brokers.behave();
    assertEquals(EXEMPT, fields(answered(askAgency.resume(id))));
    assertEquals(1, asked.get());
  }

  @Test
  void answerOfADeferral_isHadUnderTheSameExchange() {
    PersonToken token = sayings.keySet().iterator().next();
    Saying later =
        Objects.requireNonNull(sayings.put(token, new Saying.Status(AnswerStatus.DEFERRED)));
    InquiryOutcome.Answered deferred = answered(ask());
    assertTrue(deferred.deferred());
    QuarkusTransaction.requiringNew().run(() -> askAgency.acknowledge(deferred));
    assertTrue(hasSecrets());
    sayings.put(token, later);
    assertEquals(EXEMPT, fields(answered(askAgency.resume(id))));
  }

  @Test
  void outage_anywhere_leavesTheExchangeOpen() {
    brokers.failWith(
        Optional.of(
            new Problem(ProblemType.AUDIT_UNAVAILABLE, Stage.AUDIT, "no log", "/linkage", "0a1b")));
    InquiryOutcome.Unavailable noLog = assertInstanceOf(InquiryOutcome.Unavailable.class, ask());
    assertEquals(Stage.AUDIT, noLog.problem().stage());
    assertEquals(Duration.ofSeconds(3), noLog.retryAfter());
    assertEquals(0, asked.get());
    brokers.behave();
    brokers.goAway();
    assertInstanceOf(InquiryOutcome.Unavailable.class, askAgency.resume(id));
    brokers.comeBack();
    assertEquals(EXEMPT, fields(answered(askAgency.resume(id))));
  }

  @Test
  void exchange_whoseValidityHasEnded_losesItsKeysAndIsNotTakenUp() {
    ask();
    rows.forget(Instant.now().plus(Duration.ofHours(23)));
    assertTrue(hasSecrets());
    rows.forget(Instant.now().plus(Duration.ofHours(25)));
    assertFalse(hasSecrets());
    assertInstanceOf(InquiryOutcome.Lapsed.class, askAgency.resume(id));
  }

  @ParameterizedTest
  @EnumSource(
      value = ProblemType.class,
      names = {"NOT_PERMITTED", "EXCHANGE_REFUSED", "EXCHANGE_EXPIRED", "INVALID_MESSAGE"})
  void problem_thatSomebodyForged_doesNotEndTheExchange(ProblemType type) {
    brokers.failWith(Optional.of(new Problem(type, Stage.GATEWAY, "no", "/linkage", "0a1b")));
    InquiryOutcome refused = ask();
    assertTrue(
        refused instanceof InquiryOutcome.Denied || refused instanceof InquiryOutcome.Lapsed);
    assertEquals(0, asked.get());
    brokers.behave();
    assertEquals(EXEMPT, fields(answered(askAgency.resume(id))));
  }

  @Test
  void inquiry_aboutNobodyWhoIsEnrolled_isNotSent() {
    person = new AddresseeNumber("NOBODY-1");
    assertInstanceOf(InquiryOutcome.NobodyToAskAbout.class, ask());
    assertThrows(ProblemException.class, () -> askAgency.resume(id));
    assertEquals(0, asked.get());
  }

  private InquiryOutcome ask() {
    return askAgency.ask(
        id,
        new Inquiry(
            TestParties.AOBA_TAX,
            TestAgency.municipalTax(),
            TestAgency.occasion(),
            List.of(new InquirySubject(person, Map.of("fiscalYear", "2026")))));
  }

  private static InquiryOutcome.Answered answered(InquiryOutcome outcome) {
    return assertInstanceOf(InquiryOutcome.Answered.class, outcome);
  }

  private Map<String, Object> fields(InquiryOutcome.Answered answered) {
    var provided = assertInstanceOf(SubjectOutcome.Provided.class, answered.subjects().get(person));
    return provided.information().getOrDefault(new InformationId("municipal-tax"), Map.of());
  }

  private boolean hasSecrets() {
    return QuarkusTransaction.requiringNew()
        .call(() -> rows.count("exchangeId = ?1 and secrets is not null", id.value()) == 1);
  }

  private AnswerMessage answer(QueryMessage query) {
    asked.incrementAndGet();
    return tax.answering(sayings).answer(query);
  }

  /** Somebody whom this agency has enrolled and about whom the tax registry has something. */
  private AddresseeNumber known() {
    String number = TestNumbers.numbered(++lastNumber);
    String addressee = UUID.randomUUID().toString().substring(0, 18);
    brokers.register(List.of(number));
    given()
        .auth()
        .oauth2(StaffTokens.token("aoba-welfare", "clerk-1", "clerk"))
        .contentType(ContentType.JSON)
        .body(Map.of("addresseeNumber", addressee, "myNumber", number))
        .post("/v1/persons")
        .then()
        .statusCode(200);
    sayings.put(
        tax.enrol(brokers, List.of(number)).getFirst().orElseThrow(),
        new Saying.Answer(Outcome.PROVIDED, EXEMPT));
    return new AddresseeNumber(addressee);
  }
}

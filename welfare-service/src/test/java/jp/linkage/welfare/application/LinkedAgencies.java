package jp.linkage.welfare.application;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import jp.linkage.kit.testing.LoopbackBrokers;
import jp.linkage.kit.testing.StaffTokens;
import jp.linkage.kit.testing.TestAgency;
import jp.linkage.kit.testing.TestAgency.Saying;
import jp.linkage.kit.testing.TestNumbers;
import jp.linkage.kit.testing.TestWorld;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.manifest.TestParties;
import jp.linkage.protocol.message.AnswerMessage;
import jp.linkage.protocol.message.Outcome;
import jp.linkage.protocol.message.QueryMessage;
import jp.linkage.protocol.receipt.AnswerStatus;

/**
 * The other parties of an exchange, played with real keys, proofs, seals and receipts: the brokers
 * and the two cities' tax registries, which say about a person what a test wants.
 */
final class LinkedAgencies implements AutoCloseable {
  private static final AtomicInteger NUMBERS = new AtomicInteger(5000);

  private final LoopbackBrokers brokers;
  private final Map<AgencyId, TestAgency> registries;
  private final Map<AgencyId, Map<PersonToken, Saying>> sayings = new ConcurrentHashMap<>();
  private final Map<String, String> myNumbers = new ConcurrentHashMap<>();
  private final AtomicInteger queries = new AtomicInteger();

  LinkedAgencies(TestWorld world) {
    brokers = new LoopbackBrokers(world);
    registries =
        Map.of(
            TestParties.AOBA_TAX, new TestAgency(world, TestParties.AOBA_TAX),
            TestParties.MIDORI_TAX, new TestAgency(world, TestParties.MIDORI_TAX));
    brokers.provideBy(this::answer);
  }

  LoopbackBrokers brokers() {
    return brokers;
  }

  /** How often a registry was asked. */
  int queries() {
    return queries.get();
  }

  /** A new person whom the resident registry has registered and this office has enrolled. */
  String enrolledPerson() {
    int n = NUMBERS.incrementAndGet();
    String addressee = "L-" + n;
    String myNumber = TestNumbers.numbered(n);
    brokers.register(List.of(myNumber));
    given()
        .auth()
        .oauth2(StaffTokens.token("aoba-welfare", "clerk-1", "clerk"))
        .contentType(ContentType.JSON)
        .body(Map.of("addresseeNumber", addressee, "myNumber", myNumber))
        .post("/v1/persons")
        .then()
        .statusCode(200);
    myNumbers.put(addressee, myNumber);
    return addressee;
  }

  /** From now on, the registry provides these fields about the person. */
  void provide(AgencyId registry, String addressee, Map<String, Object> fields) {
    say(registry, addressee, new Saying.Answer(Outcome.PROVIDED, fields));
  }

  /** From now on, the registry ends without fields about the person. */
  void say(AgencyId registry, String addressee, Outcome outcome) {
    say(registry, addressee, new Saying.Answer(outcome, Map.of()));
  }

  /** From now on, an official of the registry must release the answer about the person. */
  void defer(AgencyId registry, String addressee) {
    say(registry, addressee, new Saying.Status(AnswerStatus.DEFERRED));
  }

  private void say(AgencyId registry, String addressee, Saying saying) {
    PersonToken token =
        registry(registry)
            .enrol(brokers, List.of(myNumbers.get(addressee)))
            .getFirst()
            .orElseThrow();
    sayings.computeIfAbsent(registry, _ -> new ConcurrentHashMap<>()).put(token, saying);
  }

  private AnswerMessage answer(QueryMessage query) {
    queries.incrementAndGet();
    AgencyId asked = query.header().toNamespace().agency();
    return registry(asked).answering(sayings.getOrDefault(asked, Map.of())).answer(query);
  }

  private TestAgency registry(AgencyId id) {
    TestAgency registry = registries.get(id);
    if (registry == null) {
      throw new IllegalArgumentException("no registry " + id);
    }
    return registry;
  }

  @Override
  public void close() {
    brokers.close();
  }
}

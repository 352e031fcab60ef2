package jp.linkage.kit.steps;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import jp.linkage.kit.jwt.AgencyJwts;
import jp.linkage.kit.testing.LoopbackBrokers;
import jp.linkage.kit.testing.TestAgency;
import jp.linkage.kit.testing.TestAgency.Saying;
import jp.linkage.kit.testing.TestNumbers;
import jp.linkage.kit.testing.TestWorld;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.manifest.TestParties;
import jp.linkage.protocol.message.Outcome;
import jp.linkage.protocol.message.QueryMessage;
import jp.linkage.protocol.permission.Decision;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Protocol §5 rule 2: whatever single value of M3, of M4 with its receipts, or of an enrolment's
 * response is changed on its way, its receiver refuses the exchange. Every leaf of the JSON is
 * changed in turn, and values of two valid exchanges are spliced.
 */
class TamperingTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TestWorld WORLD = TestWorld.create();
  private static final LoopbackBrokers BROKERS = new LoopbackBrokers(WORLD);
  private static final TestAgency WELFARE = new TestAgency(WORLD, TestParties.AOBA_WELFARE);
  private static final TestAgency TAX = new TestAgency(WORLD, TestParties.AOBA_TAX);
  private static final List<String> NUMBERS =
      List.of(TestNumbers.numbered(1), TestNumbers.numbered(2));

  /** A valid exchange as it was on the wire. */
  private record Captured(
      BuiltInquiry inquiry, Bytes query, Bytes response, UnsignedRequest enrolment, Bytes m3) {}

  private static final List<Captured> EXCHANGES = new ArrayList<>();

  @BeforeAll
  static void capture() {
    BROKERS.register(NUMBERS);
    List<PersonToken> taxTokens =
        TAX.enrol(BROKERS, NUMBERS).stream().map(Optional::orElseThrow).toList();
    var provided = new Saying.Answer(Outcome.PROVIDED, Map.of("incomeLevy", 1L));
    BROKERS.provideBy(
        TAX.answering(Map.of(taxTokens.get(0), provided, taxTokens.get(1), provided)));
    EXCHANGES.add(exchange());
    EXCHANGES.add(exchange());
  }

  private static Captured exchange() {
    AtomicReference<Bytes> query = new AtomicReference<>(Bytes.EMPTY);
    BROKERS.onQuery(m3 -> {
      if (m3.header().type() == ExchangeType.CONVERT) {
        query.set(Bytes.of(m3.bytes()));
      }
      return m3;
    });
    List<PersonToken> tokens =
        WELFARE.enrol(BROKERS, NUMBERS).stream().map(Optional::orElseThrow).toList();
    BuiltInquiry inquiry =
        WELFARE.inquiry(
            TestParties.AOBA_TAX,
            tokens.stream().map(token -> new AskedPerson(token, Map.of())).toList());
    byte[] response = BROKERS.exchange(WELFARE.sign(inquiry.request()));
    UnsignedRequest enrolment = enrolment();
    byte[] m3 = BROKERS.exchange(WELFARE.sign(enrolment));
    BROKERS.behave();
    return new Captured(inquiry, query.get(), Bytes.of(response), enrolment, Bytes.of(m3));
  }

  private static UnsignedRequest enrolment() {
    var manifest = WELFARE.manifest();
    var header =
        jp.linkage.protocol.header.Header.own(
            manifest.hash(),
            ExchangeType.ENROL,
            jp.linkage.protocol.header.ExchangeId.next(),
            WELFARE.keys().id(),
            NUMBERS.size(),
            TestAgency.occasion(),
            jp.linkage.protocol.header.Validity.of(Instant.now(), java.time.Duration.ofMinutes(5)));
    return new EnrollerExchange(manifest.manifest())
        .build(header, NUMBERS.stream().map(jp.linkage.protocol.number.MyNumber::parse).toList());
  }

  @AfterAll
  static void close() {
    BROKERS.close();
    WORLD.close();
  }

  /** What the provider does with M3; throws when it refuses. */
  private static void provide(byte[] m3) {
    QueryMessage message = QueryMessage.parse(m3);
    if (!(TAX.manifest().decide(message.header()) instanceof Decision.Permitted permitted)) {
      throw new InvalidMessage("$", "a permitted exchange");
    }
    var exchange = new ProviderExchange(TAX.manifest().manifest(), TAX.keys(), new AgencyJwts());
    exchange.verify(message, permitted, Instant.now());
    exchange.open(message);
  }

  @Test
  void exchange_unchanged_isAccepted() {
    for (Captured captured : EXCHANGES) {
      provide(captured.query().toArray());
      WELFARE.open(captured.inquiry(), captured.response().toArray());
      enrol(captured, captured.m3().toArray());
    }
  }

  private static void enrol(Captured captured, byte[] m3) {
    new EnrollerExchange(WELFARE.manifest().manifest())
        .open(captured.enrolment(), m3, WELFARE.keys(), Instant.now());
  }

  @TestFactory
  Stream<DynamicTest> query_withAnyValueChanged_isRefusedByTheProvider() {
    return changes(EXCHANGES.get(0).query(), EXCHANGES.get(1).query())
        .map(change -> refused(change, TamperingTest::provide));
  }

  @TestFactory
  Stream<DynamicTest> response_withAnyValueChanged_isRefusedByTheInquirer() {
    return changes(EXCHANGES.get(0).response(), EXCHANGES.get(1).response())
        .map(change -> refused(change, bytes -> WELFARE.open(EXCHANGES.get(0).inquiry(), bytes)));
  }

  @TestFactory
  Stream<DynamicTest> enrolment_withAnyValueChanged_isRefusedByTheEnroller() {
    return changes(EXCHANGES.get(0).m3(), EXCHANGES.get(1).m3())
        // the enroller does not need its own σ_A back
        .filter(change -> !change.name().contains("$.assertion"))
        .map(change -> refused(change, bytes -> enrol(EXCHANGES.get(0), bytes)));
  }

  @Test
  void response_toAnotherExchange_isRefused() {
    assertThrows(
        ProtocolViolation.class,
        () -> WELFARE.open(EXCHANGES.get(0).inquiry(), EXCHANGES.get(1).response().toArray()));
  }

  @Test
  void query_afterTheValidity_isRefused() {
    QueryMessage message = QueryMessage.parse(EXCHANGES.getFirst().query().toArray());
    var exchange = new ProviderExchange(TAX.manifest().manifest(), TAX.keys(), new AgencyJwts());
    var permitted = (Decision.Permitted) TAX.manifest().decide(message.header());
    assertThrows(
        ProtocolViolation.class,
        () -> exchange.verify(message, permitted, message.header().expiresAt()));
    // §4.7: long after σ_A has expired, the time of the receipt counts
    exchange.verify(message, permitted, message.header().requestedAt().plusSeconds(1800));
  }

  private interface Receiver {
    void receive(byte[] bytes);
  }

  private static DynamicTest refused(Change change, Receiver receiver) {
    return dynamicTest(
        change.name(),
        () -> {
          RuntimeException refusal =
              assertThrows(RuntimeException.class, () -> receiver.receive(change.bytes()));
          if (!(refusal instanceof ProtocolViolation || refusal instanceof InvalidMessage)) {
            throw refusal;
          }
        });
  }

  /** A message that differs from a valid one in one place. */
  private record Change(String name, Bytes changed) {
    byte[] bytes() {
      return changed.toArray();
    }
  }

  private static Stream<Change> changes(Bytes valid, Bytes other) {
    List<Change> changes = new ArrayList<>();
    for (String pointer : leaves("", tree(valid))) {
      changes.add(change(valid, pointer, "changed", Optional.empty()));
      JsonNode theirs = tree(other).at(pointer);
      if (!theirs.equals(tree(valid).at(pointer))) {
        changes.add(change(valid, pointer, "spliced", Optional.of(theirs)));
      }
    }
    for (String member : List.of("items", "receipt", "requestReceipt", "releaseReceipt")) {
      if (tree(valid).has(member)) {
        changes.add(change(valid, "/" + member, "spliced", Optional.of(tree(other).get(member))));
      }
    }
    ObjectNode swapped = tree(valid);
    ArrayNode items = (ArrayNode) swapped.get("items");
    JsonNode first = items.get(0).deepCopy();
    items.set(0, items.get(1).deepCopy());
    items.set(1, first);
    changes.add(new Change("$.items swapped", bytes(swapped)));
    return changes.stream();
  }

  private static List<String> leaves(String pointer, JsonNode node) {
    List<String> found = new ArrayList<>();
    if (node.isObject()) {
      node.properties()
          .forEach(
              member -> found.addAll(leaves(pointer + "/" + member.getKey(), member.getValue())));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        found.addAll(leaves(pointer + "/" + i, node.get(i)));
      }
    } else {
      found.add(pointer);
    }
    return found;
  }

  private static Change change(
      Bytes valid, String pointer, String how, Optional<JsonNode> replacement) {
    ObjectNode tree = tree(valid);
    int slash = pointer.lastIndexOf('/');
    JsonNode parent = tree.at(pointer.substring(0, slash));
    String member = pointer.substring(slash + 1);
    JsonNode value = tree.at(pointer);
    JsonNode changed = replacement.orElseGet(() -> other(value));
    assertNotEquals(value, changed);
    if (parent instanceof ObjectNode object) {
      object.set(member, changed);
    } else {
      ((ArrayNode) parent).set(Integer.parseInt(member), changed);
    }
    return new Change("$" + pointer.replace('/', '.') + " " + how, bytes(tree));
  }

  /**
   * Another value of the same form: one bit less or more, so that only the checks can refuse it.
   */
  private static JsonNode other(JsonNode value) {
    if (value.isIntegralNumber()) {
      return JSON.getNodeFactory().numberNode(value.longValue() + 1);
    }
    String text = value.textValue();
    int at = text.length() / 2;
    char c = text.charAt(at);
    char replaced = Character.isDigit(c) ? (c == '1' ? '2' : '1') : c == 'A' ? 'B' : 'A';
    return JSON.getNodeFactory()
        .textNode(text.substring(0, at) + replaced + text.substring(at + 1));
  }

  private static ObjectNode tree(Bytes json) {
    try {
      return (ObjectNode) JSON.readTree(json.toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Bytes bytes(JsonNode tree) {
    return Bytes.of(tree.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}

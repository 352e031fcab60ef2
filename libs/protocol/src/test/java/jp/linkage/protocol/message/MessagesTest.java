package jp.linkage.protocol.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.linkage.protocol.header.AffairId;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.ItemNumber;
import jp.linkage.protocol.header.ProcedureNumber;
import jp.linkage.protocol.header.TestHeaders;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.WireMessage;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.protocol.receipt.RecordType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesTest {
  private static final int COUNT = 4;

  /** A message, and how its bytes are read. */
  private record Sample(String name, WireMessage message, Function<byte[], WireMessage> reader) {}

  static Stream<Arguments> messages() {
    return Stream.of(ExchangeType.values())
        .flatMap(type -> samples(type).stream())
        .map(sample -> Arguments.of(sample.name(), sample.message(), sample.reader()));
  }

  private static List<Sample> samples(ExchangeType type) {
    TestMessages messages = new TestMessages(type.hashCode());
    Header header = header(type);
    ExchangeRequest m1 = messages.exchangeRequest(header);
    ConversionRequest m2 = messages.conversionRequest(m1);
    ConversionResponse answer = messages.conversionResponse(header);
    Stream<Sample> all =
        Stream.of(
            new Sample("M1 " + type, m1, ExchangeRequest::parse),
            new Sample("M2 " + type, m2, ConversionRequest::parse),
            new Sample(
                "M2 answer " + type, answer, bytes -> ConversionResponse.parse(bytes, header)),
            new Sample(
                "denial " + type,
                new DenialNotice(header, m1.assertion(), messages.bytes(32), "no row permits it"),
                DenialNotice::parse));
    if (type.endsAtAgency()) {
      all =
          Stream.concat(
              all,
              Stream.of(
                  new Sample(
                      "M3 " + type, messages.queryMessage(m1, m2, answer), QueryMessage::parse)));
    }
    return (type == ExchangeType.CONVERT
            ? Stream.concat(all, answers(messages, header).stream())
            : all)
        .toList();
  }

  private static List<Sample> answers(TestMessages messages, Header header) {
    AnswerMessage m4 = messages.answerMessage(header);
    return List.of(
        new Sample("M4", m4, bytes -> AnswerMessage.parse(bytes, header)),
        new Sample("release", ReleaseRequest.of(header, m4), ReleaseRequest::parse),
        new Sample(
            "release answer", new ReleaseResponse(messages.receipt()), ReleaseResponse::parse),
        new Sample(
            "answer",
            new ExchangeResponse(
                m4.items(),
                messages.receipt(),
                Optional.of(
                    new ExchangeResponse.Release(
                        m4.outcomes(), m4.assertion(), messages.receipt()))),
            bytes -> ExchangeResponse.parse(bytes, header)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  void message_writtenAndRead_isTheSame(
      String name, WireMessage message, Function<byte[], WireMessage> reader) {
    assertEquals(message, reader.apply(message.bytes()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  void message_withAMemberMissingUnknownOrOfAnotherType_isRefused(
      String name, WireMessage message, Function<byte[], WireMessage> reader) {
    for (ObjectNode changed : changes(message.json())) {
      byte[] bytes = changed.toString().getBytes(StandardCharsets.UTF_8);

      assertThrows(
          InvalidMessage.class, () -> reader.apply(bytes), () -> name + changed.toPrettyString());
    }
  }

  /** Every object of the message: one member missing, one too many, each of another type. */
  private static List<ObjectNode> changes(ObjectNode message) {
    Stream.Builder<ObjectNode> changes = Stream.builder();
    for (String pointer : objects(message, "").toList()) {
      ObjectNode object = at(message, pointer);
      for (String member : object.propertyStream().map(Map.Entry::getKey).toList()) {
        changes.add(changed(message, pointer, json -> json.remove(member)));
        changes.add(changed(message, pointer, json -> json.putNull(member)));
        changes.add(changed(message, pointer, json -> json.put(member, 1.5)));
        if (object.get(member) instanceof TextNode text) {
          changes.add(changed(message, pointer, json -> json.put(member, text.textValue() + "\n")));
        }
        if (object.get(member) instanceof ArrayNode) {
          changes.add(changed(message, pointer, json -> ((ArrayNode) json.get(member)).remove(0)));
        }
      }
      changes.add(changed(message, pointer, json -> json.put("comment", "x")));
    }
    return changes.build().toList();
  }

  private static Stream<String> objects(JsonNode node, String pointer) {
    Stream<String> own = node instanceof ObjectNode ? Stream.of(pointer) : Stream.of();
    Stream<String> inner =
        node instanceof ArrayNode array
            ? Stream.iterate(0, i -> i < array.size(), i -> i + 1)
                .flatMap(i -> objects(array.get(i), pointer + "/" + i))
            : node.propertyStream()
                .flatMap(entry -> objects(entry.getValue(), pointer + "/" + entry.getKey()));
    return Stream.concat(own, inner);
  }

  private static ObjectNode at(ObjectNode message, String pointer) {
    return (ObjectNode) message.at(pointer);
  }

  private static ObjectNode changed(
      ObjectNode message, String pointer, Consumer<ObjectNode> change) {
    ObjectNode copy = message.deepCopy();
    change.accept(at(copy, pointer));
    return copy;
  }

  @Test
  void answer_whenEveryItemWasRejected_hasNoRelease() {
    Header header = header(ExchangeType.CONVERT);
    List<AnswerItem> rejected =
        Stream.generate(() -> AnswerItem.without(AnswerStatus.UNKNOWN_PERSON))
            .limit(COUNT)
            .toList();
    ExchangeResponse response =
        new ExchangeResponse(rejected, new TestMessages(1).receipt(), Optional.empty());

    assertEquals(response, ExchangeResponse.parse(response.bytes(), header));
    assertFalse(response.json().has("outcomes"));
  }

  // Protocol §5 rule 1: no answer without RELEASE
  @Test
  void answer_withoutRelease_isRefused() {
    TestMessages messages = new TestMessages(1);
    AnswerMessage m4 = messages.answerMessage(header(ExchangeType.CONVERT));

    assertThrows(
        InvalidMessage.class,
        () -> new ExchangeResponse(m4.items(), messages.receipt(), Optional.empty()));
  }

  @Test
  void message_withItemsOfAnotherType_isRefused() {
    TestMessages messages = new TestMessages(1);
    Header convert = header(ExchangeType.CONVERT);
    Header enrol = header(ExchangeType.ENROL);
    ExchangeRequest m1 = messages.exchangeRequest(enrol);

    assertThrows(
        InvalidMessage.class,
        () -> new ExchangeRequest(convert, m1.items(), TestMessages.UNSIGNED));
    assertThrows(
        InvalidMessage.class,
        () ->
            ConversionResponse.parse(
                messages.conversionResponse(header(ExchangeType.REGISTER)).bytes(), convert));
    assertThrows(
        InvalidMessage.class,
        () -> new ReleaseRequest(enrol, List.of(), messages.bytes(32), TestMessages.UNSIGNED));
  }

  @Test
  void message_withMoreItemsThanCounted_isRefused() {
    TestMessages messages = new TestMessages(1);
    ExchangeRequest m1 = messages.exchangeRequest(header(ExchangeType.CONVERT));
    Header three = TestHeaders.convert(TestHeaders.hash(1), COUNT - 1);

    assertThrows(
        InvalidMessage.class, () -> new ExchangeRequest(three, m1.items(), TestMessages.UNSIGNED));
  }

  // Limits: a full batch with the largest query still fits, and is far below the servers' limit
  @Test
  void largestRequest_isWithinItsLimit() {
    TestMessages messages = new TestMessages(1);
    Header header = TestHeaders.convert(TestHeaders.hash(1), Header.MAX_ITEMS);
    Sealed largest = new Sealed(messages.bytes(1120), messages.bytes(Limits.QUERY_CIPHERTEXT));
    ExchangeRequest request =
        new ExchangeRequest(
            header,
            Stream.generate(() -> (RequestItem) new RequestItem.Query(messages.subject(), largest))
                .limit(Header.MAX_ITEMS)
                .toList(),
            TestMessages.UNSIGNED);

    byte[] bytes = request.bytes();

    assertTrue(bytes.length <= Limits.EXCHANGE_REQUEST);
    assertEquals(request, ExchangeRequest.parse(bytes));
  }

  @Test
  void smallRequest_padded_isRefusedByItsOwnLimit() {
    byte[] bytes = new TestMessages(1).exchangeRequest(header(ExchangeType.ENROL)).bytes();
    byte[] padded = Arrays.copyOf(bytes, Limits.exchangeRequest(COUNT) + 1);
    Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');

    InvalidMessage refusal =
        assertThrows(InvalidMessage.class, () -> ExchangeRequest.parse(padded));

    assertTrue(refusal.expected().contains("at most"), refusal.expected());
  }

  @Test
  void queryPayload_writtenAndRead_isTheSame() {
    QueryPayload payload =
        new QueryPayload(new TestMessages(1).bytes(1216), Map.of("fiscalYear", "2026"));

    assertEquals(payload, QueryPayload.parse(payload.bytes()));
    assertFalse(payload.toString().contains("2026"));
    assertThrows(
        InvalidMessage.class,
        () -> new QueryPayload(payload.answerKey(), Map.of("fiscalYear", "a".repeat(65))));
    assertThrows(
        InvalidMessage.class, () -> new QueryPayload(payload.answerKey(), Map.of("", "1")));
  }

  @Test
  void largestQueryPayload_fitsItsLimit() {
    Map<String, String> parameters =
        Stream.iterate(0, i -> i + 1)
            .limit(QueryPayload.MAX_PARAMETERS)
            .collect(Collectors.toMap(i -> i + "𠮷".repeat(63), _ -> "𠮷".repeat(64)));
    QueryPayload payload = new QueryPayload(new TestMessages(1).bytes(1216), parameters);

    assertEquals(payload, QueryPayload.parse(payload.bytes()));
  }

  @Test
  void answerPayload_writtenAndRead_isTheSame() {
    AnswerPayload payload =
        new AnswerPayload(
            Outcome.PROVIDED,
            TestHeaders.hash(3),
            List.of(
                new ProvidedInformation(
                    new InformationId("municipal-tax"),
                    Map.of(
                        "fiscalYear",
                        2026L,
                        "taxStatus",
                        "taxed",
                        "incomeLevy",
                        112_400L,
                        "exemptedByOrdinance",
                        false,
                        "corrections",
                        List.of(Map.of("on", "2026-08-01"))))));

    AnswerPayload read = AnswerPayload.parse(payload.bytes());

    assertEquals(payload, read);
    assertEquals(112_400L, read.information().getFirst().fields().get("incomeLevy"));
    assertFalse(payload.toString().contains("112"));
  }

  // "no record" is never "zero": information is there exactly where something is provided
  @Test
  void answerPayload_withInformationForNoRecord_isRefused() {
    ProvidedInformation tax =
        new ProvidedInformation(new InformationId("municipal-tax"), Map.of("incomeLevy", 0L));

    for (Outcome outcome : Outcome.values()) {
      List<ProvidedInformation> wrong = outcome == Outcome.PROVIDED ? List.of() : List.of(tax);
      assertThrows(
          InvalidMessage.class, () -> new AnswerPayload(outcome, TestHeaders.hash(3), wrong));
    }
    assertThrows(
        InvalidMessage.class,
        () -> new AnswerPayload(Outcome.PROVIDED, TestHeaders.hash(3), List.of(tax, tax)));
  }

  @Test
  void field_thatIsNoPlainValue_isRefused() {
    for (Object value : List.of(1.5, 1L << 53, new Object(), List.of(0.1f))) {
      assertThrows(
          InvalidMessage.class,
          () -> new ProvidedInformation(new InformationId("tax"), Map.of("field", value)));
    }
  }

  @Test
  void logExtract_writtenAndRead_isTheSame() {
    LogExtractEntry inquiry =
        new LogExtractEntry(
            ExchangeId.next(),
            RecordType.REQUEST,
            TestHeaders.now(),
            Optional.of(TestHeaders.now()),
            TestHeaders.AOBA_WELFARE,
            "障害福祉課",
            Optional.of(
                new LogExtractEntry.Asked(
                    TestHeaders.AOBA_TAX,
                    new ItemNumber("144"),
                    new AffairId("disability-support-benefits"),
                    new ProcedureNumber("1"),
                    List.of(new InformationId("municipal-tax")))),
            Optional.of(AnswerStatus.ANSWERED));
    LogExtractEntry enrolment =
        new LogExtractEntry(
            ExchangeId.next(),
            RecordType.ENROL,
            TestHeaders.now(),
            Optional.empty(),
            TestHeaders.AOBA_TAX,
            "市民税課",
            Optional.empty(),
            Optional.empty());
    LogExtract extract = new LogExtract(List.of(inquiry, enrolment));

    assertEquals(extract, LogExtract.parse(extract.bytes()));
    assertEquals(new LogExtract(List.of()), LogExtract.parse(new LogExtract(List.of()).bytes()));
  }

  private static Header header(ExchangeType type) {
    return type == ExchangeType.CONVERT
        ? TestHeaders.convert(TestHeaders.hash(1), COUNT)
        : TestHeaders.own(TestHeaders.hash(1), type, TestHeaders.AOBA_WELFARE, COUNT);
  }
}

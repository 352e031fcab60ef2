package jp.linkage.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
  private static final Charset UTF = StandardCharsets.UTF_8;
  private static final Function<String, String> TEXT = Function.identity();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "1",
        "null",
        "{",
        "{}{}",
        "{} x",
        "{\"a\":1,\"a\":2}",
        "{\"o\":{\"a\":1,\"a\":1}}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":NaN}",
        "{'a':1}",
        "{a:1}",
        "{\"a\":1,}",
        "{\"a\":1 /* why */}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\x\"}",
        "\uFEFF{}",
      })
  void text_thatIsNotOneStrictObject_isRefused(String text) {
    refused(text, json -> {});
  }

  @Test
  void bytes_thatAreNotUtf8_areRefused() {
    for (byte[] bytes :
        List.of(
            new byte[] {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}'},
            new byte[] {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'},
            new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'},
            "{}".getBytes(StandardCharsets.UTF_16LE))) {
      assertThrows(InvalidMessage.class, () -> StrictJson.object(bytes, 100));
    }
  }

  @Test
  void object_largerThanAllowed_isRefused() {
    assertThrows(InvalidMessage.class, () -> StrictJson.object("{\"a\":1}".getBytes(UTF), 6));
    StrictJson.object("{\"a\":1}".getBytes(UTF), 7);
  }

  @Test
  void nesting_deeperThanAnyMessage_isRefused() {
    String deepest = "{\"a\":".repeat(StrictJson.MAX_NESTING) + "1" + "}".repeat(12);
    StrictJson.object(deepest.getBytes(UTF), 1000);

    assertThrows(
        InvalidMessage.class,
        () -> StrictJson.object(("{\"a\":" + deepest + "}").getBytes(UTF), 1000));
    assertThrows(
        InvalidMessage.class,
        () -> StrictJson.object(("{\"a\":" + "[".repeat(100_000)).getBytes(UTF), 1_000_000));
  }

  @Test
  void canonicalObject_inAnotherForm_isRefused() {
    StrictJson.canonicalObject("{\"a\":1,\"b\":\"é\"}".getBytes(UTF), 100);

    for (String other :
        List.of(
            "{\"b\":\"é\",\"a\":1}",
            "{\"a\":1, \"b\":\"é\"}",
            "{\"a\":1,\"b\":\"\\u00e9\"}",
            "{\"a\":-0,\"b\":\"é\"}",
            "{\"a\":1,\"b\":\"é\"}\n")) {
      assertThrows(
          InvalidMessage.class, () -> StrictJson.canonicalObject(other.getBytes(UTF), 100), other);
    }
  }

  @Test
  void member_thatNobodyAskedFor_isRefusedWithoutItsName() {
    InvalidMessage refusal =
        refused("{\"a\":\"x\",\"secret-name\":1}", json -> json.string("a", 1, 1));

    assertEquals("$", refusal.path());
    assertFalse(refusal.getMessage().contains("secret"));
  }

  @Test
  void member_thatIsMissingOrOfAnotherType_isRefusedAtItsPlace() {
    assertEquals("$.a", refused("{}", json -> json.string("a", 0, 9)).path());
    assertEquals("$.a", refused("{\"a\":1}", json -> json.string("a", 0, 9)).path());
    assertEquals("$.a", refused("{\"a\":null}", json -> json.string("a", 0, 9)).path());
    assertEquals("$.a", refused("{\"a\":\"1\"}", json -> json.integer("a", 0, 9)).path());
    assertEquals("$.a", refused("{\"a\":1.0}", json -> json.integer("a", 0, 9)).path());
    assertEquals("$.a", refused("{\"a\":1e0}", json -> json.integer("a", 0, 9)).path());
    assertEquals("$.a", refused("{\"a\":10}", json -> json.integer("a", 0, 9)).path());
    assertEquals("$.a", refused("{\"a\":99999999999999999999}", reads("a")).path());
    assertEquals("$.a", refused("{\"a\":\"true\"}", json -> json.bool("a")).path());
    assertEquals("$.a", refused("{\"a\":1}", json -> json.bool("a")).path());
    assertEquals("$.a", refused("{\"a\":\"AA\"}", json -> json.bytes("a", 2)).path());
    assertEquals("$.a", refused("{\"a\":\"AAAA\"}", json -> json.bytes("a", 2)).path());
    assertEquals("$.a", refused("{\"a\":[]}", json -> json.object("a")).path());
    assertEquals("$.a", refused("{\"a\":{}}", json -> json.values("a", 0, 1, TEXT)).path());
    assertEquals("$.a", refused("{\"a\":\"abc\"}", json -> json.string("a", 0, 2)).path());
    assertEquals("$.a", refused("{\"a\":\"\\ud800\"}", json -> json.string("a", 0, 2)).path());
  }

  @Test
  void refusal_insideAList_namesTheElement() {
    Consumer<JsonObject> reader =
        json -> json.objects("items", 1, 3, item -> item.bytes("r", 1).text());

    assertEquals(
        "$.items[1].r", refused("{\"items\":[{\"r\":\"AA\"},{\"r\":\"A\"}]}", reader).path());
    assertEquals("$.items[1]", refused("{\"items\":[{\"r\":\"AA\"},1]}", reader).path());
    assertEquals("$.items[0]", refused("{\"items\":[{\"r\":\"AA\",\"x\":1}]}", reader).path());
    assertEquals("$.items", refused("{\"items\":[]}", reader).path());
    assertEquals(
        "$.list[1]",
        refused("{\"list\":[\"a\",1]}", json -> json.values("list", 0, 2, TEXT)).path());
    assertEquals(
        "$.list[1]", refused("{\"list\":[1,7]}", json -> json.integers("list", 0, 2, 0, 6)).path());
  }

  @Test
  void value_thatItsTypeRefuses_isRefusedAtItsPlaceWithoutTheValue() {
    InvalidMessage refusal =
        refused(
            "{\"o\":{\"t\":\"2026-01-01T00:00:00Z\"}}",
            json -> json.object("o", inner -> inner.instant("t")));

    assertEquals("$.o.t", refusal.path());
    assertFalse(refusal.getMessage().contains("2026"));
  }

  @Test
  void map_readsNamesAndValues() {
    JsonObject json = StrictJson.object("{\"m\":{\"a\":\"1\",\"b\":\"2\"}}".getBytes(UTF), 100);

    assertEquals(Map.of("a", "1", "b", "2"), json.map("m", 0, 2, TEXT, TEXT));
    refused("{\"m\":{\"a\":\"1\",\"b\":\"2\"}}", j -> j.map("m", 0, 1, TEXT, TEXT));
    refused("{\"m\":{\"a\":1}}", j -> j.map("m", 0, 1, TEXT, TEXT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-23T05:00:00Z",
        "2026-11-23T05:00:00.00Z",
        "2026-11-23T05:00:00.0000Z",
        "2026-11-23T05:00:00.000+00:00",
        "2026-11-23t05:00:00.000Z",
        "2026-11-23 05:00:00.000Z",
        "2026-02-30T05:00:00.000Z",
        "2026-11-23T24:00:00.000Z",
        "2026-11-23T05:00:60.000Z",
        "+026-11-23T05:00:00.000Z",
        "２026-11-23T05:00:00.000Z",
      })
  void instant_inAnotherForm_isRefused(String text) {
    assertThrows(InvalidMessage.class, () -> WireInstant.parse(text));
  }

  @Test
  void instant_writtenAndRead_isTheSame() {
    Instant instant = Instant.parse("2026-11-23T05:00:00.120Z");

    assertEquals("2026-11-23T05:00:00.120Z", WireInstant.text(instant));
    assertEquals(instant, WireInstant.parse(WireInstant.text(instant)));
    assertThrows(InvalidMessage.class, () -> WireInstant.require(instant.plusNanos(1)));
    assertThrows(InvalidMessage.class, () -> WireInstant.require(Instant.MAX));
  }

  private static Consumer<JsonObject> reads(String integer) {
    return json -> json.integer(integer, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static InvalidMessage refused(String json, Consumer<JsonObject> reader) {
    return assertThrows(
        InvalidMessage.class,
        () -> {
          JsonObject object = StrictJson.object(json.getBytes(UTF), 1_000_000);
          reader.accept(object);
          object.end();
        },
        json);
  }
}

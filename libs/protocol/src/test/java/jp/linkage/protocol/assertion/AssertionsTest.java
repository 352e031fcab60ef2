package jp.linkage.protocol.assertion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.TestHeaders;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.CanonicalJson;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssertionsTest {
  private static final Header HEADER = TestHeaders.convert(TestHeaders.hash(1), 2);
  private static final Bytes ROOT = TestHeaders.hash(2);
  private static final Bytes ANSWERS = TestHeaders.hash(3);
  private static final Bytes OUTCOMES = TestHeaders.hash(4);
  private static final Instant NOW = HEADER.requestedAt();
  private static final String ROW = "144.1.municipal-tax";

  @Test
  void request_writtenAndRead_holds() {
    read(request(), json -> {}).require(HEADER, ROOT, NOW);
  }

  @Test
  void request_hasTheClaimsOfTheProtocol() {
    Map<String, Object> claims = RequestAssertion.of(HEADER, ROOT, NOW).claims();

    assertEquals("aoba-welfare", claims.get("iss"));
    assertEquals(List.of("linkage-gateway", "audit-service", "aoba-tax"), claims.get("aud"));
    assertEquals(NOW.getEpochSecond(), claims.get("iat"));
    assertEquals(NOW.getEpochSecond() + 60, claims.get("exp"));
    assertEquals(HEADER.exchangeId().toString(), claims.get("jti"));
    assertEquals(HEADER.hash().text(), claims.get("h"));
    assertEquals(ROOT.text(), claims.get("root"));
    assertEquals(7, claims.size());
  }

  @Test
  void request_ofAnotherType_hasNoProviderInItsAudience() {
    Header enrol =
        TestHeaders.own(TestHeaders.hash(1), ExchangeType.ENROL, TestHeaders.AOBA_WELFARE, 1);

    assertEquals(
        List.of("linkage-gateway", "audit-service"),
        RequestAssertion.of(enrol, ROOT, NOW).claims().get("aud"));
  }

  @Test
  void request_aboutSomethingElse_isRefused() {
    RequestAssertion assertion = read(request(), json -> {});

    assertThrows(
        ProtocolViolation.class, () -> assertion.require(HEADER, TestHeaders.hash(9), NOW));
    assertThrows(
        ProtocolViolation.class,
        () -> assertion.require(TestHeaders.convert(TestHeaders.hash(1), 2), ROOT, NOW));
  }

  @Test
  void request_withAnotherClaim_isRefused() {
    for (Consumer<ObjectNode> change :
        List.<Consumer<ObjectNode>>of(
            json -> json.put("iss", "aoba-tax"),
            json -> json.putArray("aud").add("linkage-gateway").add("audit-service"),
            json ->
                json.putArray("aud").add("audit-service").add("linkage-gateway").add("aoba-tax"),
            json -> json.putArray("aud").add("linkage-gateway").add("audit-service").add("midori"),
            json -> json.put("jti", "0190f4e6-7b5c-7000-8000-000000000000"),
            json -> json.put("h", ROOT.text()),
            json -> json.put("exp", NOW.getEpochSecond() + 61),
            json -> json.put("exp", NOW.getEpochSecond() - 1).put("iat", NOW.getEpochSecond() - 61),
            json ->
                json.put("iat", NOW.getEpochSecond() + 59).put("exp", NOW.getEpochSecond() + 58),
            json ->
                json.put("iat", NOW.getEpochSecond() + 61).put("exp", NOW.getEpochSecond() + 90))) {
      RequestAssertion assertion = read(request(), change);
      assertThrows(ProtocolViolation.class, () -> assertion.require(HEADER, ROOT, NOW));
    }
  }

  @Test
  void request_expiredOrFromTheFuture_isRefused() {
    RequestAssertion assertion = read(request(), json -> {});

    assertion.require(HEADER, ROOT, NOW.plusSeconds(58));
    assertThrows(
        ProtocolViolation.class, () -> assertion.require(HEADER, ROOT, NOW.plusSeconds(61)));
    assertThrows(
        ProtocolViolation.class, () -> assertion.require(HEADER, ROOT, NOW.minusSeconds(62)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iss", "aud", "iat", "exp", "jti", "h", "root"})
  void claim_missing_isRefused(String claim) {
    assertThrows(InvalidMessage.class, () -> read(request(), json -> json.remove(claim)));
  }

  @Test
  void claim_unknown_isRefused() {
    assertThrows(InvalidMessage.class, () -> read(request(), json -> json.put("scope", "all")));
    assertThrows(InvalidMessage.class, () -> read(request(), json -> json.put("nbf", 0)));
  }

  @Test
  void permit_writtenAndRead_holdsUntilTheHeaderExpires() {
    Permit permit = readPermit(json -> {});

    permit.require(HEADER, ROOT, NOW);
    permit.require(HEADER, ROOT, HEADER.expiresAt().minusSeconds(2));
    assertEquals(ROW, permit.row());
    assertThrows(ProtocolViolation.class, () -> permit.require(HEADER, ROOT, HEADER.expiresAt()));
    assertThrows(ProtocolViolation.class, () -> permit.require(HEADER, TestHeaders.hash(9), NOW));
  }

  @Test
  void permit_forAnother_isRefused() {
    for (Consumer<ObjectNode> change :
        List.<Consumer<ObjectNode>>of(
            json -> json.put("iss", "aoba-welfare"),
            json -> json.putArray("aud").add("midori-tax"),
            json -> json.put("sub", "aoba-tax"),
            json -> json.put("exp", HEADER.expiresAt().getEpochSecond() + 1))) {
      Permit permit = readPermit(change);
      assertThrows(ProtocolViolation.class, () -> permit.require(HEADER, ROOT, NOW));
    }
    assertThrows(InvalidMessage.class, () -> readPermit(json -> json.put("row", "x y")));
  }

  @Test
  void answer_writtenAndRead_holdsForItsAnswersOnly() {
    AnswerAssertion answer = readAnswer(json -> {});

    answer.require(HEADER, ROOT, ANSWERS, OUTCOMES, NOW);
    assertThrows(
        ProtocolViolation.class, () -> answer.require(HEADER, ROOT, OUTCOMES, OUTCOMES, NOW));
    assertThrows(
        ProtocolViolation.class, () -> answer.require(HEADER, ROOT, ANSWERS, ANSWERS, NOW));
    assertThrows(
        ProtocolViolation.class, () -> answer.require(HEADER, ANSWERS, ANSWERS, OUTCOMES, NOW));
  }

  @Test
  void answer_ofAnother_isRefused() {
    for (Consumer<ObjectNode> change :
        List.<Consumer<ObjectNode>>of(
            json -> json.put("iss", "midori-tax"),
            json -> json.putArray("aud").add("aoba-welfare"),
            json -> json.put("exp", NOW.getEpochSecond() + 60))) {
      AnswerAssertion answer = readAnswer(change);
      assertThrows(
          ProtocolViolation.class, () -> answer.require(HEADER, ROOT, ANSWERS, OUTCOMES, NOW));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b", "a.b.", "a..c", "a.b.c.d", "a.b.c=", "a.b.ç", " a.b.c"})
  void signedAssertion_ofAnotherForm_isRefused(String text) {
    assertThrows(InvalidMessage.class, () -> new SignedAssertion(text));
  }

  private static Map<String, Object> request() {
    return RequestAssertion.of(HEADER, ROOT, NOW).claims();
  }

  private static RequestAssertion read(Map<String, Object> claims, Consumer<ObjectNode> change) {
    return RequestAssertion.read(payload(claims, change));
  }

  private static Permit readPermit(Consumer<ObjectNode> change) {
    return Permit.read(payload(Permit.of(HEADER, ROOT, ROW, NOW).claims(), change));
  }

  private static AnswerAssertion readAnswer(Consumer<ObjectNode> change) {
    return AnswerAssertion.read(
        payload(AnswerAssertion.of(HEADER, ROOT, ANSWERS, OUTCOMES, NOW).claims(), change));
  }

  private static JsonObject payload(Map<String, Object> claims, Consumer<ObjectNode> change) {
    ObjectNode json = new ObjectMapper().valueToTree(claims);
    change.accept(json);
    return StrictJson.object(CanonicalJson.bytes(json), SignedAssertion.MAX_LENGTH);
  }
}

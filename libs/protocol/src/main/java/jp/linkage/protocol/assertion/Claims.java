package jp.linkage.protocol.assertion;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.Validity;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.JsonObject;

/**
 * What every assertion says: who says it to whom, when, about which exchange.
 *
 * @param issuer {@code iss}
 * @param audience {@code aud}, always an array
 * @param issuedAt {@code iat}, whole seconds
 * @param expiresAt {@code exp}, whole seconds
 * @param exchangeId {@code jti}
 * @param headerHash {@code h}, 32 octets
 * @param requestRoot {@code root}, 32 octets
 */
record Claims(
    String issuer,
    List<String> audience,
    Instant issuedAt,
    Instant expiresAt,
    ExchangeId exchangeId,
    Bytes headerHash,
    Bytes requestRoot) {
  private static final long LAST_SECOND = 253_402_300_799L; // 9999-12-31T23:59:59Z

  Claims {
    audience = List.copyOf(audience);
    headerHash.requireLength(32);
    requestRoot.requireLength(32);
  }

  /** The claims about an exchange, in whole seconds. */
  static Claims about(
      Header header,
      Bytes requestRoot,
      String issuer,
      List<String> audience,
      Instant issuedAt,
      Instant expiresAt) {
    return new Claims(
        issuer,
        audience,
        Instant.ofEpochSecond(issuedAt.getEpochSecond()),
        Instant.ofEpochSecond(expiresAt.getEpochSecond()),
        header.exchangeId(),
        header.hash(),
        requestRoot);
  }

  static Claims read(JsonObject json) {
    return new Claims(
        json.string("iss", 1, 64),
        json.values("aud", 1, 3, Function.identity()),
        second(json, "iat"),
        second(json, "exp"),
        json.value("jti", ExchangeId::parse),
        json.bytes("h", 32),
        json.bytes("root", 32));
  }

  private static Instant second(JsonObject json, String name) {
    return Instant.ofEpochSecond(json.integer(name, 0, LAST_SECOND));
  }

  Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("iss", issuer);
    map.put("aud", audience);
    map.put("iat", issuedAt.getEpochSecond());
    map.put("exp", expiresAt.getEpochSecond());
    map.put("jti", exchangeId.toString());
    map.put("h", headerHash.text());
    map.put("root", requestRoot.text());
    return map;
  }

  /** Refuses claims that are about something else than what this party recomputed. */
  void require(Claims expected, String name) {
    if (!equals(expected)) {
      throw refused(name + " about this exchange, its header and its request root");
    }
  }

  /** Refuses claims that are not valid at {@code now}, allowing for the clocks' difference. */
  void requireTime(Instant now, String name) {
    if (issuedAt.isAfter(now.plus(Validity.SKEW)) || !expiresAt.isAfter(now)) {
      throw refused(name + " that is valid now");
    }
  }

  static ProtocolViolation refused(String expected) {
    return new ProtocolViolation(Reason.INVALID_SIGNATURE, "expected " + expected);
  }
}

package jp.linkage.protocol.assertion;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import jp.linkage.protocol.header.Broker;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.JsonObject;

/**
 * σ_A, what the asking agency signs (protocol §4.2): JWT {@code typ} {@value #TYP}, ES256, {@code
 * kid} = {@code iss} = the agency.
 */
public final class RequestAssertion {
  /** The JWT's {@code typ}. */
  public static final String TYP = "linkage-request+jwt";

  /** The longest time from {@code iat} to {@code exp}. */
  public static final Duration LONGEST = Duration.ofSeconds(60);

  private static final String NAME = "σ_A";

  private final Claims claims;

  private RequestAssertion(Claims claims) {
    this.claims = claims;
  }

  /** What the asking agency signs at {@code now}, valid for {@link #LONGEST}. */
  public static RequestAssertion of(Header header, Bytes requestRoot, Instant now) {
    return new RequestAssertion(
        Claims.about(
            header,
            requestRoot,
            header.agency().value(),
            audience(header),
            now,
            now.plus(LONGEST)));
  }

  /**
   * Reads the claims of a JWT whose signature was verified.
   *
   * @throws jp.linkage.protocol.json.InvalidMessage when a claim is missing, unknown or malformed
   */
  public static RequestAssertion read(JsonObject payload) {
    RequestAssertion assertion = new RequestAssertion(Claims.read(payload));
    payload.end();
    return assertion;
  }

  /** The claims to sign. */
  public Map<String, Object> claims() {
    return claims.map();
  }

  /**
   * Checks that the assertion is about this request and valid at {@code time}.
   *
   * @param header the header that came with it
   * @param requestRoot the root that the checking party computed from the items
   * @param time now; the receipt's time where a resumed exchange is checked by B (protocol §4.7)
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when it is not
   */
  public void require(Header header, Bytes requestRoot, Instant time) {
    claims.require(
        Claims.about(
            header,
            requestRoot,
            header.agency().value(),
            audience(header),
            claims.issuedAt(),
            claims.expiresAt()),
        NAME);
    Duration life = Duration.between(claims.issuedAt(), claims.expiresAt());
    if (life.isNegative() || life.isZero() || life.compareTo(LONGEST) > 0) {
      throw Claims.refused(NAME + " that is valid for at most 60 s");
    }
    claims.requireTime(time, NAME);
  }

  /** Who may rely on it: both brokers, and B if B is asked. */
  private static List<String> audience(Header header) {
    return header.type() == ExchangeType.CONVERT
        ? List.of(Broker.GATEWAY, Broker.AUDIT, header.toNamespace().value())
        : List.of(Broker.GATEWAY, Broker.AUDIT);
  }
}

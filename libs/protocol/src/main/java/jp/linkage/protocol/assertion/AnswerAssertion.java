package jp.linkage.protocol.assertion;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import jp.linkage.protocol.header.Broker;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.JsonObject;

/**
 * σ_B, what the answering agency signs (protocol §4.8): JWT {@code typ} {@value #TYP}, ES256,
 * {@code kid} = {@code iss} = the agency.
 */
public final class AnswerAssertion {
  /** The JWT's {@code typ}. */
  public static final String TYP = "linkage-answer+jwt";

  private static final String NAME = "σ_B";

  private final Claims claims;
  private final Bytes answersRoot;
  private final Bytes outcomes;

  private AnswerAssertion(Claims claims, Bytes answersRoot, Bytes outcomes) {
    this.claims = claims;
    this.answersRoot = answersRoot.requireLength(32);
    this.outcomes = outcomes.requireLength(32);
  }

  /** What the answering agency signs at {@code now}, valid until the header expires. */
  public static AnswerAssertion of(
      Header header, Bytes requestRoot, Bytes answersRoot, Bytes outcomes, Instant now) {
    return new AnswerAssertion(about(header, requestRoot, now), answersRoot, outcomes);
  }

  /**
   * Reads the claims of a JWT whose signature was verified.
   *
   * @throws jp.linkage.protocol.json.InvalidMessage when a claim is missing, unknown or malformed
   */
  public static AnswerAssertion read(JsonObject payload) {
    AnswerAssertion assertion =
        new AnswerAssertion(
            Claims.read(payload), payload.bytes("answers", 32), payload.bytes("outcomes", 32));
    payload.end();
    return assertion;
  }

  /** The claims to sign. */
  public Map<String, Object> claims() {
    Map<String, Object> map = claims.map();
    map.put("answers", answersRoot.text());
    map.put("outcomes", outcomes.text());
    return map;
  }

  /**
   * Checks that the assertion is about this request and this answer, and valid at {@code now}.
   *
   * @param answersRoot the root that the checking party computed from the answers
   * @param outcomes the commitment that came with the answers
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when it is not
   */
  public void require(
      Header header, Bytes requestRoot, Bytes answersRoot, Bytes outcomes, Instant now) {
    claims.require(about(header, requestRoot, claims.issuedAt()), NAME);
    if (!this.answersRoot.equals(answersRoot) || !this.outcomes.equals(outcomes)) {
      throw Claims.refused(NAME + " about these answers and outcomes");
    }
    claims.requireTime(now, NAME);
  }

  private static Claims about(Header header, Bytes requestRoot, Instant issuedAt) {
    return Claims.about(
        header,
        requestRoot,
        header.toNamespace().value(),
        List.of(header.agency().value(), Broker.GATEWAY, Broker.AUDIT),
        issuedAt,
        header.expiresAt());
  }
}
